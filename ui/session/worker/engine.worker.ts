/** The worker: holds the engine and the latest run, and answers the page. */
import { eventKinds, run } from '../../../engine/index.ts'
import type { Recording } from '../../../engine/index.ts'
import type { Asks, Question, Reply } from '../protocol.ts'
import { catalogue, scenarioNamed } from './catalogue.ts'
import { describe } from './description.ts'

let recording: Recording | null = null

const answers: {
  [K in keyof Asks]: (ask: Asks[K]['ask'], id: number) => Promise<Asks[K]['answer']>
} = {
  catalogue: async () => catalogue(),
  describe: async (request) => describe(await scenarioNamed(request.scenario), request),
  run: async (request, id) => {
    const scenario = await scenarioNamed(request.scenario)
    const { recording: kept, summary } = run(scenario, {
      variant: request.variant ?? undefined,
      params: request.params,
      seed: request.seed,
      faults: request.faults ?? undefined,
      record: true,
      onProgress: (simulation) => {
        say({ id, kind: 'progress', events: simulation.events, at: simulation.now })
        return true
      },
    })
    recording = kept
    const { trace } = kept!
    return {
      header: trace.header,
      symbols: trace.symbols,
      // They are the page's from now on; the worker keeps the packed events.
      events: trace.events.columns(),
      footer: { ...trace.footer, end: summary.end },
      flips: kept!.flips,
    }
  },
  look: async ({ seq, contents }) => {
    if (!recording) throw new Error('there is no run to look into; run the scenario again')
    return {
      moment: recording.moment(seq),
      contents: Object.fromEntries(contents.map((event) => [event, contentOf(event)])),
    }
  },
}

/** The content of the message that an event is about: its own, or that of the send behind it. */
function contentOf(seq: number): unknown {
  const carriers: readonly (string | undefined)[] = ['deliver', 'serve', 'finish', 'drop', 'hold']
  const event = recording!.trace.events.cursor()
  event.goTo(seq)
  while (!event.hasMessage && event.cause >= 0 && carriers.includes(eventKinds[event.kind]))
    event.goTo(event.cause)
  return event.message()
}

function say(reply: Reply, transfer: Transferable[] = []): void {
  self.postMessage(reply, { transfer })
}

function columnsIn(value: unknown): Transferable[] {
  if (typeof value !== 'object' || value === null || !('events' in value)) return []
  return Object.values(value.events as object).flatMap((column: unknown) =>
    ArrayBuffer.isView(column) ? [column.buffer as ArrayBuffer] : [],
  )
}

async function answer<K extends keyof Asks>({ id, kind, ask }: Question<K>): Promise<void> {
  try {
    const value = await answers[kind](ask, id)
    say({ id, kind: 'answer', value }, columnsIn(value))
  } catch (error) {
    say({ id, kind: 'refused', reason: error instanceof Error ? error.message : String(error) })
  }
}

self.addEventListener('message', (event: MessageEvent<Question>) => {
  void answer(event.data)
})
