import { describe, expect, test } from 'vitest'
import { coloursOf } from '../../../ui/view/colours.ts'
import { messageMarks } from '../../../ui/view/messages.ts'
import { kinds } from '../../../ui/view/event-kinds.ts'
import { topologyView } from '../../../ui/view/topology.ts'
import { smallRun } from './small-run.ts'

const frame = { width: 800, height: 500, opened: new Set<string>() }
const { model } = smallRun()
const view = topologyView(model, frame)
const spot = (id: string) => view.spots[view.spotOf[model.places.get(id)!]!]!

describe('the picture of a system', () => {
  test('the clients are left, whom they ask right of them, and so on', () => {
    expect(spot('client-1').x).toBe(spot('client-2').x)
    expect(spot('client-1').x).toBeLessThan(spot('shop').x)
    expect(spot('shop').x).toBeLessThan(spot('cook-1').x)
  })

  test('nothing leaves the frame and nothing overlaps', () => {
    const { spots } = topologyView(smallRun({ cooks: 12 }).model, frame)
    spots.forEach((one, index) => {
      expect(one.x - one.r).toBeGreaterThan(0)
      expect(one.x + one.r).toBeLessThan(800)
      expect(one.y - one.r).toBeGreaterThan(0)
      expect(one.y + one.r).toBeLessThan(500)
      for (const other of spots.slice(index + 1))
        expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(one.r + other.r)
    })
  })

  test('the same system gives the same picture', () => {
    expect(topologyView(smallRun().model, frame)).toEqual(view)
  })

  test('lines are between those that spoke', () => {
    const names = view.lines.map(({ a, b }) =>
      [view.spots[a]!.label, view.spots[b]!.label].join(' – '),
    )
    expect(names.toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      'client-1 – shop',
      'client-2 – shop',
      'shop – cook-1',
      'shop – cook-2',
    ])
  })

  test('more than twenty of a role are folded into one, until they are opened', () => {
    const many = smallRun({ cooks: 30 }).model
    const folded = topologyView(many, frame)
    expect(folded.spots.find(({ isFolded }) => isFolded)).toMatchObject({
      role: 'cook',
      label: 'cook',
    })
    expect(folded.spots).toHaveLength(4)
    const opened = topologyView(many, { ...frame, opened: new Set(['cook']) })
    expect(opened.spots).toHaveLength(33)
  })
})

describe('messages in flight', () => {
  test('stand on the way between sender and receiver, in step with time', () => {
    const send = model.events.kind.indexOf(kinds.send)
    const at = model.events.at[send]!
    const mark = (part: number) =>
      messageMarks(model, view, {
        cursor: { seq: send, at: at + part * 2000 },
        most: 100,
      }).marks.find((one) => one.send === send)!
    const shop = spot('shop')
    const distance = (part: number) => Math.hypot(mark(part).x - shop.x, mark(part).y - shop.y)
    expect(mark(0.5)).toMatchObject({ shape: 'request', strength: 1 })
    expect(distance(0.1)).toBeGreaterThan(distance(0.5))
    expect(distance(0.5)).toBeGreaterThan(distance(0.9))
    expect((distance(0.1) + distance(0.9)) / 2).toBeCloseTo(distance(0.5), 0)
  })

  test('a lost message is a cross that fades and goes', () => {
    const { model: lossy } = smallRun({ faults: [{ kind: 'crash', at: 0, target: 'cook-1' }] })
    const drop = lossy.events.kind.indexOf(kinds.drop)
    const at = lossy.events.at[drop]!
    const picture = topologyView(lossy, frame)
    const lost = (later: number) =>
      messageMarks(lossy, picture, {
        cursor: { seq: drop, at: at + later },
        most: 100,
      }).marks.filter(({ shape }) => shape === 'lost')
    expect(lost(0)).toHaveLength(1)
    expect(lost(3000)[0]!.strength).toBeLessThan(lost(0)[0]!.strength)
    expect(lost(7000)).toHaveLength(0)
  })

  test('of more than can be drawn, an even part is, and all are counted', () => {
    const crowded = smallRun({ cooks: 20 }).model
    const seq = crowded.events.kind.lastIndexOf(kinds.send)
    const picture = topologyView(crowded, frame)
    const cursor = { seq, at: crowded.events.at[seq]! }
    const { marks, all } = messageMarks(crowded, picture, { cursor, most: 3 })
    expect(all).toBe(messageMarks(crowded, picture, { cursor, most: 1000 }).marks.length)
    expect(marks.length).toBeLessThanOrEqual(3)
  })
})

describe('colours', () => {
  test('a role keeps its colour whatever the order of the nodes', () => {
    expect(coloursOf(['root', 'leaf', 'client'])).toEqual(
      coloursOf(['client', 'root', 'leaf', 'leaf']),
    )
  })

  test('no two roles share one while there are enough', () => {
    const roles = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    expect(new Set(coloursOf(roles).values()).size).toBe(7)
  })
})
