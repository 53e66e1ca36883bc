import { expect, test } from 'vitest'
import { keyOf, wordsOf } from '../../../engine/clockwork/key.ts'

test('a name has the same words each time, and as one of many', () => {
  const names = ['hits', '', 'a→b', 'leaf-3', 'hit', 'constructor']
  const words = wordsOf(names)
  for (const [place, name] of names.entries()) {
    const { first, second } = keyOf(name)
    expect([first, second]).toEqual([words[place * 2], words[place * 2 + 1]])
    expect(keyOf(name)).toEqual({ name, first, second, isForbidden: name === 'constructor' })
  }
})

test('a name has the same words after so many others that it was forgotten', () => {
  const { first, second } = keyOf('kept')
  const seen = new Set<string>()
  for (let i = 0; i < 20_000; i++) {
    const key = keyOf(`root#${i}`)
    seen.add(`${key.first} ${key.second}`)
  }
  expect(seen.size).toBe(20_000)
  expect(keyOf('kept')).toMatchObject({ first, second })
})
