/**
 * Determinism within one runtime, for every scenario and variant: twice the same, on drafts as
 * direct, recorded as bare, and resumed from a snapshot as straight through.
 */
import { expect, test } from 'vitest'
import { Simulation, run } from '../../engine/index.ts'
import { registry } from '../../scenarios/index.ts'
import { goldenSeed } from '../support/golden.ts'

test('there are scenarios to look at', () => {
  expect(registry.length).toBeGreaterThanOrEqual(5)
})

for (const { id, load } of registry) {
  const scenario = await load()
  for (const variant of Object.keys(scenario.variants)) {
    const direct = () => run(scenario, { variant, seed: goldenSeed }).summary

    test(`${id}/${variant} twice has one fingerprint`, () => {
      expect(direct().fingerprint).toBe(direct().fingerprint)
    })

    test(`${id}/${variant} on drafts, strictly checked, is the same run`, () => {
      const drafted = run(scenario, {
        variant,
        seed: goldenSeed,
        mode: 'draft',
        strict: true,
      }).summary
      expect(drafted.end).toEqual(direct().end)
      expect(drafted.fingerprint).toBe(direct().fingerprint)
    })

    test(`${id}/${variant} recorded is the same run`, () => {
      const recorded = run(scenario, { variant, seed: goldenSeed, record: true })
      expect(recorded.summary.fingerprint).toBe(direct().fingerprint)
      expect(recorded.recording!.trace.events.length).toBe(recorded.summary.events)
    })

    test(`${id}/${variant} resumed from snapshots is the same run`, () => {
      const straight = direct()
      const configuration = scenario.configure(variant)
      for (const share of [0.1, 0.5, 0.9]) {
        const first = new Simulation(configuration, { seed: goldenSeed })
        while (first.events < straight.events * share && first.step());
        const resumed = first.branch(first.snapshot())
        resumed.run()
        expect(resumed.fingerprint).toBe(straight.fingerprint)
      }
    })
  }
}
