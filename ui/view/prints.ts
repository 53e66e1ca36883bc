/** What a run was, short enough for a link: to see later whether it still is, and up to where. */

/** Beginnings of some links of a run's fingerprint chain. */
export interface Prints {
  /** The beginning of the fingerprint. */
  readonly whole: string
  /** By place in the chain. */
  readonly chain: readonly (readonly [place: number, print: string])[]
}

/** What is compared; a trace's footer has it. */
export interface Printed {
  readonly events: number
  readonly fingerprint: string
  readonly chain: readonly string[]
}

/** Up to which event two runs are the same for sure, and from which they may differ. */
export interface Difference {
  readonly sameUpTo: number
  readonly differsBy: number
}

const digits = 8
/** At most so many links go into a link. */
const most = 16
/** A chain has a link about every so many events. */
const between = 1024

/** The prints of a run: its whole, and some links of its chain at even distances. */
export function printsOf({ fingerprint, chain }: Printed): Prints {
  const last = chain.length - 1
  const count = Math.min(most, Math.max(0, last))
  const places = Array.from({ length: count }, (_one, n) => Math.floor((n * last) / count))
  return {
    whole: fingerprint.slice(0, digits),
    chain: [...new Set(places)].map((place) => [place, chain[place]!.slice(0, digits)] as const),
  }
}

/** Where a run first differs from what it was; `null` if it is the same. Events are approximate. */
export function firstDifference(prints: Prints, run: Printed): Difference | null {
  if (run.fingerprint.startsWith(prints.whole)) return null
  let sameUpTo = 0
  for (const [place, print] of prints.chain) {
    const here = run.chain[place]
    const reached = Math.min(run.events, (place + 1) * between)
    if (here === undefined || !here.startsWith(print)) return { sameUpTo, differsBy: reached }
    sameUpTo = reached
  }
  return { sameUpTo, differsBy: run.events }
}
