import { beforeAll, describe, expect, test } from 'vitest'
import {
  causesOf,
  clocksOf,
  effectsOf,
  exponential,
  happensBefore,
  ms,
} from '../../../engine/index.ts'
import type { Clocks, Trace } from '../../../engine/index.ts'
import { placeOf } from '../../../engine/trace/causality.ts'
import { busyScenario } from '../../support/busy.ts'
import { recorded } from '../../support/stage.ts'
import { changed } from './changed-trace.ts'

// P19: on every pair of events of a random run of a thousand.
let trace: Trace
let clocks: Clocks
/** For each event, all that happened before it, by walking the definition. */
let before: Set<number>[]

beforeAll(() => {
  const run = recorded(
    busyScenario({
      clients: 2,
      servers: 4,
      network: { latency: exponential(ms(2)), loss: 0.02, duplication: 0.05 },
      capacity: { service: { go: ms(1) } },
      cpu: 0,
      load: 'open',
      faults: [{ kind: 'crash', target: 'server-2', at: ms(30), for: ms(30) }],
    }),
    { seed: '19' },
  )
  const whole = run.recording!.trace
  const { events } = whole
  expect(events.length).toBeGreaterThan(1000)
  trace = changed(whole, (_row, seq) => seq < 1000)
  clocks = clocksOf(trace)
  before = []
  const last = new Map<number, number>()
  for (let seq = 0; seq < 1000; seq++) {
    const mine = new Set<number>()
    for (const near of [last.get(placeOf(trace, seq)), events.cause[seq]!])
      if (near !== undefined && near >= 0) {
        mine.add(near)
        for (const far of before[near]!) mine.add(far)
      }
    before.push(mine)
    last.set(placeOf(trace, seq), seq)
  }
}, 60_000)

describe('clocks', () => {
  test('Lamport: what happens before has the smaller time', () => {
    for (let b = 0; b < 1000; b++)
      for (const a of before[b]!)
        if (clocks.lamport[a]! >= clocks.lamport[b]!) expect.fail(`${a} ${b}`)
  })

  test('Lamport: the smaller time does not mean that it happened before', () => {
    let counterexamples = 0
    for (let b = 0; b < 1000; b++)
      for (let a = 0; a < b; a++)
        if (clocks.lamport[a]! < clocks.lamport[b]! && !before[b]!.has(a)) counterexamples++
    expect(counterexamples).toBeGreaterThan(1000)
  })

  test('vector: one happens before another exactly if its vector is smaller', () => {
    let pairs = 0
    let concurrent = 0
    for (let a = 0; a < 1000; a++)
      for (let b = 0; b < 1000; b++) {
        const does = before[b]!.has(a)
        if (happensBefore(clocks, a, b) !== does) expect.fail(`${a} and ${b}: ${does}`)
        pairs++
        if (a < b && !does) concurrent++
      }
    expect(pairs).toBe(1_000_000)
    expect(concurrent).toBeGreaterThan(10_000)
  })

  test('count from one, for each place and the outside', () => {
    expect(clocks.width).toBe(trace.header.topology.nodes.length + 1)
    expect(clocks.lamport[0]).toBe(1)
    expect([...clocks.vector.subarray(0, clocks.width)].toSorted((a, b) => a - b)).toEqual([
      0, 0, 0, 0, 0, 0, 1,
    ])
  })
})

test('the causes of an event are a chain back to what nobody caused', () => {
  for (let seq = 0; seq < 1000; seq += 13) {
    const chain = causesOf(trace, seq)
    let at = seq
    for (const cause of chain) {
      expect(trace.events.cause[at]).toBe(cause)
      at = cause
    }
    expect(trace.events.cause[at]).toBe(-1)
  }
})

test('effects are the other side of causes', () => {
  const effects = effectsOf(trace)
  for (let seq = 0; seq < 1000; seq++) {
    for (const effect of effects(seq)) expect(trace.events.cause[effect]).toBe(seq)
    const cause = trace.events.cause[seq]!
    if (cause >= 0) expect(effects(cause)).toContain(seq)
  }
})
