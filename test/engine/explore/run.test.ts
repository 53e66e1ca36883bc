import { expect, test } from 'vitest'
import { ms, run, seconds } from '../../../engine/index.ts'
import { perform, stage } from '../../support/stage.ts'
import type { Staging } from '../../support/stage.ts'

const staging: Staging = {
  workload: [
    {
      kind: 'script',
      at: [0, ms(10), ms(20)],
      to: 'client',
      type: 'go',
      message: ({ n }) => ({ n }),
    },
  ],
  client: {
    go(_state, { n }, ctx) {
      ctx.count('gone')
      ctx.gauge('level', n)
      ctx.after(ms(n + 1), 'wake', { text: '' })
    },
    wake: (_state, _message, ctx) => void ctx.end('ok'),
  },
}

test('a run sums up what it was and what it came to', () => {
  const { summary } = perform(staging, { seed: 'abc' })
  expect(summary).toMatchObject({
    scenario: 'stage',
    variant: 'with',
    params: {},
    workload: 'default',
    seed: 'abc',
    time: ms(23),
    end: { kind: 'done' },
    checks: [],
    faults: [],
  })
  expect(summary.fingerprint).toMatch(/^[0-9a-f]{32}$/)
  expect(summary.measures['gone']).toEqual({ kind: 'counter', total: 3, events: 3 })
  expect(summary.measures['level']).toMatchObject({ kind: 'gauge', min: 0, max: 2, last: 2 })
})

test('a summary gives any quantile, total and series', () => {
  const { summary } = perform(staging)
  expect(summary.quantile('latency', 0)).toBe(ms(1))
  expect(summary.quantile('latency', 1)).toBe(ms(3))
  expect(summary.total('ok')).toBe(3)
  expect(summary.total('never counted')).toBe(0)
  expect(summary.series('latency').reduce((sum, { count }) => sum + count, 0)).toBe(3)
  expect(summary.series('never measured')).toEqual([])
  expect(() => summary.quantile('never measured', 0.5)).toThrow(/never measured/)
})

test('history is kept when asked for, when recording, and when a check needs it', () => {
  const count = (scene: Staging, options: object) => run(stage(scene), options).operations.length
  expect(count(staging, {})).toBe(0)
  expect(count(staging, { history: true })).toBe(3)
  expect(count(staging, { record: true })).toBe(3)
  const checks = [{ kind: 'linearizable', name: 'x', model: 'register', operations: [] }] as const
  expect(count({ ...staging, checks }, {})).toBe(3)
})

test('whoever watches can stop a run, and its checks are undecided', () => {
  const endless: Staging = {
    client: { go: (_state, { n }, ctx) => void ctx.after(1, 'go', { n }) },
    checks: [{ kind: 'always', name: 'fine', holds: () => true }],
    duration: seconds(1),
  }
  let calls = 0
  const { summary } = run(stage(endless), { onProgress: ({ now }) => ++calls < 3 && now > 0 })
  expect(calls).toBe(3)
  expect(summary.end).toEqual({ kind: 'stopped' })
  expect(summary.events).toBeLessThan(3 * 4096 + 10)
  expect(summary.checks).toMatchObject([{ result: 'unknown', reason: 'the run was cut: stopped' }])
})

test.each(['', 'a b', 'x'.repeat(65), 'ä'])('the seed "%s" is refused', (seed) => {
  expect(() => run(stage(staging), { seed })).toThrow(/seed/)
})

test('a plan instead of the scenario’s own is the one that counts', () => {
  const scene = { ...staging, faults: [{ kind: 'crash', target: 'client', at: ms(5) }] as const }
  expect(perform(scene).summary.total('ok')).toBe(1)
  expect(perform(scene, { faults: [] }).summary.total('ok')).toBe(3)
})
