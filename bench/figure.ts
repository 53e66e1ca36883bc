/** What was measured, as it is kept and shown. */

/** A workload beside its rival and its peers. */
export interface Figure {
  readonly id: string
  readonly name: string
  readonly unit: string
  /** Per second, the median of the rounds. */
  readonly rate: number
  readonly rival: {
    readonly name: string
    readonly rate: number
    /** How many times the rival's rate it reaches. */
    readonly ratio: number
  } | null
  /** The least ratio, or the least rate. */
  readonly goal: number | null
  readonly goalRate: number | null
  /** Why it has no speed: its answer was wrong. */
  readonly failure: string | null
  /** Further figures of the last round. */
  readonly more: { readonly [name: string]: number }
  readonly peers: readonly PeerFigure[]
}

/** A peer at the same workload. */
export interface PeerFigure {
  readonly name: string
  readonly rate: number | null
  /** How many times as fast Orrery is. */
  readonly times: number | null
  readonly goal: number | null
  /** Why there is no rate, or where the ratio comes from. */
  readonly note: string
}

/** One number with a bound. */
export interface Reading {
  /** The word that chooses it. */
  readonly id: string
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly atMost: number | null
  /** Why it could not be read. */
  readonly failure: string | null
}

/** Events per second against something that grows. */
export interface Curve {
  readonly name: string
  readonly by: string
  readonly points: readonly (readonly [size: number, rate: number])[]
  readonly isLimit: boolean
}

/** Everything of one run of the bench. */
export interface Report {
  readonly date: string
  readonly form: string
  readonly machine: string
  readonly figures: readonly Figure[]
  readonly readings: readonly Reading[]
  readonly curves: readonly Curve[]
}

/** Whether a figure is what was aimed at; `null` where nothing was. */
export function isReached(figure: Figure): boolean | null {
  if (figure.failure !== null) return false
  if (figure.goalRate !== null) return figure.rate >= figure.goalRate
  if (figure.goal === null || figure.rival === null) return null
  return figure.rival.ratio >= figure.goal
}
