import { describe, expect, test } from 'vitest'
import {
  allowed,
  choice,
  duration,
  flag,
  integer,
  ms,
  number,
  parse,
  probability,
  ScenarioError,
  seconds,
  spell,
} from '../../../engine/index.ts'
import type { AnyValues, Parameter } from '../../../engine/index.ts'
import { resolve } from '../../../engine/scenario/parameters.ts'

const schema = {
  leaves: integer({ default: 8, min: 1, max: 100, help: 'how many' }),
  load: number({ default: 0.5, min: 0.1, max: 2.5, help: 'how much' }),
  loss: probability({ default: 0, help: 'how often' }),
  limit: duration({ default: ms(20), min: 0, max: seconds(60), help: 'how long' }),
  order: choice(['fifo', 'lifo'], { default: 'fifo', help: 'which' }),
  hedged: flag({ default: false, help: 'whether' }),
}

const given = (values: AnyValues) => resolve(schema, values, 'search')

describe('text for a parameter', () => {
  // PA01–PA07: decimal digits only, whatever `Number` would make of it.
  const refused = [
    '',
    '1e3',
    '0x10',
    '1_000',
    ' 12 ',
    '१२',
    '1,5',
    'abc',
    'NaN',
    'Infinity',
    '+5',
    '.5',
    '5.',
    '--5',
    '1 2',
  ]

  test.each(refused)('"%s" is no number, and is refused with what is allowed', (text) => {
    for (const [name, kind] of Object.entries(schema)) {
      if (kind.kind === 'choice') continue
      expect(() => parse(name, kind, text)).toThrow(ScenarioError)
      expect(() => parse(name, kind, text)).toThrow(
        `parameter ${name} is "${text}"; it must be ${allowed(kind)}`,
      )
    }
  })

  test('is read as what the parameter is', () => {
    expect(parse('leaves', schema.leaves, '12')).toBe(12)
    expect(parse('leaves', schema.leaves, '-3')).toBe(-3)
    expect(parse('load', schema.load, '1.25')).toBe(1.25)
    expect(parse('order', schema.order, 'lifo')).toBe('lifo')
    expect(parse('hedged', schema.hedged, 'true')).toBe(true)
    expect(parse('hedged', schema.hedged, 'false')).toBe(false)
  })

  test.each([
    ['20ms', 20_000],
    ['1.5s', 1_500_000],
    ['250us', 250],
    ['250µs', 250],
    ['250', 250],
    ['2m', 120_000_000],
    ['1h', 3_600_000_000],
    ['0', 0],
  ])('may carry a unit where it is a time: %s', (text, value) => {
    expect(parse('limit', schema.limit, text)).toBe(value)
  })

  test.each(['10 s', '10sec', '-1s', '1e3ms', 's'])('"%s" is no time', (text) => {
    expect(() => parse('limit', schema.limit, text)).toThrow(
      `parameter limit is "${text}"; it must be a time from 0us to 60s, such as 20ms or 1.5s`,
    )
  })

  test('with a unit is refused where the parameter is no time', () => {
    expect(() => parse('leaves', schema.leaves, '10s')).toThrow('a whole number from 1 to 100')
  })

  test('comes back from the spelling of a time', () => {
    for (const time of [0, 1, 999, 1000, 1500, ms(20), seconds(1.5), seconds(60)])
      expect(parse('limit', schema.limit, spell(time))).toBe(time)
  })
})

describe('values', () => {
  test('are the defaults where nothing is given', () => {
    expect(given({})).toEqual({
      leaves: 8,
      load: 0.5,
      loss: 0,
      limit: ms(20),
      order: 'fifo',
      hedged: false,
    })
  })

  // PA08, for every parameter with a range.
  test.each(Object.entries(schema).filter(([, parameter]) => 'min' in parameter))(
    'of %s may be at its ends, not beyond',
    (name, parameter) => {
      const { min, max } = parameter as Extract<Parameter, { min: number }>
      const step = parameter.kind === 'number' ? 0.001 : 1
      expect(given({ [name]: min })).toMatchObject({ [name]: min })
      expect(given({ [name]: max })).toMatchObject({ [name]: max })
      for (const value of [min - step, max + step])
        expect(() => given({ [name]: value })).toThrow(
          `parameter ${name} is ${value}; it must be ${allowed(parameter)}`,
        )
    },
  )

  test.each<[string, unknown]>([
    ['leaves', 1.5],
    ['leaves', '5'],
    ['leaves', null],
    ['leaves', NaN],
    ['leaves', Infinity],
    ['leaves', true],
    ['leaves', [5]],
    ['limit', 0.5],
    ['order', 'random'],
    ['order', 0],
    ['hedged', 'true'],
    ['hedged', 1],
    ['loss', '0.5'],
  ])('of %s cannot be %j', (name, value) => {
    expect(() => given({ [name]: value } as AnyValues)).toThrow(
      new RegExp(`^parameter ${name} is .*; it must be `),
    )
  })

  test('under a name that does not exist are refused, with the nearest and the scenario', () => {
    expect(() => given({ leafs: 3 })).toThrow(
      /no parameter named "leafs"; did you mean "leaves"\?.*\(scenario search\)/,
    )
  })

  test('under names that every object has are refused as unknown', () => {
    for (const name of ['toString', 'constructor', '__proto__'])
      expect(() => given(JSON.parse(`{"${name}": 1}`) as AnyValues)).toThrow(
        `no parameter named "${name}"`,
      )
  })

  test('are not looked for in the prototype of what is given', () => {
    expect(resolve({ valueOf: schema.leaves }, {}, 'search')).toEqual({ valueOf: 8 })
  })
})
