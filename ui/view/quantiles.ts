/**
 * Any quantile of any stretch of a list, exactly, at a cost that does not grow with the stretch: a
 * wavelet matrix over the ranks of the values.
 *
 * Source: F. Claude, G. Navarro, A. Ordóñez, "The wavelet matrix", Information Systems 47, 2015.
 */

/** See the file's header. */
export interface Quantiles {
  readonly length: number
  /** Rows by rank: the least value's row first, of equal values the earlier one. */
  readonly order: Int32Array
  /** For each bit of a rank, the highest first: the bits of all rows, 32 in a word. */
  readonly bits: readonly Uint32Array[]
  /** How many bits are set before each word. */
  readonly ones: readonly Int32Array[]
  /** How many rows have the bit not set. */
  readonly zeros: Int32Array
}

/** Prepares a list. */
export function quantilesOf(values: ArrayLike<number>): Quantiles {
  const { length } = values
  const order = Int32Array.from({ length }, (_one, row) => row)
  order.sort((a, b) => values[a]! - values[b]! || a - b)
  let ranks = new Int32Array(length)
  order.forEach((row, rank) => {
    ranks[row] = rank
  })
  const depth = Math.max(1, 32 - Math.clz32(Math.max(1, length - 1)))
  const words = (length >>> 5) + 1
  const bits: Uint32Array[] = []
  const ones: Int32Array[] = []
  const zeros = new Int32Array(depth)
  for (let level = 0; level < depth; level++) {
    const shift = depth - 1 - level
    const set = new Uint32Array(words)
    for (let row = 0; row < length; row++)
      if ((ranks[row]! >>> shift) & 1) set[row >>> 5]! |= 1 << (row & 31)
    const before = new Int32Array(words)
    for (let word = 1; word < words; word++)
      before[word] = before[word - 1]! + bitsIn(set[word - 1]!)
    const next = new Int32Array(length)
    let zero = 0
    for (let row = 0; row < length; row++)
      if (!((ranks[row]! >>> shift) & 1)) next[zero++] = ranks[row]!
    zeros[level] = zero
    for (let row = 0; row < length; row++)
      if ((ranks[row]! >>> shift) & 1) next[zero++] = ranks[row]!
    ranks = next
    bits.push(set)
    ones.push(before)
  }
  return { length, order, bits, ones, zeros }
}

/** The row of the `k`-th least value (from 0) among rows `from` to `to`, `to` left out. */
export function nthRow(
  { order, bits, ones, zeros }: Quantiles,
  { from, to, k }: { readonly from: number; readonly to: number; readonly k: number },
): number {
  let left = from
  let right = to
  let rest = k
  let rank = 0
  for (let level = 0; level < bits.length; level++) {
    const onesLeft = onesBefore(bits[level]!, ones[level]!, left)
    const onesRight = onesBefore(bits[level]!, ones[level]!, right)
    const zerosHere = right - onesRight - (left - onesLeft)
    rank <<= 1
    if (rest < zerosHere) {
      left -= onesLeft
      right -= onesRight
    } else {
      rest -= zerosHere
      rank |= 1
      left = zeros[level]! + onesLeft
      right = zeros[level]! + onesRight
    }
  }
  return order[rank]!
}

/** The row of the `q`-quantile among rows `from` to `to`, `to` left out; −1 when there are none. */
export function quantileRow(
  quantiles: Quantiles,
  { from, to, q }: { readonly from: number; readonly to: number; readonly q: number },
): number {
  if (to <= from) return -1
  const k = Math.min(to - from - 1, Math.max(0, Math.ceil(q * (to - from)) - 1))
  return nthRow(quantiles, { from, to, k })
}

function onesBefore(bits: Uint32Array, ones: Int32Array, row: number): number {
  const word = row >>> 5
  const inside = row & 31
  return ones[word]! + (inside === 0 ? 0 : bitsIn(bits[word]! & ((1 << inside) - 1)))
}

/** How many bits of a word are set. */
function bitsIn(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
