/**
 * Randomness, all of it, from one seed.
 *
 * There is a named stream for each purpose of each entity (`link a→b`, `clients`), so that one more
 * draw in one place moves nothing in another, and two variants of a system meet the same arrivals.
 * A stream exists from its first draw: only such streams are saved, and restoring rewinds the rest
 * to their beginning, whoever still holds them.
 */
import alea from 'seedrandom/lib/alea.js'
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

/** One named sequence of random numbers. */
export class Stream {
  /** The purpose and the entity that it serves, such as `link a→b`. */
  readonly name: string
  #source: Source | null = null
  readonly #open: (saved?: StreamState) => Source

  /** Streams are made by {@link Streams.stream}; `open` is called at the first draw. */
  constructor(name: string, open: (saved?: StreamState) => Source) {
    this.name = name
    this.#open = open
  }

  /** Uniform in [0, 1), a multiple of 2^−32. One draw. */
  uniform(): number {
    return (this.#source ?? this.#begin()).next()
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
    const source = this.#source ?? this.#begin()
    if (source.choose) return source.choose(n)
    return Math.floor((n <= ONE_DRAW ? source.next() : this.uniform53()) * n)
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
    return this.#source !== null
  }

  /** Where the stream stands, as plain data. */
  save(): StreamState {
    return (this.#source ?? this.#begin()).save()
  }

  /** Continues exactly from a saved state. */
  load(state: StreamState): void {
    this.#source = this.#open(state)
  }

  /** Goes back to the beginning, as if nothing had been drawn. */
  rewind(): void {
    this.#source = null
  }

  #begin(): Source {
    this.#source = this.#open()
    return this.#source
  }
}

/** All streams of one run. */
export class Streams {
  /** The seed that every stream is derived from. */
  readonly seed: string
  readonly #open: OpenSource
  readonly #streams = new Map<string, Stream>()
  #begun = new Set<string>() // names, in order of their first draw

  /**
   * @param seed 1–64 letters, digits, `-` or `_`.
   * @param source replaces the seeded generator, for a search that takes over from the seed.
   * @throws RangeError when the seed is malformed.
   */
  constructor(seed: string, source?: OpenSource) {
    this.seed = checkSeed(seed)
    this.#open = source ?? ((name, saved) => aleaSource(`${seed}/${name}`, saved))
  }

  /**
   * The stream of this name: the same object each time, made on the first request.
   * @throws RangeError when the name doesn't begin with a letter.
   */
  stream(name: string): Stream {
    return this.#streams.get(name) ?? this.#make(name)
  }

  /**
   * Forgets a stream that is no longer needed; whoever still holds it must not draw from it.
   * Asked for again, it starts from its beginning.
   */
  release(name: string): void {
    this.#streams.delete(name)
    this.#begun.delete(name)
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

function aleaSource(seed: string, saved?: StreamState): Source {
  const next = alea(seed, { state: true })
  if (!saved) return { next, save: () => ({ ...next.state() }) }
  const { c, s0, s1, s2 } = saved
  if (c === undefined || s0 === undefined || s1 === undefined || s2 === undefined) {
    throw new RangeError(`the saved state of stream "${seed}" lacks one of c, s0, s1, s2`)
  }
  const resumed = alea(seed, { state: { c, s0, s1, s2 } })
  return { next: resumed, save: () => ({ ...resumed.state() }) }
}
