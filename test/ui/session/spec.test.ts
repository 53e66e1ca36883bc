import { describe, expect, test } from 'vitest'
import { specIn, specText } from '../../../ui/session/spec.ts'

describe('a run spec as a file', () => {
  test.each([
    { scenario: 'lock', variant: 'late', params: { a: 1, b: 'x' }, seed: '9', faults: [] },
    { scenario: 'lock', variant: null, params: {}, seed: '9', faults: null },
    {
      scenario: 'lock',
      variant: null,
      params: {},
      seed: '9',
      faults: [{ kind: 'crash', at: 5, target: 'a' }] as const,
    },
  ])('comes back as it was', (request) => {
    expect(specIn(specText(request), 'spec.json')).toEqual(request)
  })

  test('may be written by hand, with no more than a scenario', () => {
    expect(specIn('\uFEFF{"scenario": "lock"}', 'spec.json')).toEqual({
      scenario: 'lock',
      variant: null,
      params: {},
      seed: '1',
      faults: null,
    })
  })

  test.each([
    ['', 'it is empty'],
    ['  ', 'it is empty'],
    ['[1]', 'it must be an object'],
    ['{"a": 1}', 'no Orrery trace and no run spec'],
    ['{"scenario": "lock", "scenario": "x"}', 'the field "scenario" is there twice'],
    ['{"scenario": "lock", "sed": "1"}', 'did you mean "seed"?'],
    ['{"scenario": "lock", "params": {"__proto__": 1}}', 'the name "__proto__" is not allowed'],
    ['{"scenario": "lock", "params": {"a": 1e400}}', 'params.a is null'],
    ['{"scenario": "lock", "params": {"a": {}}}', 'params.a is {}'],
    ['{"scenario": "lock", "seed": 7}', 'seed is 7; it must be a text'],
    ['{"scenario": "lock", "seed": "a b"}', 'seed is "a b"'],
    ['{"scenario": "lock", "faults": 7}', 'faults is 7'],
    ['{"orrery": "run", "version": 2, "scenario": "lock"}', 'made by a newer Orrery'],
    [`{"scenario": ${'['.repeat(100_000)}`, 'nested deeper than 64'],
  ])('is refused: %s', (text, message) => {
    expect(() => specIn(text, 'spec.json')).toThrow(message)
    expect(() => specIn(text, 'spec.json')).toThrow(/^spec\.json: /)
  })

  test('cut anywhere is never taken', () => {
    const text = specText({
      scenario: 'lock',
      variant: 'v',
      params: { a: 1 },
      seed: '1',
      faults: [],
    })
    for (let length = 0; length < text.trimEnd().length; length++)
      expect(() => specIn(text.slice(0, length), 'spec.json')).toThrow()
  })
})
