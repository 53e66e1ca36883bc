import { describe, expect, test } from 'vitest'
import type { Fault } from '../../../engine/index.ts'
import { laneNames } from '../../../ui/view/lane-name.ts'
import type { NamedLane } from '../../../ui/view/lane-name.ts'

const crash: Fault = { kind: 'crash', at: 1_200_000, for: 500_000, target: 'leaf-3' }
const slow: Fault = { kind: 'slow', at: 0, target: 'leaf-1', factor: 10 }
const cut: Fault = { kind: 'cut', at: 2000, from: 'root', to: 'leaf-2' }

function lane(id: number, part: Partial<NamedLane> = {}): NamedLane {
  return {
    id,
    parent: null,
    file: null,
    scenario: 'scatter-gather',
    variant: 'hedged',
    params: { rate: 20 },
    seed: '7',
    faults: [],
    ...part,
  }
}

const named = (...lanes: readonly NamedLane[]) => [
  ...laneNames(lanes, (variant) => variant.toUpperCase()).values(),
]

describe('the name of a run says in what it differs from the others', () => {
  test('one by itself has the title of its variant', () => {
    expect(named(lane(1))).toEqual(['HEDGED'])
  })

  test('variants, seeds and values', () => {
    expect(named(lane(1), lane(2, { variant: 'plain' }))).toEqual(['HEDGED', 'PLAIN'])
    expect(named(lane(1), lane(2, { seed: '9' }))).toEqual(['seed 7', 'seed 9'])
    expect(named(lane(1), lane(2, { params: { rate: 80 }, seed: '9' }))).toEqual([
      'seed 7, rate 20',
      'seed 9, rate 80',
    ])
  })

  test('a branch has the faults that were put into its plan or taken out of it', () => {
    expect(named(lane(1), lane(2, { parent: 1, faults: [crash] }))).toEqual([
      'first run',
      'crash leaf-3 at 1.2 s',
    ])
    expect(named(lane(1, { faults: [slow] }), lane(2, { parent: 1 }))).toEqual([
      'first run',
      'without slow leaf-1 ×10',
    ])
  })

  test('a branch of a branch has only what is new in it', () => {
    const lanes = [
      lane(1),
      lane(2, { parent: 1, faults: [crash] }),
      lane(3, { parent: 2, faults: [crash, cut] }),
    ]
    expect(named(...lanes)[2]).toBe('cut root → leaf-2 at 2 ms')
  })

  test('many faults are counted', () => {
    expect(named(lane(1), lane(2, { parent: 1, faults: [crash, slow, cut] }))[1]).toBe(
      '3 faults more',
    )
  })

  test('a file has its own name, and changes nobody else’s', () => {
    const file = lane(2, { file: 'bad-day.orrery', seed: '9', faults: null })
    expect(named(lane(1), file)).toEqual(['first run', 'bad-day.orrery'])
  })

  test('no two are called the same', () => {
    expect(named(lane(1), lane(2, { parent: 1 }), lane(3, { parent: 1 }))).toEqual([
      'first run',
      'branch',
      'branch (2)',
    ])
  })
})
