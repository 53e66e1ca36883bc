import { describe, expect, test } from 'vitest'
import { readLink, writeLink } from '../../../ui/session/link.ts'
import type { LinkState } from '../../../ui/session/link.ts'

const state: LinkState = {
  request: {
    scenario: 'scatter-gather',
    variant: 'tied',
    params: { leaves: 12, slow: 0.25, strategy: 'hedged', strict: true },
    seed: 'a_b-7',
    faults: [{ kind: 'crash', at: 1_000_000, target: 'leaf-2', for: 500_000 }],
  },
  event: 4127,
  at: 1_197_408,
  node: 'root',
  mode: 'events',
  stretch: { from: 12.5, to: 900 },
  print: '36b971b1',
}

describe('a link', () => {
  test('restores all that it was made of', () => {
    expect(readLink({ search: '', hash: `#${writeLink(state)}` })).toEqual({
      ...state,
      problems: [],
    })
  })

  test('restores a plan without faults as such, not as the scenario’s own', () => {
    const calm = { ...state, request: { ...state.request, faults: [] } }
    expect(readLink({ search: '', hash: `#${writeLink(calm)}` })?.request.faults).toEqual([])
  })

  test('may be a query, as the command line prints it', () => {
    const link = readLink({ search: '?scenario=work-queue&seed=1187&event=20418', hash: '' })!
    expect(link.request).toMatchObject({ scenario: 'work-queue', seed: '1187', faults: null })
    expect(link.event).toBe(20_418)
  })

  test('names what cannot be used and keeps the rest', () => {
    const link = readLink({
      search: '',
      hash: '#scenario=lock&seed=a%20b&event=-4&faults={&axis=sideways',
    })!
    expect(link.problems).toHaveLength(4)
    expect(link.request).toMatchObject({ scenario: 'lock', seed: '7', faults: null })
  })

  test('that is too long is refused whole', () => {
    const link = readLink({ search: '', hash: `#scenario=lock&p.x=${'y'.repeat(300_000)}` })!
    expect(link.request.params).toEqual({})
    expect(link.problems).toEqual(['the link is longer than 200000 characters'])
  })

  test('cannot reach behind the object of parameters', () => {
    const link = readLink({ search: '', hash: '#scenario=lock&p.__proto__=1' })!
    expect(Object.getPrototypeOf(link.request.params)).toBe(Object.prototype)
    expect(Object.keys(link.request.params)).toEqual(['__proto__'])
  })

  test('of a page without a scenario is none', () => {
    expect(readLink({ search: '', hash: '' })).toBeNull()
  })
})
