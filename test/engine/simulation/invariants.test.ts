/** What must hold of every run, whatever the system and its faults. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Recording } from '../../../engine/index.ts'
import { anyBusy, busyScenario } from '../../support/busy.ts'
import type { Busy } from '../../support/busy.ts'
import { eventsOf } from '../../support/happenings.ts'
import type { Happening } from '../../support/happenings.ts'

interface Watched {
  readonly busy: Busy
  readonly events: readonly Happening[]
  /** Events by the one that led to them. */
  readonly after: (seq: number) => readonly Happening[]
  /** Integrals over time of requests waiting and in service, by server. */
  readonly waiting: ReadonlyMap<string, number>
  readonly serving: ReadonlyMap<string, number>
  readonly drained: boolean
}

/** Runs a busy system to its end and looks at its queues after every step. */
function watch(busy: Busy): Watched {
  const recording = new Recording(busyScenario(busy).configure(), { seed: '7' })
  const { simulation } = recording
  const waiting = new Map<string, number>()
  const serving = new Map<string, number>()
  for (;;) {
    const before = simulation.now
    const now = simulation.world
      .nodes('server')
      .map(({ id, queued, serving }) => ({ id, queued, serving }))
    if (!recording.step()) break
    const passed = simulation.now - before
    for (const { id, queued, serving: served } of now) {
      waiting.set(id, (waiting.get(id) ?? 0) + queued * passed)
      serving.set(id, (serving.get(id) ?? 0) + served * passed)
    }
  }
  const events = eventsOf(recording.trace)
  const effects = new Map<number, Happening[]>()
  for (const event of events) effects.set(event.cause, [...(effects.get(event.cause) ?? []), event])
  return {
    busy,
    events,
    after: (seq) => effects.get(seq) ?? [],
    waiting,
    serving,
    drained: simulation.next === Infinity,
  }
}

/** Some systems with their runs, made once. */
const runs = fc.sample(anyBusy, { numRuns: 16, seed: 5 }).map(watch)

test('no event comes before its cause', () => {
  for (const { events } of runs)
    for (const { seq, at, cause } of events)
      if (cause >= 0) {
        expect(cause).toBeLessThan(seq)
        expect(events[cause]!.at).toBeLessThanOrEqual(at)
      }
})

test('time never goes backwards, and events are numbered without a gap', () => {
  for (const { events } of runs)
    for (let seq = 1; seq < events.length; seq++) {
      expect(events[seq]!.at).toBeGreaterThanOrEqual(events[seq - 1]!.at)
      expect(events[seq]!.seq).toBe(seq)
    }
})

test('every message sent is delivered, dropped or held in the end: none is forgotten', () => {
  let sent = 0
  let doubled = 0
  for (const { busy, events, after, drained } of runs) {
    expect(drained).toBe(true)
    const doubling =
      busy.network.duplication! > 0 || busy.faults.some((fault) => 'duplication' in fault)
    for (const send of events) {
      if (send.kind !== 'send') continue
      sent++
      const fates = after(send.seq).filter(({ kind }) => kind === 'deliver' || kind === 'drop')
      const holds = after(send.seq).filter(({ kind }) => kind === 'hold')
      if (fates.length === 0) expect(holds.length).toBeGreaterThan(0)
      if (fates.length > 1) doubled++
      expect(fates.length).toBeLessThanOrEqual(doubling ? 2 : 1)
    }
  }
  expect(sent).toBeGreaterThan(3000)
  expect(doubled).toBeGreaterThan(10)
})

test('every delivery was sent, by the one it says and to where it arrives', () => {
  for (const { events } of runs)
    for (const { kind, cause, node, peer, type, at, value } of events)
      if (kind === 'deliver') {
        const send = events[cause]!
        expect(send).toMatchObject({ kind: 'send', node: peer, peer: node, type })
        expect(at - send.at).toBe(value)
      }
})

test('every request that is served waits, is served and is finished, or is dropped on the way', () => {
  let finished = 0
  for (const { events, after } of runs)
    for (const serve of events) {
      if (serve.kind !== 'serve') continue
      const ends = after(serve.seq).filter(({ kind }) => kind === 'finish' || kind === 'drop')
      expect(ends).toHaveLength(1)
      if (ends[0]!.kind !== 'finish') continue
      finished++
      expect(ends[0]!.value).toBe(ends[0]!.at - serve.at)
      expect(serve.value).toBe(serve.at - events[serve.cause]!.at)
    }
  expect(finished).toBeGreaterThan(500)
})

test("Little's law holds exactly: the time requests waited is the integral of the queue's length", () => {
  let total = 0
  for (const { events, waiting, serving } of runs) {
    const waited = new Map<string, number>()
    const served = new Map<string, number>()
    const add = (map: Map<string, number>, node: string, time: number) =>
      map.set(node, (map.get(node) ?? 0) + time)
    for (const { kind, node, value, at, cause } of events) {
      if (!node.startsWith('server')) continue
      if (kind === 'serve') add(waited, node, value)
      if (kind === 'finish') add(served, node, value)
      // What was lost in a queue or at a worker had been there too.
      if (kind !== 'drop' || events[cause]!.node !== node) continue
      if (events[cause]!.kind === 'deliver') add(waited, node, at - events[cause]!.at)
      if (events[cause]!.kind === 'serve') add(served, node, at - events[cause]!.at)
    }
    for (const [node, integral] of waiting) expect(waited.get(node) ?? 0).toBe(integral)
    for (const [node, integral] of serving) expect(served.get(node) ?? 0).toBe(integral)
    for (const time of waited.values()) total += time
  }
  expect(total).toBeGreaterThan(100_000)
})

test('every operation that ended began before, and ended once', () => {
  for (const { events } of runs) {
    const ends = new Set<number>()
    for (const { kind, operation } of events) {
      if (kind !== 'end') continue
      expect(ends.has(operation)).toBe(false)
      ends.add(operation)
    }
    const begun = new Set(
      events.filter(({ kind }) => kind === 'arrive' || kind === 'begin').map((e) => e.operation),
    )
    for (const operation of ends) expect(begun.has(operation)).toBe(true)
  }
})

test('no node does anything while it is down, nor handles anything while it is paused', () => {
  for (const { events } of runs) {
    const down = new Set<string>()
    const paused = new Set<string>()
    for (const { kind, node, detail } of events) {
      if (kind === 'up') down.delete(node)
      if (kind === 'down') {
        down.add(node)
        paused.delete(node)
      }
      if (kind === 'pause' && detail === 'paused') paused.add(node)
      if (kind === 'pause' && detail === 'resumed') paused.delete(node)
      if (['deliver', 'timer', 'serve', 'finish', 'send', 'begin', 'end', 'note'].includes(kind))
        expect(down.has(node) || paused.has(node)).toBe(false)
    }
  }
})
