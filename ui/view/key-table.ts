/** A table from whole numbers up to 2⁵³ to whole numbers: a few times faster than a `Map` of many. */
export class KeyTable {
  readonly #keys: Float64Array
  readonly #values: Int32Array
  readonly #mask: number

  /** A table with room for so many keys. */
  constructor(room: number) {
    let size = 16
    while (size < room * 2) size *= 2
    this.#keys = new Float64Array(size).fill(-1)
    this.#values = new Int32Array(size)
    this.#mask = size - 1
  }

  /** The value of a key; −1 if it has none. */
  get(key: number): number {
    const slot = this.#slotOf(key)
    return this.#keys[slot] === key ? this.#values[slot]! : -1
  }

  /** Gives a key a value unless it has one. */
  add(key: number, value: number): void {
    const slot = this.#slotOf(key)
    if (this.#keys[slot] === key) return
    this.#keys[slot] = key
    this.#values[slot] = value
  }

  /** How many times the key has been counted before. */
  count(key: number): number {
    const slot = this.#slotOf(key)
    this.#keys[slot] = key
    return this.#values[slot]!++
  }

  #slotOf(key: number): number {
    const keys = this.#keys
    let slot = (key ^ (key / 0x1_0000_0000)) & this.#mask
    while (keys[slot] !== key && keys[slot] !== -1) slot = (slot + 1) & this.#mask
    return slot
  }
}
