/**
 * A fault is a scheduled disturbance, as plain data: typed by an author, dragged on a timeline,
 * drawn by the generator, put into a link, cut down by a shrinker: always this one list.
 */
import type { Micros } from '../clockwork/time.ts'
import type { DiskFaultMode } from './disk.ts'
import type { LinkChange } from './rule.ts'

/** Whom a fault concerns: a node, every node of a role, a pod, or a zone, by name. */
export type Target<N extends string = string> = N

interface Timed {
  /** Virtual time at which it begins, µs. */
  readonly at: Micros
  /** How long it lasts, µs; then it is lifted. Left out: until something undoes it, or the end. */
  readonly for?: Micros
}

/** A scheduled disturbance. Pairs undo each other: crash/restart, pause/resume, cut/heal, hold/release. */
export type Fault<N extends string = string> =
  /** The node loses its volatile state and all it was doing. */
  | (Timed & { readonly kind: 'crash'; readonly target: Target<N> })
  | (Timed & { readonly kind: 'restart'; readonly target: Target<N> })
  /** The node does nothing but loses nothing, as in a long garbage collection. */
  | (Timed & { readonly kind: 'pause'; readonly target: Target<N> })
  | (Timed & { readonly kind: 'resume'; readonly target: Target<N> })
  /** Everything the node serves takes `factor` times as long. */
  | (Timed & { readonly kind: 'slow'; readonly target: Target<N>; readonly factor: number })
  /** Messages between different groups are lost; nodes in no group are not concerned. */
  | (Timed & { readonly kind: 'partition'; readonly groups: readonly (readonly Target<N>[])[] })
  /** Messages one way are lost. */
  | (Timed & { readonly kind: 'cut'; readonly from: Target<N>; readonly to: Target<N> })
  /** Undoes every partition and cut. */
  | (Timed & { readonly kind: 'heal' })
  /** Messages one way wait until released. */
  | (Timed & { readonly kind: 'hold'; readonly from: Target<N>; readonly to: Target<N> })
  /** Undoes every hold: what waited sets out now. */
  | (Timed & { readonly kind: 'release' })
  /** The link gets worse, both ways. */
  | (Timed & {
      readonly kind: 'degrade'
      readonly from: Target<N>
      readonly to: Target<N>
    } & LinkChange)
  /** The clock runs at another rate (`drift`, parts per million). */
  | (Timed & { readonly kind: 'skew'; readonly target: Target<N>; readonly drift: number })
  /** The clock jumps by `by` µs. */
  | (Timed & { readonly kind: 'jump'; readonly target: Target<N>; readonly by: Micros })
  /** Writes go wrong; `factor` is for `slow`. */
  | (Timed & {
      readonly kind: 'disk'
      readonly target: Target<N>
      readonly mode: DiskFaultMode
      readonly factor?: number
    })
  /** A pod, or every node of a zone, dies as one; the pod's files are gone. */
  | (Timed & { readonly kind: 'kill'; readonly target: Target<N> })
  /** Workloads ask `factor` times as often. */
  | (Timed & { readonly kind: 'overload'; readonly factor: number; readonly workload?: string })

/** The kinds of fault that exist. */
export const faultKinds = [
  'crash',
  'restart',
  'pause',
  'resume',
  'slow',
  'partition',
  'cut',
  'heal',
  'hold',
  'release',
  'degrade',
  'skew',
  'jump',
  'disk',
  'kill',
  'overload',
] as const satisfies readonly Fault['kind'][]

/** Kinds that are lifted when their time is over; the others are done when they have happened. */
export const lastingKinds: ReadonlySet<Fault['kind']> = new Set<Fault['kind']>([
  'crash',
  'pause',
  'slow',
  'partition',
  'cut',
  'hold',
  'degrade',
  'skew',
  'disk',
  'kill',
  'overload',
])

/** What a requested fault achieved in a run. */
export interface FaultReport {
  /** Its place in the plan, from 0. */
  readonly index: number
  readonly fault: Fault
  /**
   * How often it had an effect: nodes it took down or slowed work of, messages it dropped, held or
   * changed, writes it spoiled, arrivals while it lasted. 0 means that it hit nothing.
   */
  readonly hits: number
}

/** A fault in a few words, for transcripts and labels: `slow leaf-3 ×20 for 2 s`. */
export function describeFault(fault: Fault): string {
  const words = [fault.kind as string]
  if ('target' in fault) words.push(fault.target)
  if ('groups' in fault) words.push(fault.groups.map((group) => group.join(' ')).join(' | '))
  if ('from' in fault) words.push(`${fault.from} → ${fault.to}`)
  if ('factor' in fault && fault.factor !== undefined) words.push(`×${fault.factor}`)
  if ('drift' in fault) words.push(`${fault.drift} ppm`)
  if ('by' in fault) words.push(`by ${fault.by / 1e6} s`)
  if ('mode' in fault) words.push(fault.mode)
  if ('workload' in fault && fault.workload !== undefined) words.push(fault.workload)
  if (fault.for !== undefined) words.push(`for ${fault.for / 1e6} s`)
  return words.join(' ')
}
