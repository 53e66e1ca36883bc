/** What nodes said they were, as coloured stretches of their lines. */
import type { Axis, Stretch } from './axis.ts'
import { lastAtMost } from './grouping.ts'

/** A change of what a node says it is; the list is in order of events. */
export interface SaidAt {
  readonly node: string
  readonly seq: number
  readonly badge: string
}

/** A stretch of a row; `x` from 0 to 1. */
export interface Segment {
  readonly row: number
  readonly x1: number
  readonly x2: number
  readonly text: string
  /** Its colour of the softer set, from 0. */
  readonly colour: number
}

/** In windows of more events than these, nodes are not asked what they are. */
export const saidEventsMax = 20_000

/** The segments of a window. `rowOf` gives the row of a node; below 0 it has none. */
export function segmentsOf(
  said: readonly SaidAt[],
  axis: Axis,
  options: {
    readonly stretch: Stretch
    readonly rowOf: (node: string) => number
    readonly colours: number
  },
): readonly Segment[] {
  const { stretch, rowOf, colours } = options
  const width = stretch.to - stretch.from
  const x = (seq: number) => (axis.u[seq]! - stretch.from) / width
  const last = new Map<string, SaidAt>()
  const segments: Segment[] = []
  const close = (one: SaidAt, x2: number) => {
    const row = rowOf(one.node)
    const x1 = x(one.seq)
    if (one.badge === '' || row < 0 || x2 <= 0 || x1 >= 1) return
    segments.push({ row, x1, x2, text: one.badge, colour: epochColour(one.badge, colours) })
  }
  for (const one of said) {
    const before = last.get(one.node)
    if (before) close(before, x(one.seq))
    last.set(one.node, one)
  }
  for (const one of last.values()) close(one, 1.01)
  return segments
}

/** An epoch's colour goes round with its number; a word without one has a colour by its letters. */
export function epochColour(badge: string, colours: number): number {
  const number = /(\d+)$/.exec(badge)?.[1]
  if (number !== undefined) return Number(number) % colours
  let sum = 0
  for (let place = 0; place < badge.length; place++)
    sum = (sum * 31 + badge.charCodeAt(place)) >>> 0
  return sum % colours
}

/** The events of a window, and around it as many again where there is room: what is asked for. */
export function askedStretch(axis: Axis, { from, to }: Stretch): { from: number; to: number } {
  const first = Math.max(0, lastAtMost(axis.u, from))
  const last = Math.max(first, lastAtMost(axis.u, to))
  const around = Math.min(last - first, Math.floor((saidEventsMax - (last - first)) / 2))
  return {
    from: Math.max(0, first - Math.max(0, around)),
    to: Math.min(axis.length - 1, last + Math.max(0, around)),
  }
}
