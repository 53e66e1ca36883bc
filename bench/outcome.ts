/** What one round of a workload came to, whoever did it. Peers print it as JSON. */
export interface Outcome {
  /** How much was done, in the unit of the workload. */
  readonly amount: number
  /** Wall-clock seconds that it took, without the start of the program. */
  readonly seconds: number
  /** Virtual time reached, in the workload's own unit. */
  readonly time?: number
  /** Waits of customers in batches, in the order of time. */
  readonly waits?: readonly Batch[]
  /** What is wrong with the answer, if its own run could tell. */
  readonly wrong?: string
  /** Further figures by name. */
  readonly more?: { readonly [name: string]: number }
}

/** One or more runs of the same: what the last one came to, and the rate of all. */
export interface Round {
  readonly outcome: Outcome
  /** Amount per second. */
  readonly rate: number
}

/** Neighbouring values taken together: their sum and their number. */
export type Batch = readonly [sum: number, count: number]

/** How much of a workload is to be done: numbers by name. */
export type Size = { readonly [name: string]: number }
