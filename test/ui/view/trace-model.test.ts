import { describe, expect, test } from 'vitest'
import {
  alongMessage,
  allEffects,
  chainTo,
  effectsOf,
  onSameNode,
} from '../../../ui/view/causes.ts'
import { breakdownOf } from '../../../ui/view/breakdown.ts'
import { checkStates } from '../../../ui/view/check-state.ts'
import { kinds } from '../../../ui/view/event-kinds.ts'
import { eventLine } from '../../../ui/view/event-line.ts'
import { failureFrom } from '../../../ui/view/failures.ts'
import { faultSpans } from '../../../ui/view/fault-spans.ts'
import { flightsAt } from '../../../ui/view/flights.ts'
import { minimapOf } from '../../../ui/view/minimap.ts'
import { axisOf } from '../../../ui/view/axis.ts'
import { cutPairs, nodeStatuses } from '../../../ui/view/node-status.ts'
import { kindName } from '../../../ui/view/trace-model.ts'
import { smallRun } from './small-run.ts'

const { model, recording } = smallRun()
const { events, flights } = model
const first = (kind: number, from = 0) => events.kind.indexOf(kind, from)

describe('flights', () => {
  test('what is in flight after each event is what a walk through the events finds', () => {
    const under = new Set<number>()
    for (let seq = 0; seq < model.length; seq++) {
      if (events.kind[seq] === kinds.send) under.add(seq)
      else if (events.kind[seq] === kinds.deliver || events.kind[seq] === kinds.drop)
        under.delete(events.cause[seq]!)
      const found = flightsAt(flights, seq).map((flight) => flights.send[flight]!)
      expect(found).toEqual([...under])
    }
  })

  test('the typical flight takes what the network takes', () => {
    expect(flights.typical).toBe(2000)
  })

  test('a duplicated message flies twice', () => {
    const { model: doubled } = smallRun({
      faults: [{ kind: 'degrade', at: 0, from: 'shop', to: 'cook', duplication: 1 }],
    })
    const sends = doubled.flights.send
    expect(sends.length).toBeGreaterThan(new Set(sends).size)
  })
})

describe('replies', () => {
  test('what goes back to the asker is a reply, what goes on is not', () => {
    for (let seq = 0; seq < model.length; seq++) {
      if (events.kind[seq] !== kinds.send) continue
      const type = model.symbols[events.type[seq]!]
      expect(model.isReply[seq], eventLine(model, seq)).toBe(
        type === 'done' || type === 'ready' ? 1 : 0,
      )
    }
  })
})

describe('queues', () => {
  test('they are those of the engine itself at every node', () => {
    for (let seq = 20; seq < model.length; seq += 7) {
      const found = recording.moment(seq)
      // The engine shows whole steps: compare where this event ends one.
      if (events.at[seq + 1] === events.at[seq]) continue
      const here = nodeStatuses(model, [], seq).map(({ queued, serving }) => ({ queued, serving }))
      expect(here).toEqual(found.nodes.map(({ queued, serving }) => ({ queued, serving })))
    }
  })
})

describe('causes', () => {
  test('the chain of an end goes back to the arrival through both ways', () => {
    const end = first(kinds.end)
    const line = chainTo(model, end).map((seq) => kindName(model, seq))
    expect(line).toEqual(
      'arrive send deliver send deliver serve finish send deliver send deliver end'.split(' '),
    )
  })

  test('effects are the events that name it as their cause', () => {
    const order = first(kinds.deliver)
    for (const effect of effectsOf(model, order)) expect(events.cause[effect]).toBe(order)
    expect(effectsOf(model, order)).toHaveLength(2)
  })

  test('a message is followed to its arrival and back', () => {
    const send = first(kinds.send)
    const arrival = alongMessage(model, send, 1)
    expect(kindName(model, arrival)).toBe('deliver')
    expect(alongMessage(model, arrival, -1)).toBe(send)
  })

  test('everything caused is everything whose chain holds the event', () => {
    const arrive = first(kinds.arrive)
    const marked = allEffects(model, arrive)
    for (let seq = 0; seq < model.length; seq += 3)
      expect(marked[seq] === 1).toBe(chainTo(model, seq).includes(arrive))
  })

  test('the next event on a node is on that node and nothing lies between', () => {
    const shop = model.places.get('shop')!
    const next = onSameNode(model, { node: shop, seq: 50, direction: 1 })
    expect(events.node[next]).toBe(shop)
    expect([...events.node.subarray(51, next)]).not.toContain(shop)
  })
})

describe('the time of an operation', () => {
  test('adds up: four ways, one service, and what it stood in line', () => {
    const found = breakdownOf(model, 0)!
    expect(found.segments).toEqual([
      { kind: 'service', time: 30_000 },
      { kind: 'network', time: 8000 },
    ])
    for (let operation = 0; operation < 20; operation++) {
      const { total, segments } = breakdownOf(model, operation)!
      expect(segments.reduce((sum, { time }) => sum + time, 0)).toBe(total)
    }
  })

  test('there is none for an event outside of operations', () => {
    expect(breakdownOf(model, -1)).toBeNull()
  })
})

describe('checks at the cursor', () => {
  const standings = (seq: number) => checkStates(model, seq).map(({ standing }) => standing)

  test('at the beginning nothing has been seen and nothing is broken', () => {
    expect(standings(0)).toEqual(['holding', 'pending', 'pending', 'pending'])
  })

  test('a broken check flips at its event and not one earlier', () => {
    const { event } = model.footer.checks[0]!
    expect(standings(event! - 1)[0]).toBe('holding')
    expect(standings(event!)[0]).toBe('broken')
  })

  test('the end shows the verdicts', () => {
    expect(standings(model.length - 1)).toEqual(['broken', 'holding', 'holding', 'broken'])
  })

  test('the failures of a run lead to the event that broke the check', () => {
    expect(failureFrom(model.failures, 0, 1)?.seq).toBe(model.footer.checks[0]!.event)
    expect(failureFrom(model.failures, 0, -1)).toBeUndefined()
  })
})

describe('faults', () => {
  const { model: broken } = smallRun({
    faults: [
      { kind: 'crash', at: 200_000, for: 100_000, target: 'cook-1' },
      { kind: 'cut', at: 400_000, for: 50_000, from: 'shop', to: 'cook-2' },
      { kind: 'pause', at: 600_000, target: 'shop' },
      { kind: 'resume', at: 700_000, target: 'shop' },
    ],
  })
  const spans = faultSpans(broken)
  const at = (time: number) => broken.events.at.findLastIndex((one) => one <= time)

  test('their spans are those of the plan, one that is undone ends there', () => {
    expect(spans.map(({ from, to }) => [from, to])).toEqual([
      [200_000, 300_000],
      [400_000, 450_000],
      [600_000, 700_000],
      [700_000, 700_000],
    ])
  })

  test('a crashed node is down while the fault lasts and up again after', () => {
    const place = broken.places.get('cook-1')!
    const status = (time: number) => nodeStatuses(broken, spans, at(time))[place]
    expect(status(199_000)).toMatchObject({ status: 'up', condition: '' })
    expect(status(250_000)).toMatchObject({ status: 'down', condition: 'crashed' })
    expect(status(350_000)).toMatchObject({ status: 'up' })
  })

  test('a cut link is cut in its time, and no other is', () => {
    const place = (id: string) => broken.places.get(id)!
    const isCut = cutPairs(broken, spans, at(420_000))
    expect(isCut(place('shop'), place('cook-2'))).toBe(true)
    expect(isCut(place('shop'), place('cook-1'))).toBe(false)
    expect(cutPairs(broken, spans, at(500_000))(place('shop'), place('cook-2'))).toBe(false)
  })
})

describe('the minimap', () => {
  const axis = axisOf(model, 'time')

  test('counts every event once', () => {
    const { bins } = minimapOf(model, axis, 37)
    expect(bins.reduce((sum, bin) => sum + bin.events, 0)).toBe(model.length)
  })

  test('shows the one broken check in its bin', () => {
    const { bins } = minimapOf(model, axis, 100)
    expect(bins.filter(({ worst }) => worst === 3)).toHaveLength(1)
  })
})
