/**
 * Ordered pairs of nodes, numbered in the order in which they first come up: which node ever sent
 * to which. A hash table over typed arrays, since a system of a million nodes has many millions.
 */
export class Pairs {
  #count = 0
  /** By number: the pair as one whole number. */
  #keys = new Float64Array(64)
  /** Numbers by place, −1 where there is none; at most two thirds are taken. */
  #places = new Int32Array(128).fill(-1)

  /** How many there are. */
  get count(): number {
    return this.#count
  }

  /** The number of a pair, or −1 when it is not among them. */
  find(from: number, to: number): number {
    const key = from * SPAN + to
    const places = this.#places
    const mask = places.length - 1
    for (let place = spot(from, to) & mask; ; place = (place + 1) & mask) {
      const number = places[place]!
      if (number < 0 || this.#keys[number] === key) return number
    }
  }

  /** Adds a pair that is not among them; returns its number, which is the count before. */
  add(from: number, to: number): number {
    const number = this.#count++
    if (number === this.#keys.length) {
      const keys = new Float64Array(number * 2)
      keys.set(this.#keys)
      this.#keys = keys
    }
    this.#keys[number] = from * SPAN + to
    if (this.#count * 3 > this.#places.length * 2) this.#spread(this.#places.length * 2)
    else this.#place(number)
    return number
  }

  /** Tells every pair, in the order of their numbers. */
  each(tell: (from: number, to: number, number: number) => void): void {
    for (let number = 0; number < this.#count; number++) {
      const key = this.#keys[number]!
      const from = Math.floor(key / SPAN)
      tell(from, key - from * SPAN, number)
    }
  }

  save(): Float64Array {
    return this.#keys.slice(0, this.#count)
  }

  load(keys: Float64Array): void {
    this.#count = keys.length
    let length = 64
    while (length < keys.length) length *= 2
    this.#keys = new Float64Array(length)
    this.#keys.set(keys)
    this.#spread(length * 2)
  }

  #spread(length: number): void {
    this.#places = new Int32Array(length).fill(-1)
    for (let number = 0; number < this.#count; number++) this.#place(number)
  }

  #place(number: number): void {
    const key = this.#keys[number]!
    const from = Math.floor(key / SPAN)
    const mask = this.#places.length - 1
    let place = spot(from, key - from * SPAN) & mask
    while (this.#places[place]! >= 0) place = (place + 1) & mask
    this.#places[place] = number
  }
}

/** Above the number of nodes; its square is still a whole number. */
const SPAN = 67_108_864

function spot(from: number, to: number): number {
  const mixed = Math.imul(from, 0x9e3779b1) ^ Math.imul(to, 0x85ebca77)
  return mixed ^ (mixed >>> 15)
}
