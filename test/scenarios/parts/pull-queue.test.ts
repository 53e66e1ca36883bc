import { describe, expect, test } from 'vitest'
import type { NodeId } from '../../../engine/index.ts'
import {
  accrue,
  ask,
  complete,
  giveUp,
  handOut,
  pullQueue,
  put,
} from '../../../scenarios/parts/pull-queue.ts'

const [ann, bob] = ['ann', 'bob'] as unknown as [NodeId<'worker'>, NodeId<'worker'>]

describe('a pull queue', () => {
  test('hands work out in the order of waiting, on both sides', () => {
    const queue = pullQueue<string>()
    ask(queue, bob)
    ask(queue, ann)
    for (const work of ['a', 'b', 'c']) put(queue, work)
    expect(handOut(queue, 0)).toEqual([
      { worker: bob, work: 'a' },
      { worker: ann, work: 'b' },
    ])
    expect(queue.waiting).toEqual(['c'])
  })

  test('a worker that asks twice gets one piece', () => {
    const queue = pullQueue<string>()
    ask(queue, ann)
    ask(queue, ann)
    put(queue, 'a')
    put(queue, 'b')
    expect(handOut(queue, 0)).toHaveLength(1)
  })

  test('what a dead worker held is next again', () => {
    const queue = pullQueue<string>()
    ask(queue, ann)
    put(queue, 'a')
    put(queue, 'b')
    handOut(queue, 0)
    expect(giveUp(queue, ann, 1)).toBe('a')
    expect(queue.waiting).toEqual(['a', 'b'])
  })

  test('a dead worker that waited gets nothing any more', () => {
    const queue = pullQueue<string>()
    ask(queue, ann)
    giveUp(queue, ann, 0)
    put(queue, 'a')
    expect(handOut(queue, 0)).toEqual([])
  })

  test('work is done once, and by its holder', () => {
    const queue = pullQueue<string>()
    ask(queue, ann)
    put(queue, 'a')
    handOut(queue, 0)
    expect(complete(queue, bob, 1)).toBeUndefined()
    expect(complete(queue, ann, 1)).toBe('a')
    expect(complete(queue, ann, 1)).toBeUndefined()
  })

  test('busy time is the sum over those who hold something', () => {
    const queue = pullQueue<string>()
    ask(queue, ann)
    ask(queue, bob)
    put(queue, 'a')
    put(queue, 'b')
    handOut(queue, 100)
    complete(queue, ann, 300)
    accrue(queue, 450)
    expect(queue.busy).toBe(200 + 350)
  })
})
