/** Opens a trace file: reads it as a stream, and gives its states where it has any. */
import { applyPatches, produceWithPatches } from 'immer'
import type { Patch } from 'immer'
import { traceReader } from '../../../engine/index.ts'
import type { Moment, ReadTrace } from '../../../engine/index.ts'
import { nodeStatuses } from '../../view/node-status.ts'
import { traceModel } from '../../view/trace-model.ts'
import type { TraceModel } from '../../view/trace-model.ts'
import type { Source } from '../protocol.ts'
import type { KeptRun, Progress } from './kept-run.ts'
import { eachLine } from './text-lines.ts'

type FileSource = Extract<Source, { kind: 'file' }>

/** @throws TraceError, FileError for a file that is no trace, or a broken one */
export async function openTrace(source: FileSource, progress: Progress): Promise<KeptRun> {
  const reader = traceReader(source.name, { ignoreHash: source.isDamaged === true })
  await eachLine(
    source,
    (line) => reader.line(line),
    (share) => progress(reader.events, 0, share),
  )
  const read = reader.end()
  return {
    trace: read.trace,
    flips: [],
    moment: momentsOf(read),
    run: null,
  }
}

/** States from the file: what each step changed stands before its first event. */
function momentsOf(read: ReadTrace): KeptRun['moment'] {
  const { trace, form } = read
  if (form === 'replayable') return () => null
  let model: TraceModel | null = null
  return (seq, nodes): Moment => {
    model ??= traceModel({ ...trace, events: trace.events.columns(), flips: [] })
    const states = read.stateAt(seq)!
    const statuses = nodeStatuses(model, [], seq)
    const at = model.events.at[seq]!
    const { cause } = model.events
    const first = cause[seq]! >= 0 && model.events.at[cause[seq]!] === at ? cause[seq]! : seq
    const patches = [...new Set([first, seq])].flatMap((event) => read.patchesAt(event))
    return {
      seq,
      at,
      nodes: model.header.topology.nodes.flatMap(({ id, role }, place) => {
        if (nodes && !nodes.includes(id)) return []
        const { status, queued, serving } = statuses[place]!
        return { id, role, status, state: states[id] ?? {}, queued, serving, clock: at }
      }),
      changes: patches.map(({ node, seq: step, patches: changes }) => ({
        node,
        patches: changes,
        inverse: undoing(read.stateAt(step - 1)?.[node], changes),
      })),
    }
  }
}

/** What would take changes back: the file says only what they made, not of what. */
function undoing(before: object | undefined, changes: readonly Patch[]): readonly Patch[] {
  if (!before) return []
  const [, , inverse] = produceWithPatches(before, (draft) => {
    applyPatches(draft, changes)
  })
  return inverse
}
