import { expect, test } from 'vitest'
import { checkSeed } from '../../../engine/clockwork/seed.ts'

test.each(['1', 'night-run_7', 'a'.repeat(64)])('"%s" is a seed', (seed) => {
  expect(checkSeed(seed)).toBe(seed)
})

test.each(['', 'a'.repeat(65), 'a b', 'a/b', 'é', '1\n'])('%j is refused', (seed) => {
  expect(() => checkSeed(seed)).toThrow('use 1 to 64 letters, digits, "-" or "_"')
})

test('a number is refused, so that 1e3 and "1e3" cannot be mixed up', () => {
  expect(() => checkSeed(1_000 as unknown as string)).toThrow('1000 is not a seed')
})

test('a refused text is shown shortened', () => {
  expect(() => checkSeed('x'.repeat(10_000))).toThrow(/^"x{77}…" is not a seed/)
})
