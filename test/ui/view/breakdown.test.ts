import { beforeAll, describe, expect, test } from 'vitest'
import { run } from '../../../engine/index.ts'
import { registry } from '../../../scenarios/index.ts'
import { breakdownOf, slowestPart } from '../../../ui/view/breakdown.ts'
import { kinds } from '../../../ui/view/event-kinds.ts'
import { traceModel } from '../../../ui/view/trace-model.ts'
import type { TraceModel } from '../../../ui/view/trace-model.ts'
import { waterfallOf } from '../../../ui/view/waterfall.ts'
import { retryRun } from './retry-run.ts'

/** The model of a run of a bundled scenario. */
async function modelOf(id: string, variant?: string): Promise<TraceModel> {
  const scenario = await registry.find((one) => one.id === id)!.load()
  const { recording } = run(scenario, {
    seed: '3',
    record: true,
    variant,
    caps: { events: 6000 },
  })
  const { header, symbols, events, footer } = recording!.trace
  return traceModel({ header, symbols, events, footer, flips: recording!.flips })
}

describe.each(registry.map(({ id }) => id))('the time of the operations of %s', (id) => {
  let model: TraceModel
  beforeAll(async () => {
    model = await modelOf(id)
  })

  test('the parts of each add up to its whole, in order and without a gap', () => {
    for (let operation = 0; operation < model.ofOperation.start.length - 1; operation++) {
      const found = breakdownOf(model, operation)!
      if (found.end < 0) continue
      const { total, segments, parts, begin } = found
      expect(segments.reduce((sum, { time }) => sum + time, 0)).toBe(total)
      let at = model.events.at[begin]!
      for (const part of parts) {
        expect(part.from).toBe(at)
        expect(part.time).toBeGreaterThan(0)
        at += part.time
      }
      expect(at).toBe(model.events.at[found.end]!)
    }
  })

  test('the bars of each lie within its time, but for what outlasts it', () => {
    for (let operation = 0; operation < 50; operation++) {
      const found = waterfallOf(model, operation, 20)
      if (!found) break
      expect(found.bars.length).toBeLessThanOrEqual(20)
      for (const { from, to } of found.bars) {
        expect(from).toBeGreaterThanOrEqual(found.from)
        expect(to).toBeGreaterThanOrEqual(from)
      }
    }
  })
})

describe('an operation that was tried again', () => {
  const model = retryRun()

  test('all waiting since the first try is retry', () => {
    const found = breakdownOf(model, 0)!
    // The first try is lost; the second leaves 50 ms later and takes 2 ms there and 2 ms back.
    expect(found.segments).toEqual([
      { kind: 'network', time: 4000 },
      { kind: 'retry', time: 50_000 },
    ])
    expect(model.events.kind[slowestPart(found)!.seq]).toBe(kinds.timer)
  })

  test('a timer that makes a node send for the first time is a timer', () => {
    const late = breakdownOf(model, model.ofOperation.start.length - 2)!
    expect(late.segments.map(({ kind }) => kind)).not.toContain('queue')
    expect(late.total).toBe(late.segments.reduce((sum, { time }) => sum + time, 0))
  })
})
