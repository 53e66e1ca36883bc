import fc from 'fast-check'
import { produce } from 'immer'
import { describe, expect, test } from 'vitest'
import { Hash } from '../../../engine/clockwork/hash.ts'
import type { Shape } from '../../../engine/clockwork/key.ts'
import {
  checkPlain,
  copy,
  hashPlain,
  isolate,
  PlainError,
} from '../../../engine/clockwork/plain.ts'

const plainValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(
      fc
        .string({ maxLength: 8 })
        .filter((key) => !/^\d+$|^(?:__proto__|constructor|prototype)$/.test(key)),
      tie('value'),
      { maxKeys: 5, noNullPrototype: true },
    ),
  ),
})).value

function hashOf(value: unknown): string {
  const hash = new Hash()
  hashPlain(value, hash)
  return hash.digest()
}

describe('isolating', () => {
  test('gives an equal value that shares nothing', () => {
    fc.assert(
      fc.property(plainValue, (value) => {
        const copied = isolate(value)
        expect(copied).toEqual(value)
        expect(JSON.stringify(copied)).toBe(JSON.stringify(value))
        expect(shares(copied, value)).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test('feeds the hash alike whatever shape it was told to expect', () => {
    fc.assert(
      fc.property(fc.array(plainValue, { maxLength: 12 }), (values) => {
        const shape: Shape = []
        for (const value of values) {
          const hash = new Hash()
          expect(isolate(value, hash, 'value', shape)).toEqual(value)
          expect(hash.digest()).toBe(hashOf(value))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('refuses a forbidden key in a place where it learned another', () => {
    const shape: Shape = []
    isolate({ a: 1 }, undefined, 'value', shape)
    expect(() => isolate({ constructor: 1 }, undefined, 'value', shape)).toThrow(PlainError)
    expect(() => isolate({ constructor: 1 }, undefined, 'value', shape)).toThrow(PlainError)
  })

  test('feeds the hash as hashing alone does, and the copy hashes alike', () => {
    fc.assert(
      fc.property(plainValue, (value) => {
        const hash = new Hash()
        const copied = isolate(value, hash)
        expect(hash.digest()).toBe(hashOf(value))
        expect(hashOf(copied)).toBe(hashOf(value))
      }),
      { numRuns: 300 },
    )
  })

  test('makes minus zero zero', () => {
    expect(Object.is(isolate({ x: [-0] }).x[0], 0)).toBe(true)
  })

  test('keeps the order of keys', () => {
    expect(Object.keys(isolate({ b: 1, a: 2 }))).toEqual(['b', 'a'])
  })

  test('takes an object without a prototype', () => {
    const bare = Object.assign(Object.create(null) as object, { a: 1 })
    expect(isolate(bare)).toEqual({ a: 1 })
  })

  test('works on a draft, and hashes it as the state it will become', () => {
    const before = { list: [{ a: 1 }], name: 'x', flag: true }
    let drafted: unknown
    const hash = new Hash()
    const after = produce(before, (draft) => {
      draft.list.push({ a: 2 })
      draft.list[0]!.a = 7
      draft.name = 'y'
      drafted = isolate(draft, hash)
      checkPlain(draft, 'state')
    })
    expect(drafted).toEqual(after)
    expect(hash.digest()).toBe(hashOf(after))
  })

  test('what a draft carried away does not change with the draft', () => {
    let carried = { list: [0] }
    produce({ list: [1] }, (draft) => {
      carried = isolate(draft)
      draft.list.push(2)
    })
    expect(carried).toEqual({ list: [1] })
  })
})

describe('the hash of plain data', () => {
  test('tells apart what looks alike', () => {
    const values = [
      null, false, true, 0, 1, '', '0', 'null', [], {}, [[]], [{}], [0], ['0'], [null],
      { a: null }, { a: 0 }, { a: '' }, { a: {} }, { a: [] }, { b: null }, { a: { b: 1 } },
      { a: {}, b: 1 }, [[1], 2], [[1, 2]], [1, [2]], { ab: 1 }, { a: 'b' }, ['a', 'b'], ['ab'],
    ] // prettier-ignore
    expect(new Set(values.map(hashOf)).size).toBe(values.length)
  })

  test('depends on the order of keys, as a run does', () => {
    expect(hashOf({ a: 1, b: 2 })).not.toBe(hashOf({ b: 2, a: 1 }))
  })

  test('of a known value stays what it is', () => {
    expect(hashOf({ id: 'root#1', hits: [{ score: 0.5 }, null], complete: true })).toBe(
      'b4e914edd3161dedbc55036a6c5ae8be',
    )
  })
})

test('copying gives an equal value that shares nothing', () => {
  fc.assert(
    fc.property(plainValue, (value) => {
      expect(copy(value)).toEqual(value)
      expect(shares(copy(value), value)).toBe(false)
    }),
    { numRuns: 200 },
  )
})

class Job {
  id = 1
}
const loop: Record<string, unknown> = { name: 'a' }
loop['inner'] = [{ back: loop }]
function nest(levels: number): unknown {
  let value: unknown = 1
  for (let i = 0; i < levels; i++) value = { inner: value }
  return value
}
const withProto = JSON.parse('{"__proto__": 1}') as unknown
// oxlint-disable-next-line no-sparse-arrays
const sparse = [1, , 3]

const refused: [string, unknown, string][] = [
  ['undefined', { a: undefined }, 'value.a is undefined; leave the key out, or use null'],
  ['a function', { run: nest }, 'value.run is a function (nest); keep data here'],
  ['a symbol', [Symbol('s')], 'value[0] is Symbol(s); use a string'],
  ['a bigint', { n: 5n }, 'value.n is the bigint 5; use a number'],
  ['NaN', { hits: [{}, {}, { score: NaN }] }, 'value.hits[2].score is NaN; numbers must be finite'],
  ['infinity', -Infinity, 'value is -Infinity; numbers must be finite'],
  ['a Map', { m: new Map() }, 'value.m is an instance of Map; use an object whose keys are'],
  ['a Set', new Set(), 'value is an instance of Set; use an object with true'],
  ['a Date', { d: new Date(0) }, 'value.d is an instance of Date; use a number of microseconds'],
  ['a typed array', new Float64Array(1), 'instance of Float64Array; use a plain array of numbers'],
  ['an instance', { job: new Job() }, 'value.job is an instance of Job; use plain objects'],
  ['an inherited object', Object.create({ a: 1 }), 'value is an'],
  ['a cycle', loop, 'value.inner[0].back contains itself (the same object stands 3 levels above)'],
  ['great depth', nest(65), 'is nested more than 64 levels deep'],
  ['an index as key', { 12: 1 }, 'value has the key "12", which looks like an array index'],
  ['the key 0', { a: { 0: 1 } }, 'prefix it with a letter, such as "n0"'],
  ['__proto__', withProto, 'value has the key "__proto__", which objects use themselves'],
  ['constructor', { constructor: 1 }, 'value has the key "constructor"'],
  ['prototype', { prototype: 1 }, 'value has the key "prototype"'],
  ['a hole', { list: sparse }, 'value.list[1] is a hole in an array'],
  ['an odd key', { 'a b': { 'x-1': undefined } }, 'value["a b"]["x-1"] is undefined'],
]

describe.each(refused)('%s', (_, value, sentence) => {
  test('is refused by each walk with the same sentence', () => {
    for (const walk of [
      () => isolate(value, undefined, 'value'),
      () => hashPlain(value, new Hash()),
      () => checkPlain(value, 'value'),
    ]) {
      expect(walk).toThrow(PlainError)
      expect(walk).toThrow(sentence)
    }
  })
})

describe('only the careful check', () => {
  test.each<[string, unknown, string]>([
    ['finds a getter', { get now() { return 1 } }, 'state.now is computed by a getter'], // prettier-ignore
    ['finds a symbol key', { [Symbol('k')]: 1 }, 'state has the key Symbol(k); keys must be'],
    ['finds a hidden key', Object.defineProperty({}, 'h', { value: 1 }), 'state.h is hidden'],
    ['finds a named key of an array', Object.assign([1], { name: 'x' }), 'the extra key "name"'],
  ])('%s', (_, value, sentence) => {
    expect(() => checkPlain(value, 'state')).toThrow(sentence)
    expect(() => isolate(value)).not.toThrow()
  })
})

test('the error carries the path', () => {
  try {
    isolate({ hits: [{ score: NaN }] })
    expect.unreachable()
  } catch (error) {
    expect((error as PlainError).path).toBe('message.hits[0].score')
  }
})

test('64 levels are still plain', () => {
  expect(isolate(nest(64))).toEqual(nest(64))
  expect(() => checkPlain(nest(64), 'value')).not.toThrow()
})

test('the same object in two places is no cycle, and becomes two', () => {
  const shared = { n: 1 }
  const copied = isolate({ a: shared, b: shared })
  expect(() => checkPlain({ a: shared, b: shared }, 'value')).not.toThrow()
  expect(copied.a).not.toBe(copied.b)
})

test('keys that only resemble an index or a forbidden name are fine', () => {
  const keys = ['n12', '1a', '01', '1.5', '-1', 'constructors', '_proto_', 'proto', 'p', 'c', '']
  const value = Object.fromEntries(keys.map((key) => [key, 1]))
  expect(Object.keys(isolate(value))).toEqual(keys)
  expect(() => checkPlain(value, 'value')).not.toThrow()
})

/** Whether two values have an object in common. */
function shares(one: unknown, other: unknown): boolean {
  const seen = new Set<object>()
  const visit = (value: unknown, act: (object: object) => boolean): boolean => {
    if (typeof value !== 'object' || value === null) return false
    return act(value) || Object.values(value).some((inner) => visit(inner, act))
  }
  visit(one, (object) => (seen.add(object), false))
  return visit(other, (object) => seen.has(object))
}
