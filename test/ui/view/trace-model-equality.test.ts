/** The model that the page uses, against the plain one, on runs in which much goes wrong. */
import { describe, expect, test } from 'vitest'
import { eventKinds } from '../../../engine/index.ts'
import type { Fault } from '../../../engine/index.ts'
import { axisModes, axisOf, wholeOf } from '../../../ui/view/axis.ts'
import { failureOf } from '../../../ui/view/failures.ts'
import { flightsAt } from '../../../ui/view/flights.ts'
import { lastFlip } from '../../../ui/view/flips.ts'
import { rowsOf } from '../../../ui/view/grouping.ts'
import { minimapOf } from '../../../ui/view/minimap.ts'
import { nodeStatus, nodeStatuses } from '../../../ui/view/node-status.ts'
import { faultSpans } from '../../../ui/view/fault-spans.ts'
import type { TraceData } from '../../../ui/view/finished-run.ts'
import {
  plainFailures,
  plainFlights,
  plainQueues,
  plainReplies,
  plainUnderWay,
} from './plain-model.ts'
import { smallRun } from './small-run.ts'

const all = { at: 0, from: 'shop', to: 'cook' } as const
const runs: { readonly [name: string]: readonly Fault[] } = {
  'nothing goes wrong': [],
  'messages are doubled and lost': [
    { kind: 'degrade', ...all, duplication: 0.5, loss: 0.3 },
    { kind: 'degrade', at: 0, from: 'cook', to: 'shop', loss: 0.2 },
  ],
  'messages are held': [{ kind: 'hold', at: 100_000, for: 300_000, from: 'shop', to: 'cook' }],
  'nodes go down': [
    { kind: 'crash', at: 200_000, for: 100_000, target: 'cook-1' },
    { kind: 'pause', at: 400_000, for: 200_000, target: 'cook-2' },
    { kind: 'crash', at: 700_000, for: 50_000, target: 'shop' },
  ],
}

describe.each(Object.entries(runs))('where %s', (_name, faults) => {
  const { model, recording } = smallRun({ cooks: 20, faults })
  const { trace } = recording
  const data: TraceData = { ...trace, flips: recording.flips }

  test('replies are those that go back to the asker', () => {
    expect([...model.isReply]).toEqual(plainReplies(data))
  })

  test('flights begin and end as a walk from end to send finds', () => {
    const plain = plainFlights(data)
    expect([...model.flights.send]).toEqual(plain.map(({ send }) => send))
    expect([...model.flights.end]).toEqual(plain.map(({ end }) => end))
    const drops = [...trace.events.kind.keys()].flatMap((seq) => {
      const flight = plain.findIndex(({ end }) => end === seq)
      return flight >= 0 && kindOf(seq) === 'drop' ? [{ seq, flight }] : []
    })
    expect([...model.flights.drops]).toEqual(drops.map(({ seq }) => seq))
    expect([...model.flights.droppedFlight]).toEqual(drops.map(({ flight }) => flight))
  })

  test('what is under way at any moment is what has been sent and has not ended', () => {
    const plain = plainFlights(data)
    for (let seq = 0; seq < model.length; seq += 37) {
      const sends = flightsAt(model.flights, seq).map((flight) => model.flights.send[flight]!)
      expect(sends).toEqual(plainUnderWay(plain, seq))
    }
  })

  test('queues are as they are when counted one by one', () => {
    const { queued, serving } = plainQueues(data)
    const at = trace.events.node
    const here = (list: ArrayLike<number>) =>
      [...at.keys()].map((seq) => at[seq]! >= 0 && list[seq])
    expect(here(model.queues.queued)).toEqual(here(queued))
    expect(here(model.queues.serving)).toEqual(here(serving))
  })

  test('failures are the worst at each event', () => {
    const found = Array.from({ length: model.failures.length }, (_none, place) =>
      failureOf(model.failures, place),
    )
    expect(found).toEqual(plainFailures(data))
  })

  test('the last change of a check is the last one of the list', () => {
    for (let seq = -1; seq < model.length; seq += 11)
      model.footer.checks.forEach((_check, check) => {
        const row = lastFlip(model.flips, check, seq)
        const plain = recording.flips.findLast((one) => one.check === check && one.event <= seq)
        expect(row < 0 ? undefined : model.flips.at[row]).toBe(plain?.at)
        expect(row < 0 ? undefined : model.flips.holds[row] === 1).toBe(plain?.holds)
      })
  })

  test('the turns of a node are its events of those kinds', () => {
    model.header.topology.nodes.forEach((_node, place) => {
      const plain = [...rowsOf(model.ofNode, place)].filter((seq) =>
        ['up', 'down', 'pause'].includes(kindOf(seq)),
      )
      expect([...rowsOf(model.turns, place)]).toEqual(plain)
    })
  })

  test('one node is as it is among all', () => {
    const spans = faultSpans(model)
    for (let seq = 0; seq < model.length; seq += 53)
      nodeStatuses(model, spans, seq).forEach((status, place) =>
        expect(nodeStatus(model, spans, { seq, place })).toEqual(status),
      )
  })

  test('the minimap counts each event in the bin where it lies', () => {
    for (const mode of axisModes) {
      const axis = axisOf(model, mode)
      const { from, to } = wholeOf(axis)
      const columns = 113
      const counts = Array.from({ length: columns }, () => 0)
      for (const u of axis.u)
        counts[Math.min(columns - 1, Math.floor(((u - from) / (to - from)) * columns))]!++
      expect(minimapOf(model, axis, columns).bins.map(({ events }) => events)).toEqual(counts)
    }
  })

  function kindOf(seq: number): string {
    return eventKinds[trace.events.kind[seq]!]!
  }
})
