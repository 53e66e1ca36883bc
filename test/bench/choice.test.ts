import { describe, expect, test } from 'vitest'
import { choose } from '../../bench/choice.ts'

describe('what the bench is asked for', () => {
  test('words and options come in any order', () => {
    const choice = choose(['--quick', 'W2', 'W1'])
    expect(choice).toEqual({ words: ['W1', 'W2'], flags: new Set(['--quick']) })
  })

  test('unknown words are refused with what is known', () => {
    expect(choose(['W9', '--fast'])).toMatch(/^unknown: W9, --fast; known are W1, .*--quick/)
  })

  test('a report of some workloads is not written over that of all', () => {
    expect(choose(['W2', '--write'])).toMatch(/leave out W2/)
    expect(choose(['--write'])).toMatchObject({ words: [] })
    expect(choose(['--guard', '--write'])).toMatchObject({ words: [] })
  })
})
