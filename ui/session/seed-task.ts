/** What the workers of the pool are asked, and what they answer; plain data. */
import type { SeedResult } from '../view/seed-outcome.ts'
import type { RunRequest } from './protocol.ts'

/** A claim's value on a seed, `[successes, trials]` for a share, or why it has none. */
export type ClaimResult = number | readonly [number, number] | { readonly reason: string }

/** Some seeds to run with one setting, or to measure claims on. */
export type SeedTask =
  | { readonly kind: 'runs'; readonly request: RunRequest; readonly seeds: readonly string[] }
  | {
      readonly kind: 'claims'
      readonly scenario: string
      /** Which claims, by their places in the scenario. */
      readonly claims: readonly number[]
      readonly seeds: readonly string[]
    }

/** What came of a task, in the order of its seeds; and how long it took, ms. */
export type SeedTaskAnswer =
  | { readonly kind: 'runs'; readonly results: readonly SeedResult[]; readonly took: number }
  | {
      readonly kind: 'claims'
      readonly results: readonly (readonly ClaimResult[])[]
      readonly took: number
    }
  | { readonly kind: 'refused'; readonly reason: string }
