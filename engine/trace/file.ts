/**
 * A trace as a file: JSON Lines, one object a line, readable without Orrery. `docs/trace.md` is
 * the specification. A header says what was run and how much follows; then events, in blocks that
 * carry their own check sum; a stand-alone trace has states and patches between them; a footer
 * says how it ended.
 */
import type { Patch } from 'immer'
import { Hash } from '../clockwork/hash.ts'
import { EventLines } from './event-lines.ts'
import type { Trace } from './format.ts'
import { traceFormat } from './format.ts'
import type { Recording } from './recording.ts'

/** Events of a block. */
const blockEvents = 1024

/** Steps between two lines of whole states in a stand-alone trace. */
const statesEvery = 4096

/** What changed in a node during the step that began with event `seq`. */
export interface PatchLine {
  readonly seq: number
  readonly node: string
  readonly patches: readonly Patch[]
}

/** All states after the step that ended with event `seq`; −1: at the beginning. */
export interface StatesLine {
  readonly seq: number
  readonly nodes: { readonly [node: string]: { readonly status: string; readonly state: object } }
}

/**
 * Writes a trace as lines, without line ends. Replayable: the run spec and the events.
 */
export function* traceLines(trace: Trace): Generator<string> {
  yield* withHeader(trace, 'replayable', function* () {
    const event = trace.events.cursor()
    const lines = new EventLines(trace)
    while (event.next()) yield lines.line(event)
  })
}

/**
 * Writes a recording as lines that stand without the scenario's code: with the states on the way
 * and what each step changed. Runs the recording once more on drafts, so it takes its time.
 */
export function* standAloneLines(recording: Recording): Generator<string> {
  const { trace } = recording
  yield* withHeader(trace, 'stand-alone', function* () {
    const event = trace.events.cursor()
    const lines = new EventLines(trace)
    let nextStates = 0
    for (const { events, patches, states } of recording.walk()) {
      const seq = event.seq + 1
      for (const { node, patches: changes } of patches)
        yield `{"patch":{"node":${JSON.stringify(node)},"patches":${JSON.stringify(changes)},"seq":${seq}}}`
      if (events >= nextStates) {
        nextStates = events + statesEvery
        yield JSON.stringify({ states: { nodes: states(), seq: events - 1 } })
      }
      while (event.seq + 1 < events && event.next()) yield lines.line(event)
    }
    while (event.next()) yield lines.line(event)
  })
}

function* withHeader(
  trace: Trace,
  form: 'replayable' | 'stand-alone',
  body: () => Generator<string>,
): Generator<string> {
  const { header, footer } = trace
  yield JSON.stringify({
    orrery: 'trace',
    format: traceFormat,
    form,
    events: trace.events.length,
    spec: header.spec,
    topology: header.topology,
  })
  const whole = new Hash()
  let block = new Hash()
  let inBlock = 0
  let number = 0
  for (const line of body()) {
    yield line
    whole.textTo(block, line)
    if (++inBlock === blockEvents) {
      yield JSON.stringify({ block: { hash: block.digest(), lines: inBlock, number: number++ } })
      block = new Hash()
      inBlock = 0
    }
  }
  if (inBlock > 0) yield JSON.stringify({ block: { hash: block.digest(), lines: inBlock, number } })
  yield JSON.stringify({ end: { ...footer, hash: whole.digest() } })
}
