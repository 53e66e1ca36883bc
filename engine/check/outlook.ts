/**
 * The operations that a search for an order has still to place, looked up by a token: who has yet
 * to see this value, who could still provide it.
 *
 * Operations of unknown outcome always count as still to come, even when the search has used them:
 * whoever prunes by an outlook errs on the side of hope.
 */
import type { Operation } from '../measure/history.ts'

/** Where a search stands: the required operations below `next` are placed, save the holes. */
export interface Standing {
  readonly next: number
  /** Required indexes below `next`, rising. */
  readonly holes: readonly number[]
}

/** Operations that bear tokens, in a history of required and unknown operations of one object. */
export class Outlook {
  readonly #required: readonly Operation[]
  readonly #bearers = new Map<string, Bearers>()

  /**
   * @param required the operations that must be placed, by invocation
   * @param unknown those of unknown outcome
   * @param tokenOf the token an operation bears, if any
   */
  constructor(
    required: readonly Operation[],
    unknown: readonly Operation[],
    tokenOf: (operation: Operation) => string | undefined,
  ) {
    this.#required = required
    required.forEach((operation, index) => this.#of(tokenOf(operation))?.indexes.push(index))
    for (const operation of unknown) this.#of(tokenOf(operation))?.unknown.push(operation)
    for (const { indexes, first } of this.#bearers.values()) {
      let earliest = indexes.at(-1) ?? 0
      for (let at = indexes.length - 1; at >= 0; at--) {
        const index = indexes[at]!
        if (required[index]!.endSeq! < required[earliest]!.endSeq!) earliest = index
        first[at] = earliest
      }
    }
  }

  #of(token: string | undefined): Bearers | undefined {
    if (token === undefined) return undefined
    const known = this.#bearers.get(token)
    if (known !== undefined) return known
    const made: Bearers = { indexes: [], first: [], unknown: [] }
    this.#bearers.set(token, made)
    return made
  }

  /** Of the required operations with this token still to come, the one answered first. */
  first(token: string, { next, holes }: Standing): Operation | undefined {
    const bearers = this.#bearers.get(token)
    if (bearers === undefined) return undefined
    const index = bearers.first[lowerBound(bearers.indexes, next)]
    let found = index === undefined ? undefined : this.#required[index]
    for (const hole of holes) {
      if (bearers.indexes[lowerBound(bearers.indexes, hole)] !== hole) continue
      const operation = this.#required[hole]!
      if (found === undefined || operation.endSeq! < found.endSeq!) found = operation
    }
    return found
  }

  /** Whether one with this token that `accept` takes is to come, invoked before that place. */
  some(
    token: string,
    before: number,
    { next, holes }: Standing,
    accept = (_operation: Operation): boolean => true,
  ): boolean {
    const bearers = this.#bearers.get(token)
    if (bearers === undefined) return false
    const { indexes, unknown } = bearers
    for (let at = lowerBound(indexes, next); at < indexes.length; at++) {
      const operation = this.#required[indexes[at]!]!
      if (operation.startSeq >= before) break
      if (accept(operation)) return true
    }
    const fits = (operation: Operation): boolean => operation.startSeq < before && accept(operation)
    for (const hole of holes) {
      if (indexes[lowerBound(indexes, hole)] === hole && fits(this.#required[hole]!)) return true
    }
    return unknown.some(fits)
  }
}

/** The operations with one token: required ones by index, and those of unknown outcome. */
interface Bearers {
  indexes: number[] // rising
  first: number[] // for each position, the required index answered first from there on
  unknown: Operation[]
}

/** The first position whose entry is at least `value`, in a rising list. */
export function lowerBound(list: readonly number[], value: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (list[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
