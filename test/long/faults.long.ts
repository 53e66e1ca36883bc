/** Every scenario under faults that the seed draws, over 500 seeds. */
import { describe, expect, test } from 'vitest'
import { registry } from '../../scenarios/index.ts'
import { goodVariants, unsafeRuns } from '../support/safety.ts'

for (const { id, load } of registry)
  describe(id, async () => {
    const scenario = await load()
    for (const variant of goodVariants(scenario))
      test(`${variant} stays safe under faults`, () => {
        const { wrong, hits } = unsafeRuns(scenario, variant, 500)
        expect(wrong).toEqual([])
        expect(hits).toBeGreaterThan(100)
      })
  })
