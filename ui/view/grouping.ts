/** Rows grouped by a whole number, packed into two arrays; rows keep their order. */
export interface Grouping {
  /** Where each group begins in `rows`; one longer than there are groups. */
  readonly start: Int32Array
  readonly rows: Int32Array
}

/** Groups rows `0 … length − 1` by their key; keys below 0 or beyond `groups` are left out. */
export function groupBy(key: ArrayLike<number>, length: number, groups: number): Grouping {
  const start = new Int32Array(groups + 1)
  for (let row = 0; row < length; row++) {
    const group = key[row]!
    if (group >= 0 && group < groups) start[group + 1]!++
  }
  for (let group = 0; group < groups; group++) start[group + 1]! += start[group]!
  const next = start.slice()
  const rows = new Int32Array(start[groups]!)
  for (let row = 0; row < length; row++) {
    const group = key[row]!
    if (group >= 0 && group < groups) rows[next[group]!++] = row
  }
  return { start, rows }
}

/** The rows of a group, as a view; empty for a group that does not exist. */
export function rowsOf({ start, rows }: Grouping, group: number): Int32Array {
  if (group < 0 || group + 1 >= start.length) return rows.subarray(0, 0)
  return rows.subarray(start[group], start[group + 1])
}

/** Groups these rows, which are in order, and no others. */
export function groupThese(these: Int32Array, key: ArrayLike<number>, groups: number): Grouping {
  const { start, rows } = groupBy(
    these.map((row) => key[row]!),
    these.length,
    groups,
  )
  return { start, rows: rows.map((place) => these[place]!) }
}

/** Place of the last value that is at most `value` in an ascending list; −1 if there is none. */
export function lastAtMost(list: ArrayLike<number>, value: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (list[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Place of the first value that is at least `value` in an ascending list. */
export function firstAtLeast(list: ArrayLike<number>, value: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (list[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
