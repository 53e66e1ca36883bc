import { expect, test } from 'vitest'
import { judge, probation } from '../../../scenarios/parts/probation.ts'

/** Readiness after each of a row of answers: `+` is good, `-` is not. */
function story(answers: string, from: boolean, thresholds: { rise: number; fall: number }): string {
  const node = probation(from)
  return answers
    .split('')
    .map((answer) => {
      judge(node, answer === '+', thresholds)
      return node.ready ? 'r' : '.'
    })
    .join('')
}

test('readiness ends after so many bad answers in a row', () => {
  expect(story('---+', true, { rise: 1, fall: 3 })).toBe('rr.r')
})

test('a good answer in between forgives the bad ones', () => {
  expect(story('--+--+---', true, { rise: 1, fall: 3 })).toBe('rrrrrrrr.')
})

test('readiness begins after so many good answers in a row', () => {
  expect(story('+-++-', false, { rise: 2, fall: 2 })).toBe('...rr')
})

test('a change is told once', () => {
  const node = probation(true)
  const changes = [false, false, false].map((good) => judge(node, good, { rise: 1, fall: 2 }))
  expect(changes).toEqual([false, true, false])
})
