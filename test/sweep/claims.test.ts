/**
 * Every claim and every row's exact check of every scenario, over 30 seeds or as many as its
 * tolerance needs; and every broken twin, caught by the check it names.
 */
import { describe, expect, test } from 'vitest'
import { checkClaims, checkTwins } from '../../engine/index.ts'
import { registry } from '../../scenarios/index.ts'

for (const { id, load, rows } of registry)
  describe(id, async () => {
    const scenario = await load()

    test('keeps its claims', { timeout: 600_000 }, () => {
      const claims = checkClaims(scenario)
      const claimed = new Set(claims.flatMap((claim) => claim.rows))
      expect(rows.filter((row) => !claimed.has(row))).toEqual([])
      expect(claims.every(({ seeds }) => seeds >= 30)).toBe(true)
      expect(claims.filter(({ pass }) => !pass)).toEqual([])
    })

    test('has its broken twins caught', { timeout: 120_000 }, () => {
      const twins = checkTwins(scenario)
      expect(twins.length).toBeGreaterThanOrEqual(1)
      expect(twins.filter(({ pass }) => !pass)).toEqual([])
    })
  })
