import { Hash } from '../clockwork/hash.ts'

/** Names turned into small numbers, in the order in which a run first uses them. */
export class Symbols {
  readonly #numbers = new Map<string, number>()
  readonly names: string[] = []
  readonly #hashes: number[] = []

  /** The number of a name. */
  of(name: string): number {
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    const number = this.names.length
    this.#numbers.set(name, number)
    this.names.push(name)
    const hash = new Hash()
    hash.text(name)
    this.#hashes.push(hash.spread()[0])
    return number
  }

  /** A hash of the name, so that fingerprints do not depend on the order of first use. */
  hash(number: number): number {
    return number < 0 ? 0 : this.#hashes[number]!
  }

  /** The name of a number; '' for −1. */
  name(number: number): string {
    return number < 0 ? '' : this.names[number]!
  }

  save(): readonly string[] {
    return [...this.names]
  }

  load(names: readonly string[]): void {
    this.#numbers.clear()
    this.names.length = 0
    this.#hashes.length = 0
    for (const name of names) this.of(name)
  }
}
