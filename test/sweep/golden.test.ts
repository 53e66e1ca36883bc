/**
 * The fingerprints of every scenario and variant, pinned. A change of one is a decision: the commit
 * says why, and the changelog has a line under *Traces*.
 */
import { expect, test } from 'vitest'
import { registry } from '../../scenarios/index.ts'
import { goldenFingerprints } from '../support/golden.ts'

test('every golden run has its pinned fingerprint', async () => {
  const fingerprints = Object.entries(await goldenFingerprints())
  expect(fingerprints.length).toBeGreaterThanOrEqual(registry.length * 3)
  const table = fingerprints.map(([run, fingerprint]) => `${fingerprint}  ${run}\n`).join('')
  await expect(table).toMatchFileSnapshot('golden/fingerprints.txt')
})
