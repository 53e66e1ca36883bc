/**
 * Randomness, all of it, from one seed.
 *
 * There is a stream for each purpose of each entity (a link's latencies, the clients' arrivals), so
 * that one more draw in one place moves nothing in another, and two variants of a system meet the
 * same arrivals. Few have names; those of links, nodes and operations stand in a `StreamTable`.
 * A stream exists from its first draw: only such streams are saved, and restoring rewinds the rest
 * to their beginning, whoever still holds them.
 */
import alea from 'seedrandom/lib/alea.js'
import { Family } from './family.ts'
import { checkSeed } from './seed.ts'

export { checkSeed } from './seed.ts'

/** Where a source stands: plain numbers by name, enough to continue exactly. */
export type StreamState = Readonly<Record<string, number>>

/**
 * What a stream draws from. The usual source is the `alea` generator; an exhaustive search can
 * take its place and answer each draw with the branch that it wants to visit next.
 */
export interface Source {
  /** The next uniform number in [0, 1), a multiple of 2^−32. */
  next(): number
  /** Where the source stands now. */
  save(): StreamState
  /** If present, answers integer choices 0 … count − 1 in place of a draw. */
  choose?(count: number): number
}

/** Opens the source of the stream `name`, at its beginning or where `saved` says. */
export type OpenSource = (name: string, saved?: StreamState) => Source

/** Below this, a 32-bit draw makes no choice likelier than another by more than one in 4,096. */
const ONE_DRAW = 1_048_576

/** 2^−32: what one step of a draw is worth. */
const STEP = 2.3283064365386963e-10

const nowhere = new Float64Array(0)

/**
 * One sequence of random numbers.
 *
 * It holds the four numbers of the `alea` generator itself and takes its steps here, since a draw
 * is asked for at every message; seeding is the library's. Source: J. Baagøe, "Random Musings"
 * (2010), a multiply-with-carry generator after G. Marsaglia; `seedrandom`.
 */
export class Stream {
  /** The purpose and the entity that it serves, such as `workload ask`. */
  readonly name: string
  /** Where it stands: four numbers from `#at` on, the carry last. Empty when it has not begun. */
  #words: Float64Array = nowhere
  #at = 0
  #source: Source | null = null
  readonly #open: (saved?: StreamState) => Source | StreamState

  /**
   * Streams are made by {@link Streams.stream}; `open` is called at the first draw and gives a
   * source to ask, or the numbers to begin with.
   */
  constructor(name: string, open: (saved?: StreamState) => Source | StreamState) {
    this.name = name
    this.#open = open
  }

  /** Uniform in [0, 1), a multiple of 2^−32. One draw. */
  uniform(): number {
    const words = this.#words
    if (words.length === 0) return this.#other()
    const at = this.#at
    const t = 2091639 * words[at]! + words[at + 3]! * STEP
    const carry = t | 0
    words[at] = words[at + 1]!
    words[at + 1] = words[at + 2]!
    words[at + 2] = t - carry
    words[at + 3] = carry
    return t - carry
  }

  /** Uniform in [0, 1), a multiple of 2^−53. Two draws. */
  uniform53(): number {
    const high = this.uniform()
    return high + Math.floor(this.uniform() * 2_097_152) / 9_007_199_254_740_992
  }

  /**
   * An integer of 0 … n − 1, each equally likely: the one door for every choice among things.
   * One draw up to 2^20, two above.
   * @throws RangeError unless `n` is a whole number from 1 to 2^53 − 1.
   */
  choose(n: number): number {
    if (!(n >= 1 && Number.isSafeInteger(n))) {
      throw new RangeError(
        `cannot choose among ${n} things; give a whole number of at least 1, ` +
          `and ask only when there is something to choose from`,
      )
    }
    if (!this.begun) this.#begin(this.#open())
    if (this.#source?.choose) return this.#source.choose(n)
    return Math.floor((n <= ONE_DRAW ? this.uniform() : this.uniform53()) * n)
  }

  /** True with probability `p`. One draw, also where `p` is 0 or 1. */
  bernoulli(p: number): boolean {
    return this.uniform() < p
  }

  /**
   * One of the items, each equally likely.
   * @throws RangeError when there are none.
   */
  pick<T>(items: readonly T[]): T {
    return items[this.choose(items.length)]!
  }

  /**
   * The items in random order, as a new array, every order equally likely. n − 1 choices.
   * Source: Fisher and Yates, in the form of Durstenfeld, "Algorithm 235" (1964).
   */
  shuffle<T>(items: readonly T[]): T[] {
    const order = items.slice()
    for (let i = order.length - 1; i > 0; i--) {
      const j = this.choose(i + 1)
      const other = order[j]!
      order[j] = order[i]!
      order[i] = other
    }
    return order
  }

  /** Whether anything has been drawn since the beginning. */
  get begun(): boolean {
    return this.#words.length > 0 || this.#source !== null
  }

  /** Where the stream stands, as plain data. */
  save(): StreamState {
    if (!this.begun) this.#begin(this.#open())
    if (this.#source !== null) return this.#source.save()
    const [s0, s1, s2, c] = this.#words.subarray(this.#at, this.#at + 4)
    return { c: c!, s0: s0!, s1: s1!, s2: s2! }
  }

  /** Continues exactly from a saved state. */
  load(state: StreamState): void {
    this.#begin(this.#open(state))
  }

  /** Goes back to the beginning, as if nothing had been drawn. */
  rewind(): void {
    this.#source = null
    this.#words = nowhere
  }

  /** Stands in a table of four numbers for each stream, from place `at` on, and draws from there. */
  seat(words: Float64Array, at: number): void {
    this.#words = words
    this.#at = at
  }

  /** A draw of a stream that has not begun, or that another source answers. */
  #other(): number {
    if (this.#source === null) this.#begin(this.#open())
    return this.#source === null ? this.uniform() : this.#source.next()
  }

  #begin(from: Source | StreamState): void {
    this.rewind()
    if (isSource(from)) {
      this.#source = from
      return
    }
    const { c, s0, s1, s2 } = from
    if (c === undefined || s0 === undefined || s1 === undefined || s2 === undefined)
      throw new RangeError(`the saved state of stream "${this.name}" lacks one of c, s0, s1, s2`)
    this.#words = Float64Array.of(s0, s1, s2, c)
    this.#at = 0
  }
}

function isSource(from: Source | StreamState): from is Source {
  return typeof from['next'] === 'function'
}

/** All streams of one run. */
export class Streams {
  /** The seed that every stream is derived from. */
  readonly seed: string
  readonly #open: (name: string, saved?: StreamState) => Source | StreamState
  readonly #streams = new Map<string, Stream>()
  #begun = new Set<string>() // names, in order of their first draw

  /**
   * @param seed 1–64 letters, digits, `-` or `_`.
   * @param source replaces the seeded generator, for a search that takes over from the seed.
   * @throws RangeError when the seed is malformed.
   */
  constructor(seed: string, source?: OpenSource) {
    this.seed = checkSeed(seed)
    this.#open =
      source ?? ((name, saved) => saved ?? { ...alea(`${seed}/${name}`, { state: true }).state() })
  }

  /**
   * The stream of this name: the same object each time, made on the first request.
   * @throws RangeError when the name doesn't begin with a letter.
   */
  stream(name: string): Stream {
    return this.#streams.get(name) ?? this.#make(name)
  }

  /**
   * The streams of one purpose that are told apart by numbers, see {@link Family}. For what there
   * is too much of to name: links between any two nodes, operations.
   */
  family(purpose: string): Family {
    return new Family(`${this.seed}/${purpose}`)
  }

  /** Where each stream that has drawn stands, in the order of their first draws. */
  save(): Record<string, StreamState> {
    const saved: Record<string, StreamState> = {}
    for (const name of this.#begun) saved[name] = this.stream(name).save()
    return saved
  }

  /** Puts every stream where it was when saved; those that had not begun then start afresh. */
  load(saved: Readonly<Record<string, StreamState>>): void {
    for (const name of this.#begun) this.stream(name).rewind()
    this.#begun = new Set()
    for (const name of Object.keys(saved)) {
      this.#begun.add(name)
      this.stream(name).load(saved[name]!)
    }
  }

  #make(name: string): Stream {
    if (!/^[A-Za-z]/.test(name)) {
      throw new RangeError(
        `a stream cannot be named "${name}"; begin with a letter and say what it is for, ` +
          `such as "link a→b"`,
      )
    }
    const stream = new Stream(name, (saved) => {
      this.#begun.add(name)
      return this.#open(name, saved)
    })
    this.#streams.set(name, stream)
    return stream
  }
}
