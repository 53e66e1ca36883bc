/** Every scenario under faults that the seed draws: no run breaks, and no safety check fails. */
import { describe, expect, test } from 'vitest'
import { registry } from '../../scenarios/index.ts'
import { goodVariants, unsafeRuns } from '../support/safety.ts'

for (const { id, load } of registry)
  describe(id, async () => {
    const scenario = await load()
    for (const variant of goodVariants(scenario))
      test(`${variant} stays safe under faults`, () => {
        const { wrong, hits } = unsafeRuns(scenario, variant, 20)
        expect(wrong).toEqual([])
        expect(hits).toBeGreaterThan(0)
      })
  })
