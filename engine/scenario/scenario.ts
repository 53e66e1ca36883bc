/**
 * A scenario is a pattern as a value: what exists, what is asked of it, what must be true, and
 * what happens without the pattern or with a mistake in it.
 */
import { unknownName } from '../clockwork/suggestion.ts'
import type { Micros } from '../clockwork/time.ts'
import { seconds } from '../clockwork/time.ts'
import type { Fault } from '../model/fault.ts'
import type { FaultBudget } from '../model/fault-plan.ts'
import type { Claim } from './claim.ts'
import { ScenarioError } from './error.ts'
import { resolve } from './parameters.ts'
import type { AnyValues, Parameters, Values } from './parameters.ts'
import type { AnyCheck } from './property.ts'
import type { System } from './system.ts'

/** The part of the book a scenario belongs to. */
export type Part = 'foundations' | 'single-node' | 'serving' | 'batch' | 'universal' | 'own'

/** One way of running a scenario. */
export interface Variant {
  readonly title: string
  /** One sentence: what is different. */
  readonly summary: string
  /** `with` or `without` the pattern, or `broken`: subtly wrong, to be caught. */
  readonly kind: 'with' | 'without' | 'broken'
  /** Parameter values it sets; a person may still change them. */
  readonly params?: AnyValues
  /** For a broken variant: the check that must catch it, and within how many seeds. */
  readonly caughtBy?: { readonly check: string; readonly seeds: number }
}

/** A disturbance to try, offered as one click. */
export interface Disturbance {
  readonly title: string
  readonly faults: readonly Fault[]
}

/** What an author writes. `Q` is the schema of parameters, `V` the names of variants. */
export interface ScenarioSpec<Q extends Parameters, V extends string> {
  /** Lower case, digits and `-`: `scatter-gather`. */
  readonly id: string
  readonly title: string
  /** Part of the book; a scenario of one's own leaves it out. */
  readonly part?: Part
  /** Chapter and section in both editions, or another source. */
  readonly source?: string
  /** Two or three sentences: what it is. */
  readonly summary: string
  readonly parameters?: Q
  /** How long workloads ask. */
  readonly duration: Micros | ((params: Values<Q>) => Micros)
  /**
   * How long the system gets to settle after the workload and the last fault: the run ends then, or
   * when nothing is left to happen. Default 5 s.
   */
  readonly settle?: Micros | ((params: Values<Q>) => Micros)
  /** The first is the default. Without any, there is one: `with`. */
  readonly variants?: { readonly [K in V]: Variant }
  readonly build: (params: Values<Q>, variant: NoInfer<V>) => System
  /** What always goes wrong in this scenario, unless a run brings faults of its own. */
  readonly faults?:
    | readonly Fault[]
    | ((params: Values<Q>, variant: NoInfer<V>) => readonly Fault[])
  readonly checks?:
    | readonly AnyCheck[]
    | ((params: Values<Q>, variant: NoInfer<V>) => readonly AnyCheck[])
  readonly claims?: readonly Claim[]
  /** One-click faults for the page. */
  readonly disturbances?: readonly Disturbance[] | ((params: Values<Q>) => readonly Disturbance[])
  /** What faults a generated plan may contain. */
  readonly chaos?: FaultBudget | ((params: Values<Q>) => FaultBudget)
  /** What this scenario leaves out, a sentence each. */
  readonly ignores?: readonly string[]
}

/** A scenario, ready to run. */
export interface Scenario {
  readonly id: string
  readonly title: string
  readonly part: Part
  readonly source: string
  readonly summary: string
  readonly parameters: Parameters
  readonly variants: { readonly [name: string]: Variant }
  readonly claims: readonly Claim[]
  readonly ignores: readonly string[]
  /** Everything a run needs, for a variant and parameter values. @throws ScenarioError */
  configure(variant?: string, params?: AnyValues): Configuration
}

/** A scenario with its variant and parameters settled. */
export interface Configuration {
  readonly scenario: Scenario
  readonly variant: string
  readonly params: AnyValues
  readonly system: System
  readonly duration: Micros
  readonly settle: Micros
  readonly faults: readonly Fault[]
  readonly checks: readonly AnyCheck[]
  readonly disturbances: readonly Disturbance[]
  readonly chaos: FaultBudget | null
}

/**
 * Declares a scenario.
 * @throws ScenarioError for an id that is not one, or a broken variant that names no check.
 */
export function scenario<const Q extends Parameters = {}, const V extends string = 'with'>(
  spec: ScenarioSpec<Q, V>,
): Scenario {
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(spec.id))
    throw new ScenarioError(
      `scenario id "${spec.id}" must be lower-case letters, digits and "-", at most 64, a letter first`,
    )
  const variants: { readonly [name: string]: Variant } = spec.variants ?? {
    with: { title: 'with', summary: spec.summary, kind: 'with' },
  }
  for (const [name, variant] of Object.entries(variants))
    if (variant.kind === 'broken' && !variant.caughtBy)
      throw new ScenarioError(
        `variant "${name}" of ${spec.id} is broken; it must say in caughtBy which check catches it`,
      )
  const parameters: Parameters = spec.parameters ?? {}
  const self: Scenario = {
    id: spec.id,
    title: spec.title,
    part: spec.part ?? 'own',
    source: spec.source ?? '',
    summary: spec.summary,
    parameters,
    variants,
    claims: spec.claims ?? [],
    ignores: spec.ignores ?? [],
    configure(name = Object.keys(variants)[0]!, given = {}) {
      const variant = Object.hasOwn(variants, name) ? variants[name] : undefined
      if (!variant)
        throw new ScenarioError(
          `${unknownName({ kind: 'variant', value: name, allowed: Object.keys(variants) })} (scenario ${spec.id})`,
        )
      const params = resolve(parameters, { ...variant.params, ...given }, spec.id) as Values<Q>
      const v = name as V
      const settled = <T>(value: T | ((params: Values<Q>, variant: V) => T)): T =>
        typeof value === 'function'
          ? (value as (params: Values<Q>, variant: V) => T)(params, v)
          : value
      return {
        scenario: self,
        variant: name,
        params,
        system: spec.build(params, v),
        duration: checkSpan('duration', settled(spec.duration)),
        settle: checkSpan('settle', settled(spec.settle ?? seconds(5))),
        faults: settled(spec.faults ?? []),
        checks: settled(spec.checks ?? []),
        disturbances: settled(spec.disturbances ?? []),
        chaos: spec.chaos === undefined ? null : settled(spec.chaos),
      }
    },
  }
  return self
}

function checkSpan(what: string, span: Micros): Micros {
  if (!Number.isSafeInteger(span) || span < 0)
    throw new ScenarioError(`${what} is ${span}; it must be a whole number of µs, 0 or more`)
  return span
}
