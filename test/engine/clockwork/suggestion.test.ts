import { expect, test } from 'vitest'
import {
  byNearness,
  editDistance,
  nearest,
  suggest,
  unknownName,
} from '../../../engine/clockwork/suggestion.ts'

test('the distance counts insertions, deletions, replacements and swaps of neighbours', () => {
  expect(editDistance('leaf', 'leaf')).toBe(0)
  expect(editDistance('leaf', 'leafs')).toBe(1)
  expect(editDistance('leaf', 'laef')).toBe(1)
  expect(editDistance('kitten', 'sitting')).toBe(3)
  expect(editDistance('', 'abc')).toBe(3)
})

test('a slip of the fingers is recognised', () => {
  expect(suggest('laef', ['root', 'leaf'])).toBe('did you mean "leaf"?')
  expect(suggest('TIMESTMAP', ['key', 'timestamp'])).toBe('did you mean "timestamp"?')
})

test('the beginning of a name suggests the name', () => {
  expect(nearest('work', ['queue', 'worker-1', 'worker-2'])).toBe('worker-1')
})

test('a name that resembles none suggests nothing', () => {
  expect(suggest('queue', ['root', 'leaf'])).toBe('')
  expect(nearest('a', ['b', 'c'])).toBeUndefined()
  expect(nearest('x', [])).toBeUndefined()
})

test('a difference of case only is nearer than any other', () => {
  expect(byNearness('Leaf', ['reaf', 'leaf'])).toEqual(['leaf', 'reaf'])
})

test('equally near names keep their order', () => {
  expect(byNearness('n0', ['n2', 'n1', 'n3'])).toEqual(['n2', 'n1', 'n3'])
})

test('an unknown name is refused with what exists', () => {
  expect(unknownName({ kind: 'node', value: 'worker-9', allowed: ['queue', 'worker-1'] })).toBe(
    'no node named "worker-9"; did you mean "worker-1"? nodes are queue, worker-1',
  )
  expect(unknownName({ kind: 'policy', value: 'x', allowed: ['refuse'] })).toBe(
    'no policy named "x"; policies are refuse',
  )
  expect(unknownName({ kind: 'node', value: 'x', allowed: [] })).toBe(
    'no node named "x"; there are no nodes',
  )
})

test('of many names the nearest are listed and the rest are counted', () => {
  const allowed = Array.from({ length: 1_000 }, (_, i) => `leaf-${i}`)
  const text = unknownName({ kind: 'node', value: 'leaf-77x', allowed })
  expect(text).toContain('did you mean "leaf-77"? nodes are leaf-77, ')
  expect(text).toMatch(/ and 988 more$/)
})

test('a huge or strange value is cut and escaped, never compared', () => {
  const text = unknownName({ kind: 'node', value: `a"\n${'x'.repeat(1_000_000)}`, allowed: ['a'] })
  expect(text.length).toBeLessThan(120)
  expect(text).toContain('no node named "a\\"\\nxxx')
})
