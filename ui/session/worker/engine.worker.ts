/** The worker: holds the engine and the latest runs, and answers the page. */
import { eventKinds } from '../../../engine/index.ts'
import type { Trace } from '../../../engine/index.ts'
import { comparisonOf } from '../../view/comparison.ts'
import type { Asks, Look, Question, Reply, Source } from '../protocol.ts'
import { keyOf } from '../protocol.ts'
import { catalogue, scenarioNamed } from './catalogue.ts'
import { describe } from './description.ts'
import { explained } from './explaining.ts'
import type { KeptRun } from './kept-run.ts'
import { comparableOf, keysOf } from './keys.ts'
import { make } from './making.ts'
import { buffersIn, modelOf } from './model.ts'
import { Breath } from './breath.ts'
import { originOf } from './origin.ts'
import { Shelf } from './shelf.ts'
import { badgesOf, until } from './walks.ts'

const shelf = new Shelf()
/** Long questions that may be given up, by their numbers. */
const listening = new Map<number, Breath>()

/** Answers whose arrays are given away. */
const given: ReadonlySet<keyof Asks> = new Set(['run', 'keys', 'compare'])

type Answers = {
  [K in keyof Asks]: (ask: Asks[K]['ask'], id: number) => Promise<Asks[K]['answer']>
}

const answers: Answers = {
  catalogue: async () => catalogue(),
  describe: async (request) => describe(await scenarioNamed(request.scenario), request),
  run: async (source, id) => modelOf(await kept(source, id)),
  keys: async (source, id) => keysOf(await kept(source, id)).slice(),
  compare: async ({ a, b }, id) =>
    comparisonOf(comparableOf(await kept(a, id)), comparableOf(await kept(b, id))),
  look: async ({ source, seq, nodes, contents }, id) => {
    const run = await kept(source, id)
    return {
      moment: run.moment(seq, nodes ?? undefined),
      contents: contentsOf(run.trace, contents),
    }
  },
  until: async ({ source, seq, terms }, id) =>
    listen(id, async (breath) => until(await kept(source, id), { seq, terms, breath })),
  strip: async ({ source, from, to, nodes }, id) =>
    listen(id, async (breath) => badgesOf(await kept(source, id), { from, to, nodes, breath })),
  contents: async ({ source, events }, id) => contentsOf((await kept(source, id)).trace, events),
  origin: async ({ source, ...ask }, id) =>
    listen(id, async (breath) => originOf(await kept(source, id), ask, breath)),
  explain: async ({ source, check }, id) => explained(await kept(source, id), check),
  stop: async ({ id }) => {
    listening.get(id)?.stop()
    return null
  },
}

/** Works on a long question in breaths, between which others are heard. */
async function listen<T>(id: number, work: (breath: Breath) => Promise<T>): Promise<T> {
  const breath = new Breath((events, at) => say({ id, kind: 'progress', events, at }))
  listening.set(id, breath)
  try {
    return await work(breath)
  } finally {
    listening.delete(id)
  }
}

/** The run from the shelf, or made anew. */
async function kept(source: Source, id: number): Promise<KeptRun> {
  const key = keyOf(source)
  const known = shelf.get(key)
  if (known) return known
  const run = await make(source, (events, at, share) =>
    say({ id, kind: 'progress', events, at, share }),
  )
  shelf.put(key, run)
  return run
}

function contentsOf(trace: Trace, events: readonly number[]): Look['contents'] {
  // A link may name events that are not there.
  const there = events.filter((event) => event >= 0 && event < trace.events.length)
  return Object.fromEntries(there.map((event) => [event, contentOf(trace, event)]))
}

/** The content of the message that an event is about: its own, or that of the send behind it. */
function contentOf(trace: Trace, seq: number): unknown {
  const carriers: readonly (string | undefined)[] = ['deliver', 'serve', 'finish', 'drop', 'hold']
  const event = trace.events.cursor()
  event.goTo(seq)
  while (!event.hasMessage && event.cause >= 0 && carriers.includes(eventKinds[event.kind]))
    event.goTo(event.cause)
  return event.message()
}

function say(reply: Reply, transfer: Transferable[] = []): void {
  self.postMessage(reply, { transfer })
}

async function answer<K extends keyof Asks>({ id, kind, ask }: Question<K>): Promise<void> {
  try {
    const value = await answers[kind](ask, id)
    say({ id, kind: 'answer', value }, given.has(kind) ? [...buffersIn(value)] : [])
  } catch (error) {
    say({ id, kind: 'refused', reason: error instanceof Error ? error.message : String(error) })
  }
}

self.addEventListener('message', (event: MessageEvent<Question>) => {
  void answer(event.data)
})
