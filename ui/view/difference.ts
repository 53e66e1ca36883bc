/** The differences between two runs as places to go to, one after the other. */
import type { Cursor } from './axis.ts'
import type { Comparison } from './comparison.ts'
import { isDifference, marks } from './matching.ts'
import type { TraceModel } from './trace-model.ts'

/** Two runs and how they differ. */
export interface ComparedRuns {
  readonly here: Pick<TraceModel, 'events' | 'length'>
  readonly there: Pick<TraceModel, 'events' | 'length'>
  readonly comparison: Comparison
}

/** Where a difference is on the time of this run: that of its event here, or else there. */
export function timeHere({ here, there, comparison }: ComparedRuns, place: number): number {
  const seq = comparison.here[place]!
  return seq >= 0 ? here.events.at[seq]! : there.events.at[comparison.there[place]!]!
}

/**
 * The nearest difference after the cursor, or before it; −1 for none. Several that are only there at
 * one moment are one place to go to.
 */
export function differenceFrom(runs: ComparedRuns, cursor: Cursor, direction: 1 | -1): number {
  const { here } = runs.comparison
  let best = -1
  let bestAt = 0
  let bestSeq = 0
  for (let place = 0; place < here.length; place++) {
    const at = timeHere(runs, place)
    const seq = here[place]! < 0 ? cursor.seq : here[place]!
    const ahead = at !== cursor.at ? at - cursor.at : seq - cursor.seq
    if (ahead * direction <= 0) continue
    const nearer = at !== bestAt ? bestAt - at : bestSeq - seq
    if (best >= 0 && nearer * direction <= 0) continue
    best = place
    bestAt = at
    bestSeq = seq
  }
  return best
}

/** The difference that the cursor stands at; −1 for none. */
export function differenceAt(runs: ComparedRuns, { seq, at }: Cursor): number {
  const { here } = runs.comparison
  const exact = here.indexOf(seq)
  if (exact >= 0) return exact
  for (let place = 0; place < here.length; place++)
    if (here[place]! < 0 && timeHere(runs, place) === at) return place
  return -1
}

/** Whether a difference is only here, only there, at another time, or otherwise different. */
export type DifferenceKind = 'here' | 'there' | 'shifted' | 'changed'

/** See {@link DifferenceKind}. */
export function differenceKind({ a, here, there }: Comparison, place: number): DifferenceKind {
  const seq = here[place]!
  if (seq < 0) return 'there'
  if (there[place]! < 0) return 'here'
  return a.mark[seq] === marks.shifted ? 'shifted' : 'changed'
}

/** The differences at a node, or all of them for `null`; by their places in the list. */
export function differencesAt(
  {
    here: a,
    there: b,
    comparison: { here, there },
  }: ComparedRuns & {
    readonly here: Pick<TraceModel, 'places'>
    readonly there: Pick<TraceModel, 'places'>
  },
  node: string | null,
): Int32Array {
  const all = Int32Array.from(here, (_seq, place) => place)
  if (node === null) return all
  const left = a.places.get(node) ?? (node === '' ? -1 : -2)
  const right = b.places.get(node) ?? (node === '' ? -1 : -2)
  return all.filter((place) =>
    here[place]! >= 0
      ? a.events.node[here[place]!] === left
      : b.events.node[there[place]!] === right,
  )
}

/**
 * Where on a row of `columns` bins something differs: for each bin the share of its events that do,
 * 0 to 1. One differing event among a million marks its bin.
 */
export function differenceBins(
  mark: Uint8Array,
  u: Float64Array,
  { from, to, columns }: { readonly from: number; readonly to: number; readonly columns: number },
): Float64Array {
  const differ = new Float64Array(columns)
  const all = new Float64Array(columns)
  const scale = columns / (to - from || 1)
  for (let seq = 0; seq < mark.length; seq++) {
    const bin = Math.min(columns - 1, Math.floor((u[seq]! - from) * scale))
    if (bin < 0 || u[seq]! > to) continue
    all[bin]!++
    if (isDifference(mark[seq]!)) differ[bin]!++
  }
  return differ.map((count, bin) => (all[bin]! > 0 ? count / all[bin]! : 0))
}
