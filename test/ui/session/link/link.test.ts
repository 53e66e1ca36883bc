import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readLink, writeLink } from '../../../../ui/session/link/link.ts'
import { stateOf } from '../../../../ui/session/link/state.ts'
import type { LinkState, Reading } from '../../../../ui/session/link/state.ts'

const request = {
  scenario: 'scatter-gather',
  variant: 'tied',
  params: { leaves: 12, slow: 0.25, strategy: 'hedged', strict: true },
  seed: 'a_b-7',
  faults: [{ kind: 'crash', at: 1_000_000, target: 'leaf-2', for: 500_000 }] as const,
}

const state: LinkState = {
  lanes: [
    { request: { ...request, faults: null }, parent: null, file: null },
    { request, parent: 0, file: null },
    { request, parent: null, file: { id: 'x-1', name: 'run.jsonl.gz' } },
  ],
  active: 1,
  beside: 2,
  cursor: { address: '1c9k2f', seq: 4127, at: 1_197_408 },
  node: 'root',
  mode: 'events',
  stretch: { from: 12.5, to: 900 },
  view: {
    opened: ['leaf'],
    focus: { kind: 'message', send: 12 },
    tab: 'inspector',
    speed: 17.5,
  },
  prints: {
    whole: '36b971b1',
    chain: [
      [0, 'aa'],
      [3, 'bb'],
    ],
  },
}

async function there(of: LinkState): Promise<Reading> {
  return readLink({ search: '', hash: `#${await writeLink(of)}` })
}

describe('a link', () => {
  test('restores all that it was made of', async () => {
    expect(await there(state)).toEqual({ kind: 'state', state, problems: [] })
  })

  test('restores a plan without faults as such, not as the scenario’s own', async () => {
    const calm = stateOf({ ...request, faults: [] })
    expect(await there(calm)).toMatchObject({ state: { lanes: [{ request: { faults: [] } }] } })
  })

  test('is one word of letters, digits, "-", "_" and two dots', async () => {
    expect(await writeLink(state)).toMatch(/^1\.[A-Za-z0-9_-]+\.[0-9a-f]{8}$/)
  })

  test('restores any values of parameters', async () => {
    const value = fc.oneof(fc.boolean(), fc.integer(), fc.string({ unit: 'grapheme' }))
    const name = fc.stringMatching(/^[a-z]{1,9}$/).filter((one) => one !== 'constructor')
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, value), async (params) => {
        const read = await there(stateOf({ ...request, params: { ...params } }))
        expect(read).toMatchObject({ kind: 'state', state: { lanes: [{ request: { params } }] } })
      }),
      { numRuns: 50 },
    )
  })

  test('whose branch stands before what it goes back to is taken without it', async () => {
    const lanes = [
      { request, parent: 1, file: null },
      { request, parent: null, file: null },
    ]
    const read = await there({ ...stateOf(request), lanes })
    expect(read).toMatchObject({ state: { lanes: [{ parent: null }, { parent: null }] } })
  })
})

describe('a link that a person can read', () => {
  const read = (search: string, hash = '') => readLink({ search, hash })

  test('may be a query, as the command line prints it', async () => {
    expect(await read('?scenario=work-queue&seed=1187&event=20418')).toMatchObject({
      problems: [],
      state: {
        lanes: [{ request: { scenario: 'work-queue', seed: '1187', faults: null } }],
        cursor: { seq: 20_418, at: null },
      },
    })
  })

  test('may be a fragment, which wins over the query', async () => {
    const found = await read('?scenario=lock&seed=3', '#seed=4&p.x=1.5&p.y=true&p.z=a%20b')
    expect(found).toMatchObject({
      state: { lanes: [{ request: { seed: '4', params: { x: 1.5, y: true, z: 'a b' } } }] },
    })
  })

  test('names what cannot be used and keeps the rest', async () => {
    const found = await read('', '#scenario=lock&seed=a%20b&event=-4&faults={&axis=sideways&sed=1')
    expect(found).toMatchObject({
      kind: 'state',
      state: { lanes: [{ request: { scenario: 'lock', seed: '7', faults: null } }] },
    })
    expect((found as unknown as { problems: string[] }).problems).toEqual([
      expect.stringContaining('no field named "sed"; did you mean "seed"?'),
      expect.stringContaining('seed is "a b"'),
      expect.stringContaining('faults cannot be read: it is not JSON'),
      expect.stringContaining('event is "-4"'),
      expect.stringContaining('axis is "sideways"'),
    ])
  })

  test('of a page without a scenario is none', async () => {
    expect(await read('')).toEqual({ kind: 'none' })
    expect(await read('?embed')).toEqual({ kind: 'none' })
  })
})
