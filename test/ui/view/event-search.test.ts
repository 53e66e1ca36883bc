import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventKind } from '../../../engine/index.ts'
import { allEffects } from '../../../ui/view/causes.ts'
import { eventLine } from '../../../ui/view/event-line.ts'
import { EventSearch, eventIn, placeIn, vocabulary } from '../../../ui/view/event-search.ts'
import type { EventFilter } from '../../../ui/view/event-search.ts'
import { kindName } from '../../../ui/view/trace-model.ts'
import { smallRun } from './small-run.ts'

const { model } = smallRun()
const everything: EventFilter = {
  text: '',
  kinds: [],
  node: -1,
  type: -1,
  causedBy: -1,
  first: 0,
  last: model.length - 1,
}
const found = (part: Partial<EventFilter>) => {
  const listed = new EventSearch(model, { ...everything, ...part }).finish()
  return Array.from({ length: listed.length }, (_one, place) => eventIn(listed, place))
}

describe('searching events', () => {
  test('all words must occur', () => {
    const rows = found({ text: 'deliver cook-2' })
    expect(rows.length).toBeGreaterThan(0)
    for (const seq of rows) {
      expect(kindName(model, seq)).toBe('deliver')
      expect(eventLine(model, seq)).toContain('cook-2')
    }
  })

  test('nothing asked for is everything, at once', () => {
    const search = new EventSearch(model, { ...everything, text: ' ' })
    expect(search.isDone).toBe(true)
    expect(search.listed).toEqual({ first: 0, length: model.length, rows: null })
  })

  test('it finds the same however it is cut into bites, and says how far it is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1 }), (bites) => {
        const search = new EventSearch(model, { ...everything, text: 'cook', first: 40 })
        let before = 0
        for (let place = 0; !search.isDone; place++) {
          search.advance(bites[place % bites.length]!)
          expect(search.progress).toBeGreaterThanOrEqual(before)
          before = search.progress
        }
        expect(search.progress).toBe(1)
        expect([...search.listed.rows!]).toEqual(found({ text: 'cook', first: 40 }))
      }),
    )
  })

  test('what an event caused is what its effects are, also where the stretch begins later', () => {
    const marked = allEffects(model, 5)
    const all = [...marked.keys()].filter((seq) => marked[seq])
    expect(found({ causedBy: 5 })).toEqual(all)
    expect(found({ causedBy: 5, first: 9 })).toEqual(all.filter((seq) => seq >= 9))
  })

  test('kinds, type, node and stretch hold together', () => {
    const type = model.symbols.indexOf('cook')
    const kinds: EventKind[] = ['send', 'deliver']
    const node = model.places.get('cook-1')!
    const rows = found({ kinds, type, node, first: 100, last: 400 })
    expect(rows.length).toBeGreaterThan(0)
    for (const seq of rows) {
      expect(kinds).toContain(kindName(model, seq))
      expect(model.events.type[seq]).toBe(type)
      expect([model.events.node[seq], model.events.peer[seq]]).toContain(node)
      expect(seq).toBeGreaterThanOrEqual(100)
      expect(seq).toBeLessThanOrEqual(400)
    }
  })

  test('the place of an event in a list is that of the last one not after it', () => {
    const rows = { first: 0, length: 3, rows: Int32Array.of(4, 7, 9) }
    expect([3, 4, 8, 99].map((seq) => placeIn(rows, seq))).toEqual([-1, 0, 1, 2])
    const stretch = { first: 10, length: 5, rows: null }
    expect([3, 10, 12, 99].map((seq) => placeIn(stretch, seq))).toEqual([-1, 0, 2, 4])
  })

  test('only what occurs is offered', () => {
    const { kinds, types } = vocabulary(model)
    expect(kinds).toContain('serve')
    expect(kinds).not.toContain('signal')
    expect(types.map(({ name }) => name)).toEqual(['cook', 'done', 'order', 'ready'])
  })
})
