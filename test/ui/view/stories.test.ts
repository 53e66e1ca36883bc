import { describe, expect, test } from 'vitest'
import { checkStates } from '../../../ui/view/check-state.ts'
import { kinds } from '../../../ui/view/event-kinds.ts'
import { faultOfRule, hitsOf } from '../../../ui/view/fault-rule.ts'
import { faultSpans } from '../../../ui/view/fault-spans.ts'
import { flipStrip } from '../../../ui/view/flip-strip.ts'
import { linkStory, rulesBetween } from '../../../ui/view/link-story.ts'
import { messageBehind, messageStory } from '../../../ui/view/message-story.ts'
import { matching } from '../../../ui/view/state-tree.ts'
import { traceModel } from '../../../ui/view/trace-model.ts'
import { inHand, servedBetween, waitingAt } from '../../../ui/view/waiting.ts'
import { smallRun } from './small-run.ts'

const calm = smallRun().model
const place = (id: string) => calm.places.get(id)!
const first = (model: typeof calm, kind: number, from = 0) => model.events.kind.indexOf(kind, from)

describe('the story of a message', () => {
  test('is the same from its send, its arrival, its service and its end', () => {
    const serve = first(calm, kinds.serve)
    const finish = first(calm, kinds.finish)
    const deliver = calm.events.cause[serve]!
    const send = calm.events.cause[deliver]!
    for (const seq of [serve, deliver, send]) expect(messageBehind(calm, seq)).toBe(send)
    expect(messageBehind(calm, finish)).toBe(
      calm.events.cause[calm.events.cause[calm.events.cause[finish]!]!],
    )
    expect(messageBehind(calm, first(calm, kinds.begin))).toBe(-1)
  })

  test('a message that was held says by whom and how long', () => {
    const { model } = smallRun({
      faults: [{ kind: 'hold', at: 100_000, for: 50_000, from: 'shop', to: 'cook-1' }],
    })
    const spans = faultSpans(model)
    const hold = first(model, kinds.hold)
    const story = messageStory(model, spans, messageBehind(model, hold))!
    expect(story.fault?.index).toBe(0)
    const [ending] = story.endings
    expect(ending!.held + ending!.flight).toBe(ending!.delay)
    expect(ending!.flight).toBe(2000)
    expect(ending!.held).toBe(spans[0]!.to - model.events.at[hold]!)
    const why = waitingAt(model, spans, ending!.event)!
    expect(why.reasons[0]!.event).toBe(hold)
    expect(why.reasons[0]!.text).toContain('hold shop → cook-1')
  })

  test('a message that was lost names the cut, or the crash of whom it was for', () => {
    const cut = smallRun({
      faults: [{ kind: 'cut', at: 100_000, for: 50_000, from: 'shop', to: 'cook-1' }],
    }).model
    const lost = messageStory(cut, faultSpans(cut), messageBehind(cut, first(cut, kinds.drop)))!
    expect(lost.fault?.fault.kind).toBe('cut')
    expect(lost.endings.map(({ isLost }) => isLost)).toEqual([true])
    const dead = smallRun({ faults: [{ kind: 'crash', at: 100_000, target: 'cook-1' }] }).model
    for (let drop = first(dead, kinds.drop); drop >= 0; drop = first(dead, kinds.drop, drop + 1)) {
      const story = messageStory(dead, faultSpans(dead), messageBehind(dead, drop))!
      expect(story.fault?.fault.kind).toBe('crash')
      expect(story.endings.at(-1)).toMatchObject({ event: drop, isLost: true })
    }
  })

  test('a message that was doubled has two endings', () => {
    const { model } = smallRun({
      faults: [{ kind: 'degrade', at: 0, from: 'shop', to: 'cook', duplication: 1 }],
    })
    const doubled = [...model.flights.send].find(
      (send, flight) => model.flights.send[flight + 1] === send,
    )!
    const story = messageStory(model, faultSpans(model), doubled)!
    expect(story.endings).toHaveLength(2)
    expect(story.fault?.fault.kind).toBe('degrade')
  })
})

describe('the story of a link', () => {
  const { model } = smallRun({
    faults: [{ kind: 'cut', at: 300_000, for: 200_000, from: 'shop', to: 'cook-1' }],
  })
  const ends = { a: place('shop'), b: place('cook-1') }
  const [there, back] = linkStory(model, ends, { first: 0, last: model.length })

  test('every message sent has arrived, was lost, or is under way', () => {
    for (const { sent, arrived, underWay, losses, histogram } of [there, back]) {
      const lost = losses.reduce((sum, { count }) => sum + count, 0)
      expect(arrived + underWay + lost).toBe(sent)
      expect(histogram.reduce((sum, count) => sum + count, 0)).toBe(arrived)
    }
    expect(there.losses.map(({ why }) => why)).toEqual(['cut 1'])
    expect(back.losses).toEqual([])
    expect(there.typical).toBe(2000)
  })

  test('a window narrows it', () => {
    const [narrow] = linkStory(model, ends, { first: 0, last: 200 })
    expect(narrow.sent).toBeLessThan(there.sent)
    expect(narrow.losses).toEqual([])
  })

  test('the cut is in force while it lasts, and only on this link', () => {
    const spans = faultSpans(model)
    const during = spans[0]!.event + 1
    expect(rulesBetween(model, spans, { ...ends, seq: during })).toEqual(spans)
    expect(rulesBetween(model, spans, { ...ends, seq: during - 5 })).toEqual([])
    const other = { a: place('shop'), b: place('cook-2'), seq: during }
    expect(rulesBetween(model, spans, other)).toEqual([])
  })
})

describe('what a fault did', () => {
  test('is found by its rule and by its effects', () => {
    const { model } = smallRun({
      faults: [
        { kind: 'cut', at: 300_000, for: 200_000, from: 'shop', to: 'cook-1' },
        { kind: 'crash', at: 600_000, for: 100_000, target: 'cook-2' },
      ],
    })
    const [cut, crash] = faultSpans(model)
    expect(faultOfRule([cut!, crash!], 'cut 1')).toBe(cut)
    expect(faultOfRule([cut!, crash!], 'cut 2')).toBeNull()
    expect(faultOfRule([cut!, crash!], 'loss')).toBeNull()
    const dropped = [...hitsOf(model, cut!)]
    expect(dropped).toHaveLength(cut!.hits)
    expect(dropped.every((seq) => model.events.kind[seq] === kinds.drop)).toBe(true)
    expect([...hitsOf(model, crash!)].map((seq) => model.events.kind[seq])).toContain(kinds.down)
  })
})

describe('why a request waited in line', () => {
  test('those before it are those that were in hand and those that began meanwhile', () => {
    const { kind, value, cause, at } = calm.events
    let looked = 0
    for (let serve = 0; serve < calm.length; serve++) {
      if (kind[serve] !== kinds.serve || value[serve] === 0) continue
      const arrival = cause[serve]!
      const before = [...inHand(calm, arrival), ...servedBetween(calm, arrival, serve)]
      // One worker: who came first was served first, 30 ms each, without a gap.
      expect(inHand(calm, arrival)).toHaveLength(1)
      const done = at[before[0]!]! + before.length * 30_000
      expect(done).toBe(at[serve])
      const why = waitingAt(calm, [], serve)!
      expect(why.reasons.length + why.more).toBe(before.length)
      looked++
    }
    expect(looked).toBeGreaterThan(20)
  })

  test('a slow worker is a reason', () => {
    const { model } = smallRun({
      faults: [{ kind: 'slow', at: 0, target: 'cook-1', factor: 5 }],
    })
    const spans = faultSpans(model)
    const finish = first(model, kinds.finish, first(model, kinds.finish) + 1)
    const slowed = [...model.events.kind.keys()].find(
      (seq) =>
        model.events.kind[seq] === kinds.finish && model.events.node[seq] === place('cook-1'),
    )!
    expect(waitingAt(model, spans, slowed)!.reasons[0]!.event).toBe(spans[0]!.event)
    expect(waitingAt(model, spans, finish)).not.toBeNull()
  })

  test('an end tells its parts, the longest first, and other events do not wait', () => {
    const end = first(calm, kinds.end)
    expect(waitingAt(calm, [], end)!.reasons[0]!.text).toContain('30 ms of service')
    expect(waitingAt(calm, [], first(calm, kinds.send))).toBeNull()
  })
})

describe('the strip of a check', () => {
  test('covers the run and turns where the check does', () => {
    calm.footer.checks.forEach((_check, check) => {
      const stands = flipStrip(calm, check, 50)
      expect(stands[0]!.from).toBe(0)
      expect(stands.at(-1)!.to).toBe(1)
      stands.forEach(({ to }, at) => expect(stands[at + 1]?.from ?? 1).toBe(to))
    })
    const few = flipStrip(calm, 0, 50)
    expect(few[0]!.holds).toBe('yes')
    expect(few.at(-1)!.holds).toBe('no')
  })
})

describe('the checks of a file, which has no changes of them', () => {
  const { header, symbols, events, footer } = calm
  const file = traceModel({ header, symbols, events, footer, flips: [] })

  test('say what the verdict says and nothing more', () => {
    const [always, sometimes, eventually] = [0, 1, 2].map((check) => footer.checks[check]!.event!)
    expect(checkStates(file, always! - 1)[0]!.standing).toBe('holding')
    expect(checkStates(file, always!)[0]!.standing).toBe('broken')
    expect(checkStates(file, sometimes! - 1)[1]!.standing).toBe('pending')
    expect(checkStates(file, sometimes!)[1]!.standing).toBe('holding')
    expect(checkStates(file, eventually! - 1)[2]!.standing).toBe('unknown')
    expect(checkStates(file, eventually!)[2]!.standing).toBe('holding')
  })
})

test('finding in a state keeps what matches, and the way there', () => {
  const state = { open: { a: { asker: 'root', hits: [1, 20] }, b: { asker: 'leaf' } }, served: 3 }
  expect(matching(state, 'ROOT')).toEqual({ open: { a: { asker: 'root' } } })
  expect(matching(state, 'hits')).toEqual({ open: { a: { hits: [1, 20] } } })
  expect(matching(state, '20')).toEqual({ open: { a: { hits: { 1: 20 } } } })
  expect(matching(state, 'nothing')).toEqual({})
})
