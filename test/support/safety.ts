/** Safety under faults that the seed draws: what must hold whatever happens. */
import { run } from '../../engine/index.ts'
import type { Scenario } from '../../engine/index.ts'

/**
 * Variants whose pattern is known not to survive every fault, and why. Their runs must still end,
 * but their checks may fail.
 */
const unsafeByDesign = new Set([
  // The lock of the etcd hands-on has no time to live: a dead owner keeps it for ever (row O10.7).
  'lock/names',
])

/** What went wrong over seeds 1 to `seeds`, a line each; and how many faults had an effect. */
export function unsafeRuns(scenario: Scenario, variant: string, seeds: number) {
  const wrong: string[] = []
  let hits = 0
  for (let seed = 1; seed <= seeds; seed++) {
    const { end, checks, faults } = run(scenario, {
      variant,
      seed: String(seed),
      faults: 'generated',
    }).summary
    hits += faults.filter((fault) => fault.hits > 0).length
    if (end.kind !== 'done') wrong.push(`seed ${seed}: ${JSON.stringify(end)}`)
    if (unsafeByDesign.has(`${scenario.id}/${variant}`)) continue
    for (const { kind, name, result, reason } of checks)
      if ((kind === 'always' || kind === 'linearizable') && result !== 'pass')
        wrong.push(`seed ${seed}: ${kind} "${name}": ${reason}`)
  }
  return { wrong, hits }
}

/** The variants that are meant to be right. */
export function goodVariants(scenario: Scenario): string[] {
  return Object.entries(scenario.variants)
    .filter(([, { kind }]) => kind === 'with')
    .map(([name]) => name)
}
