import { describe, expect, test } from 'vitest'
import { isDone, nextStep } from '../../../scenarios/parts/rollout.ts'
import type { Goal, Slot } from '../../../scenarios/parts/rollout.ts'

const phases = { '-': 'off', s: 'starting', r: 'ready', d: 'draining', f: 'failed' } as const

/** Slots from a text such as `r1 s2 -`: phase and version each. */
function slots(text: string): Slot[] {
  return text.split(' ').map((word, index) => ({
    id: `slot-${index + 1}`,
    phase: phases[word[0] as keyof typeof phases],
    version: Number(word.slice(1)),
  }))
}

/** The next step, such as `start slot-3`. */
function step(text: string, goal: Partial<Goal>): string | null {
  const next = nextStep(slots(text), { replicas: 3, version: 2, surge: 1, unavailable: 0, ...goal })
  return next && `${next.kind} ${next.slot.id}`
}

describe('a rolling update', () => {
  test.each([
    ['r1 r1 r1 -', 'start slot-4', 'starts one of the new version beside the old ones'],
    ['r1 r1 r1 s2', null, 'waits until it is ready'],
    ['r1 r1 r1 r2', 'drain slot-1', 'then drains one of the old'],
    ['d1 r1 r1 r2', null, 'waits until it is gone'],
    ['-1 r1 r1 r2', 'start slot-1', 'and goes on in its place'],
    ['r2 r2 -1 r2', null, 'ends when all are new'],
    ['r2 f1 -1 r2', 'start slot-3', 'goes on when an old one died, since one more may run'],
    ['r2 f1 r2 r2', null, 'leaves a dead one to its repair'],
    ['r1 s1 r1 r2', 'drain slot-2', 'drains first what serves nobody'],
  ])('%s: %s, it %s', (text, expected, _why) => {
    expect(step(text, {})).toBe(expected)
  })

  test('without a surge drains one first', () => {
    expect(step('r1 r1 r1', { surge: 0 })).toBe('drain slot-1')
    expect(step('-1 r1 r1', { surge: 0 })).toBe('start slot-1')
    expect(step('s2 r1 r1', { surge: 0 })).toBe(null)
  })

  test('with two that may be missing drains two', () => {
    expect(step('d1 r1 r1', { surge: 0, unavailable: 2 })).toBe('drain slot-2')
  })
})

describe('a change of scale', () => {
  test('starts what is missing', () => {
    expect(step('r2 r2 - -', {})).toBe('start slot-3')
  })

  test('does not exceed the number wanted', () => {
    expect(step('r2 r2 s2 -', {})).toBe(null)
  })

  test('drains the last of what is too many', () => {
    expect(step('r2 r2 r2 r2', {})).toBe('drain slot-4')
    expect(step('r2 r2 r2 d2', {})).toBe(null)
  })
})

test('it is done when as many as wanted are ready with the new version and none is left over', () => {
  const goal: Goal = { replicas: 2, version: 2, surge: 1, unavailable: 0 }
  expect(isDone(slots('r2 r2 -1'), goal)).toBe(true)
  expect(isDone(slots('r2 r2 d1'), goal)).toBe(false)
  expect(isDone(slots('r2 s2 -1'), goal)).toBe(false)
  expect(isDone(slots('r2 r1 -1'), goal)).toBe(false)
})

test('an update always ends, wherever it begins', () => {
  // Every start becomes ready and every drain ends; no more steps are needed than slots are moved.
  const kinds = ['r1', 'r2', 's1', '-1']
  for (let code = 0; code < 4 ** 4; code++) {
    const text = [0, 1, 2, 3].map((place) => kinds[Math.floor(code / 4 ** place) % 4]).join(' ')
    const all = slots(text)
    const goal: Goal = { replicas: 2, version: 2, surge: 1, unavailable: 0 }
    for (let round = 0; round < 20 && !isDone(all, goal); round++) {
      const next = nextStep(all, goal)
      expect(next, text).not.toBeNull()
      if (next?.kind === 'start') Object.assign(next.slot, { phase: 'ready', version: 2 })
      else next!.slot.phase = 'off'
    }
    expect(isDone(all, goal), text).toBe(true)
  }
})
