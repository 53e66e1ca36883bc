/** Means of values that hang together, with an honest error: by batches. */
import type { Batch } from '../outcome.ts'

/** So many batches: few enough to be long, many enough to tell how much they differ. */
export const batchCount = 32

/** A mean and its standard error. */
export interface Mean {
  readonly mean: number
  readonly standardError: number
}

/**
 * The mean of all values, and its standard error from how much the batches differ. Batches may
 * hold different numbers of values; neighbours are first put together until there are few.
 * Source: Law, "Simulation Modeling and Analysis" (5th ed. 2015), section 9.5.3 (batch means) and
 * 9.5.2 (a ratio of two means).
 * @throws Error when there are fewer than two batches
 */
export function batchMean(batches: readonly Batch[]): Mean {
  const joined = join(batches)
  if (joined.length < 2) throw new Error(`${batches.length} batches are too few for an error`)
  const sum = joined.reduce((all, [part]) => all + part, 0)
  const count = joined.reduce((all, [, part]) => all + part, 0)
  const mean = sum / count
  const inBatch = count / joined.length
  const squares = joined.reduce((all, [part, of]) => all + (part - mean * of) ** 2, 0)
  const variance = squares / (joined.length - 1) / joined.length
  return { mean, standardError: Math.sqrt(variance) / inBatch }
}

/** Puts neighbours together until each of about {@link batchCount} batches has its share. */
function join(batches: readonly Batch[]): Batch[] {
  const share = batches.reduce((all, [, count]) => all + count, 0) / batchCount
  const joined: Batch[] = []
  let sum = 0
  let count = 0
  for (const [more, by] of batches) {
    sum += more
    count += by
    if (count < share * 0.999) continue
    joined.push([sum, count])
    sum = 0
    count = 0
  }
  // What is left is part of the last batch: a short one of its own would count like a long one.
  const last = joined.pop()
  if (last) joined.push([last[0] + sum, last[1] + count])
  return joined
}
