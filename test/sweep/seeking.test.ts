/**
 * Any moment of any golden run, from anywhere: exactly the states that replaying from the beginning
 * gives. A hundred moments of each run are jumped to in the long gate.
 */
import { expect, test } from 'vitest'
import { registry } from '../../scenarios/index.ts'
import { wrongMoments } from '../support/seeking.ts'

const positions = 20

for (const { id, load } of registry) {
  const scenario = await load()
  for (const variant of Object.keys(scenario.variants))
    test(`${id}/${variant} is at ${positions} moments as it is when replayed`, async () => {
      const { wrong, jumps, distinct } = await wrongMoments(scenario, variant, positions)
      expect(wrong).toEqual([])
      expect(jumps).toBeGreaterThanOrEqual(2.5 * positions)
      expect(distinct).toBeGreaterThan(positions / 2)
    })
}
