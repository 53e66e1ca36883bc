import { describe, expect, test } from 'vitest'
import { axisOf, wholeOf } from '../../../ui/view/axis.ts'
import { kinds } from '../../../ui/view/event-kinds.ts'
import { lifelineRows, movedRow, plainLines } from '../../../ui/view/lifeline-rows.ts'
import type { LineChoice } from '../../../ui/view/lifeline-rows.ts'
import { arrowAt, lifelinesOf } from '../../../ui/view/lifelines.ts'
import { stripsOf } from '../../../ui/view/strips.ts'
import { smallRun } from './small-run.ts'

const { model } = smallRun()
const { events, flights } = model
const none = new Set<string>()
const rowsWith = (choice: Partial<LineChoice> = {}, opened = none, of = model) =>
  lifelineRows(of, opened, { ...plainLines, ...choice })
const rows = rowsWith()
const axis = axisOf(model, 'time')
const whole = { stretch: wholeOf(axis), rows, sight: [0, 99] as const, most: 10_000 }

describe('the rows of the lifelines', () => {
  test('there is one for each node, the clients first', () => {
    expect(rows.rows.map(({ label }) => label)).toEqual([
      'client-1',
      'client-2',
      'shop',
      'cook-1',
      'cook-2',
    ])
  })

  test('many of a role share one until they are opened', () => {
    const crowd = smallRun({ cooks: 30 }).model
    const folded = rowsWith({}, none, crowd).rows
    expect(folded.map(({ key }) => key)).toContain('role cook')
    expect(folded.find(({ key }) => key === 'role cook')!.members).toHaveLength(30)
    expect(rowsWith({}, new Set(['cook']), crowd).rows).toHaveLength(33)
  })

  test('a role that a person folds shares one too', () => {
    const { rows: folded, rowOf } = rowsWith({ folded: ['role client'] })
    expect(folded.map(({ key }) => key)).toEqual([
      'role client',
      'node shop',
      'node cook-1',
      'node cook-2',
    ])
    expect([...rowOf].slice(0, 2)).toEqual([0, 0])
  })

  test('what is hidden has no row, and is known', () => {
    const { rows: left, rowOf, hidden } = rowsWith({ hidden: ['node shop'] })
    expect(left).toHaveLength(4)
    expect(hidden.map(({ key }) => key)).toEqual(['node shop'])
    expect(rowOf[model.places.get('shop')!]).toBe(-1)
  })

  test('a row that is moved stands where it was put, and the others keep their order', () => {
    const order = movedRow(rows, 'node cook-2', 0)
    expect(rowsWith({ order }).rows.map(({ label }) => label)).toEqual([
      'cook-2',
      'client-1',
      'client-2',
      'shop',
      'cook-1',
    ])
  })

  test('a row that an order does not know follows whom it follows anyway', () => {
    const order = ['node shop', 'node client-1']
    expect(rowsWith({ order }).rows.map(({ label }) => label)).toEqual([
      'shop',
      'cook-1',
      'cook-2',
      'client-1',
      'client-2',
    ])
  })
})

describe('lifelines', () => {
  test('there is an arrow for each message', () => {
    expect(lifelinesOf(model, axis, whole).arrows).toHaveLength(flights.length)
  })

  test('a window shows what is under way in it, also what was sent before', () => {
    const stretch = { from: 101_000, to: 150_000 }
    const { arrows } = lifelinesOf(model, axis, { ...whole, stretch })
    const expected = [...flights.send].filter((send, flight) => {
      const end = flights.end[flight]!
      return events.at[send]! <= stretch.to && (end < 0 || events.at[end]! >= stretch.from)
    })
    expect(arrows.map(({ send }) => send)).toEqual(expected)
    expect(arrows.some(({ x1 }) => x1 < 0)).toBe(true)
  })

  test('of more messages than are drawn an even choice is, and all are counted', () => {
    const { arrows, messages, every } = lifelinesOf(model, axis, { ...whole, most: 10 })
    expect(messages).toBe(flights.length)
    expect(arrows.length).toBeLessThanOrEqual(10)
    expect(arrows.length * every).toBeGreaterThan(messages - every)
  })

  test('what is above or below the rows in sight is not drawn', () => {
    const { arrows, bars } = lifelinesOf(model, axis, { ...whole, sight: [3, 4] })
    expect(arrows.length).toBeGreaterThan(0)
    expect(arrows.length).toBeLessThan(flights.length)
    for (const { from, to } of arrows)
      expect([Math.min(from, to) <= 3, Math.max(from, to) >= 3]).toEqual([true, true])
    expect(new Set(bars.map(({ row }) => row))).toEqual(new Set([3]))
  })

  test('a service that fills the whole window shows in it', () => {
    const { bars } = lifelinesOf(model, axis, { ...whole, stretch: { from: 310_000, to: 312_000 } })
    const busy = bars.filter(({ kind }) => kind === 'service')
    expect(busy).toHaveLength(2)
    for (const { x1, x2 } of busy) {
      expect(x1).toBeLessThan(0)
      expect(x2).toBeGreaterThan(1)
    }
  })

  test('services are bars as long as they took', () => {
    const { bars } = lifelinesOf(model, axis, whole)
    const service = bars.find(({ kind }) => kind === 'service')!
    const width = whole.stretch.to - whole.stretch.from
    expect((service.x2 - service.x1) * width).toBeCloseTo(30_000, 3)
  })

  test('a node that is down has a bar of that time', () => {
    const ill = smallRun({
      faults: [{ kind: 'crash', target: 'cook-1', at: 200_000, for: 100_000 }],
    }).model
    const time = axisOf(ill, 'time')
    const stretch = { from: 0, to: 400_000 }
    const { bars } = lifelinesOf(ill, time, { ...whole, stretch, rows: rowsWith({}, none, ill) })
    const down = bars.filter(({ kind }) => kind === 'down')
    expect(down.map(({ x1, x2 }) => [x1, x2])).toEqual([[0.5, 0.75]])
  })

  test('the arrow under a point is the nearest one, and none is under a far point', () => {
    const { arrows } = lifelinesOf(model, axis, whole)
    const picture = { width: 1e5, reach: 4, y: (row: number) => row * 20 }
    const arrow = arrows[7]!
    const at = (share: number) => ({
      x: (arrow.x1 + share * (arrow.x2 - arrow.x1)) * picture.width,
      y: picture.y(arrow.from) + share * (picture.y(arrow.to) - picture.y(arrow.from)),
    })
    expect(arrowAt([arrow], at(0.3), picture)).toBe(arrow)
    expect(arrowAt([arrow], { ...at(0.3), x: at(0.3).x + 80 }, picture)).toBeUndefined()
  })
})

describe('hidden nodes', () => {
  test('leave an arrow from the one who was behind a message to the one whom it reached', () => {
    const hidden = rowsWith({ hidden: ['node shop'] })
    const { arrows } = lifelinesOf(model, axis, { ...whole, rows: hidden })
    const shop = model.places.get('shop')!
    expect(arrows.length).toBeGreaterThan(0)
    for (const { isIndirect, send } of arrows) {
      // Everybody here speaks to the shop only, so there is no other way.
      expect(isIndirect).toBe(true)
      expect(events.node[send]).not.toBe(shop)
    }
    // Every message that left the shop and arrived goes back to one that came to it.
    const fromShop = [...flights.send].filter((send) => events.node[send] === shop)
    expect(arrows).toHaveLength(fromShop.length)
  })

  test('the origin of an arrow is among the causes of its end', () => {
    const hidden = rowsWith({ hidden: ['node shop'] })
    const { arrows } = lifelinesOf(model, axis, { ...whole, rows: hidden })
    const width = whole.stretch.to - whole.stretch.from
    for (const { send, x2 } of arrows.filter(({ isOpen }) => !isOpen)) {
      const at = Math.round(whole.stretch.from + x2 * width)
      const ends = [...flights.end].filter((end) => end >= 0 && events.at[end] === at)
      const causes = ends.map((end) => {
        const chain: number[] = []
        for (let seq = end; seq >= 0; seq = events.cause[seq]!) chain.push(seq)
        return chain
      })
      expect(causes.some((chain) => chain.includes(send))).toBe(true)
    }
  })

  test('what they do by themselves leaves none', () => {
    const hidden = rowsWith({ hidden: ['node client-1', 'node client-2'] })
    const { arrows } = lifelinesOf(model, axis, { ...whole, rows: hidden })
    expect(arrows.every(({ isIndirect }) => !isIndirect)).toBe(true)
  })
})

describe('strips', () => {
  const columns = 50
  const strips = (isDense: boolean, stretch = whole.stretch) =>
    stripsOf(model, axis, { stretch, rows, sight: [0, 99], columns, isDense })

  test('a column has the longest queue that there was in it', () => {
    const { from, to } = { from: 100_000, to: 700_000 }
    const { strips: found } = strips(false, { from, to })
    const cook = found.find(({ row }) => rows.rows[row]!.key === 'node cook-1')!
    const place = model.places.get('cook-1')!
    for (let column = 0; column < columns; column++) {
      const edge = (share: number) => from + ((column + share) / columns) * (to - from)
      let now = 0
      let most = 0
      for (let seq = 0; seq < model.length && events.at[seq]! < edge(1); seq++) {
        if (events.node[seq] !== place) continue
        now = model.queues.queued[seq]!
        most = events.at[seq]! < edge(0) ? now : Math.max(most, now)
      }
      expect(cook.queued![column], `column ${column}`).toBe(most)
    }
  })

  test('who has no queue has no strip of one', () => {
    const { strips: found } = strips(false)
    expect(found.filter(({ queued }) => queued).map(({ row }) => rows.rows[row]!.label)).toEqual([
      'cook-1',
      'cook-2',
    ])
  })

  test('when events are too many to be seen, each is still counted', () => {
    const { strips: found } = strips(true)
    const counted = found.reduce(
      (sum, { events: counts }) => sum + counts!.reduce((a, b) => a + b),
      0,
    )
    const last = events.at[model.length - 1]!
    let all = 0
    for (let seq = 0; seq < model.length; seq++)
      if (events.node[seq]! >= 0 && events.at[seq]! < last) all++
    expect(counted).toBe(all)
  })

  test('a busy worker shows as busy', () => {
    const { strips: found } = strips(false)
    const cook = found.find(({ row }) => rows.rows[row]!.key === 'node cook-1')!
    expect(Math.max(...cook.busy!)).toBe(1)
    expect(events.kind.includes(kinds.serve)).toBe(true)
  })
})
