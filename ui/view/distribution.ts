/** Values of many seeds on one scale: a dot for each, or a histogram where there are too many. */

/** Where values lie, and how wide the picture is. */
export interface Scale {
  readonly from: number
  readonly to: number
  /** Pixels. */
  readonly width: number
  /** Whether all values are whole: then each column stands for as many of them as any other. */
  readonly isWhole: boolean
}

/** A dot, in pixels; `row` counts upwards from the ground. */
export interface Dot {
  /** The place of the value in the list. */
  readonly place: number
  readonly x: number
  readonly row: number
}

/** See the file's header. */
export type Distribution =
  | { readonly kind: 'dots'; readonly dots: readonly Dot[]; readonly rows: number }
  | { readonly kind: 'bars'; readonly counts: readonly number[]; readonly most: number }

/** More values than these are drawn as a histogram. */
export const dotsMost = 300

/** The least scale that holds all values of all lists, with a little room; never empty. */
export function scaleOf(lists: readonly (readonly (number | null)[])[], width: number): Scale {
  let from = Infinity
  let to = -Infinity
  let isWhole = true
  for (const list of lists)
    for (const value of list)
      if (value !== null) {
        from = Math.min(from, value)
        to = Math.max(to, value)
        isWhole &&= Number.isInteger(value)
      }
  if (from > to) return { from: 0, to: 1, width, isWhole: false }
  if (from === to) {
    const room = Math.abs(from) / 2 || 1
    return { from: from - room, to: to + room, width, isWhole: false }
  }
  return { from, to, width, isWhole }
}

/** The pixel of a value; half a dot is left free on both sides. */
export function xOf({ from, to, width }: Scale, value: number, size: number): number {
  return size / 2 + ((value - from) / (to - from)) * (width - size)
}

/** Dots of `size` pixels stacked where they would touch, or `width / size` bars. */
export function distributionOf(
  values: readonly (number | null)[],
  scale: Scale,
  size: number,
): Distribution {
  const most = Math.max(1, Math.floor(scale.width / size))
  const range = scale.to - scale.from
  const step = scale.isWhole ? Math.ceil((range + 1) / most) : range / most
  const columns = scale.isWhole ? Math.ceil((range + 1) / step) : most
  const columnOf = (value: number) => Math.min(columns - 1, Math.floor((value - scale.from) / step))
  const counts = Array.from({ length: columns }, () => 0)
  const known = values.filter((value) => value !== null).length
  const dots: Dot[] = []
  values.forEach((value, place) => {
    if (value === null) return
    const column = columnOf(value)
    const row = counts[column]!++
    if (known <= dotsMost) dots.push({ place, x: (column + 0.5) * (scale.width / columns), row })
  })
  const tallest = Math.max(1, ...counts)
  return known <= dotsMost
    ? { kind: 'dots', dots, rows: tallest }
    : { kind: 'bars', counts, most: tallest }
}

/** The places of the values in ascending order, those without left out. */
export function ascending(values: readonly (number | null)[]): readonly number[] {
  return values
    .map((_value, place) => place)
    .filter((place) => values[place] !== null)
    .sort((a, b) => values[a]! - values[b]! || a - b)
}
