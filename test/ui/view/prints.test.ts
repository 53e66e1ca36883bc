import { describe, expect, test } from 'vitest'
import { firstDifference, printsOf } from '../../../ui/view/prints.ts'

/** A run with a chain of so many links, another one from link `changed` on. */
function run(links: number, changed = Infinity) {
  const chain = Array.from({ length: links }, (_one, place) =>
    `${place >= changed ? 'b' : 'a'}${place.toString(16).padStart(31, '0')}`.replace(
      /^(.)0*(.*)$/,
      (_all, first: string, rest: string) => `${first}${rest.padEnd(31, '0')}`,
    ),
  )
  return { events: links * 1024, fingerprint: chain.at(-1) ?? '', chain }
}

describe('the prints of a run', () => {
  test('say that the same run is the same', () => {
    for (const links of [1, 2, 30, 900])
      expect(firstDifference(printsOf(run(links)), run(links))).toBeNull()
  })

  test('are few, however long the run', () => {
    expect(printsOf(run(9000)).chain).toHaveLength(16)
    expect(printsOf(run(1)).chain).toEqual([])
  })

  test('bracket the first event that differs', () => {
    for (const links of [1, 5, 40, 1000])
      for (const changed of [0, 1, Math.floor(links / 2), links - 1]) {
        if (changed >= links) continue
        const found = firstDifference(printsOf(run(links)), run(links, changed))!
        expect(found.sameUpTo).toBeLessThanOrEqual(changed * 1024)
        expect(found.differsBy).toBeGreaterThan(changed * 1024)
      }
  })

  test('of a run that has become shorter end with it', () => {
    const found = firstDifference(printsOf(run(40)), { ...run(10), fingerprint: 'f'.repeat(32) })!
    expect(found.sameUpTo).toBeLessThanOrEqual(10 * 1024)
    expect(found.differsBy).toBeLessThanOrEqual(10 * 1024)
  })
})
