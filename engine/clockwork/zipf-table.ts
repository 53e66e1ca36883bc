/** The cumulative probabilities of Zipf ranks, shared by all samplers of the same shape. */
import { pow } from './mathematics.ts'

const KEPT = 16 // tables; a scenario has one or two, a sweep over exponents should not pile them up
const tables = new Map<string, Float64Array>()

/** Entry k − 1 is the probability of a rank of at most k; the last is exactly 1. */
export function zipfTable(count: number, exponent: number): Float64Array {
  const key = `${count}/${exponent}`
  const known = tables.get(key)
  if (known) return known
  const table = new Float64Array(count)
  let total = 0
  for (let k = 1; k <= count; k++) {
    total += pow(k, -exponent)
    table[k - 1] = total
  }
  for (let k = 0; k < count; k++) table[k] = table[k]! / total
  if (tables.size >= KEPT) tables.delete(tables.keys().next().value!)
  tables.set(key, table)
  return table
}

/** The rank, from 1, whose share of [0, 1) holds `u`. */
export function rankOf(table: Float64Array, u: number): number {
  let low = 0
  let high = table.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (table[middle]! > u) high = middle
    else low = middle + 1
  }
  return low + 1
}
