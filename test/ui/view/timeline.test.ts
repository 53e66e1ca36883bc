import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { axisOf } from '../../../ui/view/axis.ts'
import type { Axis } from '../../../ui/view/axis.ts'
import { commonPrefix } from '../../../ui/view/shared-prefix.ts'
import type { Failures } from '../../../ui/view/failures.ts'
import { faultMoved, forceMoved } from '../../../ui/view/fault-edit.ts'
import { barHeight, failureHeight, minimapOf } from '../../../ui/view/minimap.ts'
import { peakIn, peaksOf } from '../../../ui/view/peaks.ts'
import { speedAt, speedNotches, speedNotchOf } from '../../../ui/view/speed-scale.ts'
import { smallRun } from './small-run.ts'

const { model } = smallRun()

function failuresAt(seqs: readonly number[], severity: number): Failures {
  return {
    length: seqs.length,
    seq: Int32Array.from(seqs),
    severity: Uint8Array.from(seqs, () => severity),
    check: Int32Array.from(seqs, () => -1),
  }
}

describe('the minimap', () => {
  /** A million events, one microsecond apart. */
  const length = 1_000_000
  const u = Float64Array.from({ length }, (_one, seq) => seq)
  const long: Axis = { mode: 'time', length, u, at: u }

  test.each([0, 1, 123_456, 999_998, 999_999])(
    'one failure among a million events, the one at %i, is a visible mark',
    (seq) => {
      for (const severity of [1, 2, 3] as const) {
        const { bins } = minimapOf({ failures: failuresAt([seq], severity) }, long, 180)
        const marked = bins.filter(({ worst }) => worst > 0)
        expect(marked.map(({ worst }) => worst)).toEqual([severity])
        expect(failureHeight(marked[0]!.worst, 32)).toBeGreaterThan(6)
      }
    },
  )

  test('every event is counted once, and a single one is seen', () => {
    for (const mode of ['time', 'compressed', 'events'] as const) {
      const { bins, most } = minimapOf(model, axisOf(model, mode), 37)
      expect(bins.reduce((sum, { events }) => sum + events, 0)).toBe(model.length)
      expect(Math.max(...bins.map(({ events }) => events))).toBe(most)
      expect(barHeight({ events: 1, worst: 0 }, 1_000_000, 32)).toBeGreaterThanOrEqual(1)
    }
  })

  test('on a longer ruler a run takes only its own part', () => {
    const { bins } = minimapOf({ failures: failuresAt([], 1) }, long, 100, {
      from: 0,
      to: 2_000_000,
    })
    expect(bins.slice(51).every(({ events }) => events === 0)).toBe(true)
    expect(bins.reduce((sum, { events }) => sum + events, 0)).toBe(length)
  })
})

describe('peaks', () => {
  test('are those of the stretch, whatever the list', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1000), { minLength: 1, maxLength: 700 }),
        fc.nat(700),
        fc.nat(700),
        (list, one, other) => {
          const from = Math.min(one, other, list.length)
          const to = Math.min(Math.max(one, other), list.length)
          const peaks = peaksOf(Int32Array.from(list))
          expect(peakIn(peaks, from, to)).toBe(Math.max(0, ...list.slice(from, to)))
        },
      ),
    )
  })
})

describe('the scale of the speed', () => {
  const pace = { calm: 4000, whole: 60_000_000 }

  test('begins with one event at a time and ends with the whole run in two seconds', () => {
    expect(speedAt(0, pace)).toBe(0)
    expect(speedAt(speedNotches, pace)).toBeCloseTo(pace.whole / 2, 6)
  })

  test('each notch is the same factor faster than the one before', () => {
    const factor = speedAt(2, pace) / speedAt(1, pace)
    for (let notch = 2; notch <= speedNotches; notch++)
      expect(speedAt(notch, pace) / speedAt(notch - 1, pace)).toBeCloseTo(factor, 9)
  })

  test('a speed has its notch again', () => {
    for (let notch = 0; notch <= speedNotches; notch++)
      expect(speedNotchOf(speedAt(notch, pace), pace)).toBe(notch)
  })
})

describe('the common prefix', () => {
  test('of a run and itself is the whole run', () => {
    expect(commonPrefix(model, smallRun().model)).toBe(model.length)
  })

  test('ends where a fault sets in, and everything before is the same', () => {
    for (const at of [0, 100_000, 640_000]) {
      const branch = smallRun({ faults: [{ kind: 'pause', target: 'shop', at }] }).model
      const prefix = commonPrefix(model, branch)
      const expected = plainPrefix(branch)
      expect(prefix).toBe(expected)
      expect(branch.events.at[prefix]!).toBeGreaterThanOrEqual(at)
    }
  })

  test('is the same the other way round', () => {
    const branch = smallRun({ faults: [{ kind: 'crash', target: 'cook-1', at: 333_000 }] }).model
    expect(commonPrefix(branch, model)).toBe(commonPrefix(model, branch))
  })

  function plainPrefix(branch: typeof model): number {
    const texts = (of: typeof model, seq: number) => {
      const { at, kind, node, peer, type, cause, operation, value, detail } = of.events
      const names = [of.symbols[type[seq]!], of.symbols[detail[seq]!]]
      const numbers = [at, kind, node, peer, cause, operation, value].map((one) => one[seq])
      return JSON.stringify([names, numbers])
    }
    let seq = 0
    while (seq < Math.min(model.length, branch.length) && texts(model, seq) === texts(branch, seq))
      seq++
    return seq
  }
})

describe('editing a fault', () => {
  const fault = { kind: 'crash', target: 'a', at: 1000, for: 500 } as const
  const force = { from: 1000, to: 1500 }

  test('moved, it keeps its length', () => {
    expect(faultMoved(fault, force, 'whole', 250.4)).toEqual({ ...fault, at: 1250 })
  })

  test('its beginning moved, it keeps its end; its end moved, its beginning', () => {
    expect(faultMoved(fault, force, 'begin', -200)).toEqual({ ...fault, at: 800, for: 700 })
    expect(faultMoved(fault, force, 'end', 200)).toEqual({ ...fault, for: 700 })
  })

  test('one without a length of its own gets one when its end is moved', () => {
    const open = { kind: 'cut', from: 'a', to: 'b', at: 1000 } as const
    expect(faultMoved(open, force, 'whole', 5)).toEqual({ ...open, at: 1005 })
    expect(faultMoved(open, force, 'end', 5)).toEqual({ ...open, for: 505 })
  })

  test('times stay whole, not before 0, and the length at least a microsecond', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: -30_000, max: 30_000, noNaN: true }),
        fc.constantFrom('whole', 'begin', 'end'),
        (at, length, by, grip) => {
          const one = { ...fault, at, for: length }
          const lasting = { from: at, to: at + length }
          const moved = faultMoved(one, lasting, grip, by)
          expect(Number.isInteger(moved.at) && Number.isInteger(moved.for)).toBe(true)
          expect(moved.at).toBeGreaterThanOrEqual(0)
          expect(moved.for).toBeGreaterThanOrEqual(1)
          const shown = forceMoved(lasting, grip, by)
          expect([shown.from, shown.to - shown.from]).toEqual([moved.at, moved.for])
        },
      ),
    )
  })
})
