/**
 * Numbers of a system in its steady state: independent runs of which the beginning is not measured,
 * and whether their mean agrees with theory.
 */
import { mean, standardError } from '../../engine/check/statistics.ts'
import { Measures, Simulation } from '../../engine/index.ts'
import type { Scenario } from '../../engine/index.ts'

/** What one run measured. */
export type Findings = { readonly [name: string]: number }

/** The same numbers from each of several runs. */
export interface Replications {
  /** The values of one number, in the order of the runs. */
  of(name: string): readonly number[]
}

/** Runs 20 times, with the seeds `name-1`, `name-2`, …, and gathers what `measure` finds. */
export function replicate(name: string, measure: (seed: string) => Findings): Replications {
  const found = Array.from({ length: 20 }, (_, index) => measure(`${name}-${index + 1}`))
  return { of: (name) => found.map((findings) => findings[name]!) }
}

/**
 * Why a mean over runs does not agree with what is expected of it, or `null` when it does: it is
 * at most 4 standard errors away, and the standard error at most `precision` of what is expected.
 * Fewer than 20 runs never agree.
 */
export function disagreement(
  values: readonly number[],
  expected: number,
  precision = 0.005,
): string | null {
  const found = mean(values)
  const error = standardError(values)
  const says = `${found} ± ${error} over ${values.length} runs, expected ${expected}`
  if (values.length < 20) return `${says}: fewer than 20 runs`
  if (!(error <= precision * expected)) return `${says}: the error is above ${precision} of it`
  if (!(Math.abs(found - expected) <= 4 * error)) return `${says}: more than 4 errors apart`
  return null
}

/**
 * The values less what chance did to a control: something measured in the same runs whose true mean
 * is known, such as the load that really came. Their mean stays what it is, their spread shrinks.
 * Source: A. M. Law, "Simulation Modeling and Analysis", section on control variates.
 */
export function controlled(
  values: readonly number[],
  control: { readonly values: readonly number[]; readonly mean: number },
): readonly number[] {
  const centre = mean(values)
  const middle = mean(control.values)
  let shared = 0
  let own = 0
  for (const [i, x] of control.values.entries()) {
    shared += (x - middle) * (values[i]! - centre)
    own += (x - middle) * (x - middle)
  }
  return values.map((value, i) => value - (shared / own) * (control.values[i]! - control.mean))
}

/**
 * Why a mean over runs is not within `tolerance` (a share of what is expected), or `null` when it
 * is. The standard error must be at most a third of that, so that chance alone seldom decides.
 */
export function departure(
  values: readonly number[],
  expected: number,
  tolerance: number,
): string | null {
  const found = mean(values)
  const error = standardError(values)
  const says = `${found} ± ${error} over ${values.length} runs, expected ${expected}`
  if (!(error <= (tolerance / 3) * expected)) return `${says}: the error is too large to tell`
  if (!(Math.abs(found / expected - 1) <= tolerance)) return `${says}: off by over ${tolerance}`
  return null
}

/**
 * Why a share of yes among independent trials does not agree with the probability `p`, or `null`
 * when it is at most 4 binomial standard errors away.
 */
export function shareDisagreement(yes: number, trials: number, p: number): string | null {
  const error = Math.sqrt((p * (1 - p)) / trials)
  if (Math.abs(yes / trials - p) <= 4 * error) return null
  return `${yes / trials} over ${trials} trials, expected ${p} ± ${error}: more than 4 errors apart`
}

/** Runs a scenario to its end and returns what was measured from virtual time `from` on, µs. */
export function measureFrom(from: number, scene: Scenario, seed: string): Measures {
  const meter = new LateMeter(from)
  const simulation = new Simulation(scene.configure(), {
    seed,
    watchers: { meter },
    caps: { events: 1e8 },
  })
  simulation.run()
  return meter.measures
}

/** A meter that is deaf until the warm-up is over. */
class LateMeter {
  readonly measures = new Measures()
  readonly #from: number

  constructor(from: number) {
    this.#from = from
  }

  count(name: string, by: number, at: number): void {
    if (at >= this.#from) this.measures.count(name, by, at)
  }

  observer(name: string) {
    return { observe: (value: number, at: number) => this.observe(name, value, at) }
  }

  observe(name: string, value: number, at: number): void {
    if (at >= this.#from) this.measures.observe(name, value, at)
  }

  gauge(name: string, node: string, value: number, at: number): void {
    if (at >= this.#from) this.measures.gauge(name, node, value, at)
  }

  save(): unknown {
    return this.measures.save()
  }

  load(saved: Parameters<Measures['load']>[0]): void {
    this.measures.load(saved)
  }
}
