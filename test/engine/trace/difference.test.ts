import { applyPatches, enablePatches } from 'immer'
import type { Patch } from 'immer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adopt } from '../../../engine/trace/difference.ts'

enablePatches()

const value = fc.letrec<{ value: unknown; object: Record<string, unknown> }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.nat(3),
    fc.constantFrom('a', 'b', null, true),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c', '1', 'length'), tie('value'), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
})).value

describe('adopting a value', () => {
  test('makes the old one equal to it, and tells patches that do the same elsewhere', () => {
    fc.assert(
      fc.property(value, value, (before, after) => {
        const holder = { state: structuredClone(before) }
        const patches: Patch[] = []
        adopt(holder, 'state', after, patches)
        expect(holder.state).toEqual(after)
        const base = structuredClone({ state: before })
        const told = patches.map((patch) => ({ ...patch, path: ['state', ...patch.path] }))
        expect(applyPatches(base, told)).toEqual({ state: after })
      }),
      { numRuns: 1000 },
    )
  })

  test('tells nothing when nothing changed', () => {
    fc.assert(
      fc.property(value, (one) => {
        const patches: Patch[] = []
        adopt({ state: structuredClone(one) }, 'state', one, patches)
        expect(patches).toEqual([])
      }),
    )
  })

  test('tells no more than what changed', () => {
    const patches: Patch[] = []
    const holder = { state: { term: 1, log: [{ term: 1 }], votes: { a: true, b: false } } }
    const now = { term: 2, log: [{ term: 1 }, { term: 2 }], votes: { b: true } }
    adopt(holder, 'state', now, patches)
    expect(patches).toEqual([
      { op: 'replace', path: ['term'], value: 2 },
      { op: 'add', path: ['log', 1], value: { term: 2 } },
      { op: 'replace', path: ['votes', 'b'], value: true },
      { op: 'remove', path: ['votes', 'a'] },
    ])
  })

  test('shares nothing with the new value afterwards', () => {
    const holder = { state: { list: [] as object[] } }
    const now = { list: [{ n: 1 }] }
    adopt(holder, 'state', now, [])
    now.list[0]!.n = 2
    expect(holder.state).toEqual({ list: [{ n: 1 }] })
  })
})
