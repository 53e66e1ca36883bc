/**
 * Checks are exact statements about a run. A scenario declares them here, as data; `check/` judges.
 */
import type { Micros } from '../clockwork/time.ts'
import type { Plain, Protocol, Role } from '../model/protocol.ts'
import type { EventView, States, World } from './world.ts'

/** `true` when it holds; otherwise a sentence that says what is wrong. `false` is a sentence left out. */
export type Judgement = true | false | string

/** What a check keeps between two looks; plain data. */
export type Memory = { [key: string]: Plain }

interface Look<P extends Protocol, S extends States> {
  /** Catalogue rows it stands for, such as `O10.2`. */
  readonly rows?: readonly string[]
  /** The roles whose change makes it look again. Default: all. */
  readonly watch?: readonly Role<P>[]
  /** Looks at the state after each step that changed a watched role. */
  readonly holds?: (world: World<P, S>, memory: Memory) => Judgement
  /** Looks at each trace event. */
  readonly event?: (event: EventView, world: World<P, S>, memory: Memory) => Judgement
  /** What `memory` begins with. Default: nothing. */
  readonly memory?: Memory
}

/** A check of a scenario. */
export type Check<P extends Protocol = Protocol, S extends States = States> =
  | ({ readonly kind: 'always'; readonly name: string } & Look<P, S>)
  | ({ readonly kind: 'eventually'; readonly name: string } & Omit<Look<P, S>, 'event'>)
  | ({ readonly kind: 'sometimes'; readonly name: string } & Look<P, S>)
  | {
      readonly kind: 'linearizable'
      readonly name: string
      readonly rows?: readonly string[]
      /** One of the models of `check/models.ts`. */
      readonly model: string
      /** Only operations of these kinds count. Default: all. */
      readonly operations?: readonly string[]
      readonly failMeans?: 'not-done' | 'observed'
    }
  | {
      readonly kind: 'slo'
      readonly name: string
      readonly rows?: readonly string[]
      readonly measure: string
      /** The quantile of a histogram, 0–1, or a counter's total when left out. */
      readonly quantile?: number
      readonly atMost?: number
      readonly atLeast?: number
    }

/** Any check, its protocol forgotten. */
// oxlint-disable-next-line typescript/no-explicit-any -- a check is contravariant in its world
export type AnyCheck = Check<any, any>

type Body<K extends Check['kind'], P extends Protocol, S extends States> = Omit<
  Extract<Check<P, S>, { kind: K }>,
  'kind' | 'name'
>

/** The makers of checks for one protocol and its states. */
export interface Checks<P extends Protocol, S extends States> {
  /** Must hold after every step. */
  always(name: string, body: Body<'always', P, S>): Check<P, S>
  /** Must become true within the settle time after the last fault is lifted, and be true at the end. */
  eventually(name: string, body: Body<'eventually', P, S>): Check<P, S>
  /** Must be seen to happen, so that nothing passes because nothing happened. */
  sometimes(name: string, body: Body<'sometimes', P, S>): Check<P, S>
  /** The history must look as if each operation took effect at one moment within its interval. */
  linearizable(name: string, body: Body<'linearizable', P, S>): Check<P, S>
  /** A measure must stay within a bound. */
  slo(name: string, body: Body<'slo', P, S>): Check<P, S>
}

/**
 * Makers of checks that know the protocol and the states: `const { always } = checks<Search,
 * { root: RootState }>()`.
 */
export function checks<P extends Protocol, S extends States>(): Checks<P, S> {
  return {
    always: (name, body) => ({ kind: 'always', name, ...body }),
    eventually: (name, body) => ({ kind: 'eventually', name, ...body }),
    sometimes: (name, body) => ({ kind: 'sometimes', name, ...body }),
    linearizable: (name, body) => ({ kind: 'linearizable', name, ...body }),
    slo: (name, body) => ({ kind: 'slo', name, ...body }),
  }
}

/** How a check came out. `unknown`: undecided within the budget, or the run was cut. */
export type CheckResult = 'pass' | 'fail' | 'unknown'

/** The verdict on a check. */
export interface CheckVerdict {
  readonly name: string
  readonly kind: Check['kind']
  readonly rows: readonly string[]
  readonly result: CheckResult
  /** Why, in a sentence. */
  readonly reason: string
  /** The trace event at which it was decided, or `null`. */
  readonly event: number | null
  readonly at: Micros | null
}
