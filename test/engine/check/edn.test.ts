import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { EDN_DEPTH, EdnError, readEdn } from '../../../engine/check/edn.ts'

test.each([
  ['nil', null],
  ['true', true],
  ['-12', -12],
  ['-0', 0],
  ['1.5e3', 1500],
  ['"a\\n\\"b\\" \\u00e9"', 'a\n"b" é'],
  [':timed-out', ':timed-out'],
  [' [1, [2] (3)] ', [1, [2], [3]]],
  ['{:a 1, "b" {}}', { ':a': 1, b: {} }],
  ['{:toString 1}', { ':toString': 1 }],
])('%s', (text, value) => {
  expect(readEdn(text)).toEqual(value)
})

describe('refused', () => {
  test.each([
    ['', 'nothing here'],
    ['[1', '[ is never closed; expected ]'],
    ['[1 2}', 'unexpected }'],
    [']', 'unexpected ]'],
    ['1 2', 'unexpected 2 after the value'],
    ['{:a}', 'a key without a value'],
    ['{:a 1 :a 2}', 'map key :a appears twice'],
    ['{1 2}', 'map key 1 is no keyword'],
    ['{"__proto__" 1}', 'map key __proto__ is not allowed'],
    ['"abc', 'the string has no end'],
    ['"\\q"', 'unknown escape \\q'],
    ['9007199254740993', 'too large to keep exactly'],
    ['1e400', 'too large to keep exactly'],
    ['012', 'cannot read 012'],
    ['5N', 'cannot read 5N'],
    ['#{1}', 'cannot read #'],
    ['abc', 'cannot read abc; expected nil'],
  ])('%s', (text, message) => {
    expect(() => readEdn(text)).toThrow(message)
  })

  test('nesting beyond the limit, however deep', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(readEdn(nested(EDN_DEPTH))).toHaveLength(1)
    expect(() => readEdn(nested(EDN_DEPTH + 1))).toThrow('nested deeper than 64 levels')
    expect(() => readEdn('['.repeat(1_000_000))).toThrow('nested deeper than 64 levels')
  })

  test('the column counts from one', () => {
    expect(() => readEdn('[1 x]')).toThrow(expect.objectContaining({ column: 4 }))
  })
})

test('any text is read or refused, never anything else', () => {
  const piece = fc.constantFrom('{', '}', '[', ']', '"', ':a', ' ', '1', 'nil', '\\', '#', '-', '.')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((parts) => parts.join('')),
      ),
      (text) => {
        try {
          readEdn(text)
        } catch (error) {
          expect(error).toBeInstanceOf(EdnError)
        }
      },
    ),
    { numRuns: 2_000, seed: 5 },
  )
})
