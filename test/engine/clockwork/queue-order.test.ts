import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { QueueState, Slot } from '../../../engine/clockwork/queue.ts'
import { EventQueue } from '../../../engine/clockwork/queue.ts'
import { type Stream, Streams } from '../../../engine/clockwork/random.ts'
import { TIME_MAX } from '../../../engine/clockwork/time.ts'

// What the queue does with hundreds and thousands of entries, of which queue.test.ts has few.

/** How long after now an entry is due. */
const gaps: { readonly [name: string]: (stream: Stream) => number } = {
  'at once': () => 0,
  constant: () => 1_000_000,
  'nearly at once': (stream) => stream.choose(4),
  uniform: (stream) => stream.choose(2_000_000),
  exponential: (stream) => -Math.round(Math.log(1 - stream.uniform()) * 10_000),
  bimodal: (stream) => (stream.bernoulli(0.9) ? stream.choose(100) : 9_000_000 + stream.choose(9)),
  'of every magnitude': (stream) => stream.choose(2 ** stream.choose(31)) * 2 ** stream.choose(22),
  'at the end of time': () => TIME_MAX,
}

/** As expect, which would take most of the time of half a million comparisons. */
function agree<T extends string | number | boolean>(found: T, expected: NoInfer<T>): void {
  if (found !== expected) throw new Error(`the queue gives ${found}, the list ${expected}`)
}

/** A queue beside a list that is sorted at any time, since entries go to where they belong. */
class Pair {
  queue = new EventQueue()
  now = 0
  readonly #list: { at: number; payload: number; handle: Slot }[] = []
  #count = 0

  get size(): number {
    return this.#list.length
  }

  push(at: number): void {
    const payload = this.#count++
    const entry = { at, payload, handle: this.queue.push(at, payload & 7, payload, payload) }
    let low = 0
    let high = this.#list.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#list[middle]!.at <= at) low = middle + 1
      else high = middle
    }
    this.#list.splice(low, 0, entry)
  }

  pop(): void {
    const expected = this.#list.shift()
    const { queue } = this
    const due = queue.peekTime()
    const left = queue.pop()
      ? `${queue.at} ${queue.kind} ${queue.node} ${String(queue.payload)}`
      : 'none'
    agree(due, expected?.at ?? Infinity)
    if (expected === undefined) return agree(left, 'none')
    const { at, payload, handle } = expected
    agree(left, `${at} ${payload & 7} ${payload} ${payload}`)
    agree(queue.cancel(handle), false)
    this.now = at
  }

  cancel(which: number): void {
    const { handle } = this.#list.splice(which, 1)[0]!
    agree(this.queue.cancel(handle), true)
    agree(this.queue.cancel(handle), false)
  }

  /** Goes on with a queue loaded from what this one saves. */
  reload(): void {
    const saved = JSON.parse(JSON.stringify(this.queue.save())) as QueueState
    this.queue = new EventQueue()
    this.queue.load(saved)
    expect(this.queue.save()).toEqual(saved)
  }

  check(): void {
    expect(this.queue.size).toBe(this.#list.length)
    const shown = this.queue
      .entries()
      .map(({ at, payload, slot }) => ({ at, payload, handle: slot }))
    agree(JSON.stringify(shown), JSON.stringify(this.#list))
  }

  drain(): void {
    while (this.size > 0) this.pop()
    this.pop()
  }
}

/** Pushes, then takes what is due by turns with new pushes, then cancels, then perhaps saves. */
const phase = fc.record({
  gap: fc.constantFrom(...Object.keys(gaps)),
  push: fc.nat(300),
  hold: fc.nat(200),
  pop: fc.nat(200),
  cancel: fc.nat(100),
  past: fc.boolean(),
  reload: fc.boolean(),
  seed: fc.nat(),
})

test('whatever comes in whichever order, entries leave by time and then by age', () => {
  fc.assert(
    fc.property(fc.array(phase, { maxLength: 12, size: 'max' }), (phases) => {
      const pair = new Pair()
      for (const { gap, push, hold, pop, cancel, past, reload, seed } of phases) {
        const stream = new Streams(String(seed)).stream('script')
        const later = () => Math.min(TIME_MAX, pair.now + gaps[gap]!(stream))
        for (let i = 0; i < push; i++) pair.push(later())
        for (let i = 0; i < hold; i++) {
          pair.pop()
          pair.push(
            past && stream.bernoulli(0.5) ? stream.choose(1 + (pair.now % 2 ** 31)) : later(),
          )
        }
        for (let i = 0; i < cancel && pair.size > 0; i++) pair.cancel(stream.choose(pair.size))
        if (reload) pair.reload()
        pair.check()
        for (let i = 0; i < pop; i++) pair.pop()
      }
      pair.check()
      pair.drain()
    }),
    { numRuns: 60, interruptAfterTimeLimit: 4_000 }, // or making a failure small takes minutes
  )
})

describe.each(Object.entries(gaps))('entries %s', (_, gap) => {
  test.each([1, 12, 24, 25, 28, 29, 30, 64, 300, 5_000])('leave in order, %d pending', (size) => {
    const stream = new Streams('9').stream('script')
    const pair = new Pair()
    const later = () => Math.min(TIME_MAX, pair.now + gap(stream))
    for (let i = 0; i < size; i++) pair.push(later())
    for (let i = 0; i < size + 200; i++) {
      pair.pop()
      pair.push(later())
    }
    pair.check()
    pair.drain()
  })
})

describe('ties', () => {
  test('of a hundred thousand leave first in, first out, and any of them can be taken back', () => {
    const queue = new EventQueue()
    const handles = Array.from({ length: 100_000 }, (_, i) => queue.push(5, 0, i, i))
    queue.pop()
    expect(handles.filter((handle, i) => i % 3 === 1 && queue.cancel(handle)).length).toBe(33_333)
    const left: unknown[] = [queue.payload]
    while (queue.pop()) left.push(queue.payload)
    expect(left).toEqual(handles.map((_, i) => i).filter((i) => i % 3 !== 1))
  })

  test('that come while others of their time leave go behind them', () => {
    const pair = new Pair()
    for (let i = 0; i < 500; i++) pair.push(7)
    for (let i = 0; i < 2_000; i++) {
      pair.pop()
      pair.push(7)
    }
    pair.drain()
  })

  test('given back by a front full of earlier entries stay ahead of younger ones', () => {
    const pair = new Pair()
    for (let i = 0; i < 60; i++) pair.push(1_000)
    for (let i = 0; i < 60; i++) pair.push(10)
    for (let i = 0; i < 60; i++) pair.push(1_000)
    for (let i = 0; i < 60; i++) pair.push(10)
    pair.check()
    pair.drain()
  })
})

describe('what comes in before the current bucket', () => {
  test.each([1, 30, 200])('leaves before it, %d at a time', (each) => {
    const pair = new Pair()
    for (let i = 0; i < 100; i++) pair.push(1_000_000 + (i % 3))
    pair.queue.peekTime() // now the front reaches to what is due in a second
    for (let round = 0; round < 20; round++) {
      for (let i = 0; i < each; i++) pair.push(1_000 * (20 - round) + (i % 7))
      pair.queue.peekTime()
      pair.check()
    }
    pair.drain()
  })

  test('leaves before it where time is already cut to single microseconds', () => {
    const pair = new Pair()
    for (let i = 0; i < 100; i++) pair.push(50)
    for (let i = 0; i < 30; i++) pair.pop()
    for (let i = 0; i < 100; i++) pair.push(49 - (i % 5))
    for (let i = 0; i < 100; i++) pair.push(20 + (i % 30))
    pair.check()
    pair.drain()
  })
})

test('times that only fall, or only rise, are put in order', () => {
  for (const sign of [-1, 1]) {
    const pair = new Pair()
    for (let i = 0; i < 3_000; i++) pair.push(5_000 + sign * i)
    for (let i = 0; i < 1_000; i++) {
      pair.pop()
      pair.push(Math.max(pair.now, 5_000 - i))
    }
    pair.drain()
  }
})

test('timers that are nearly always cancelled keep nobody waiting and nothing alive', () => {
  const stream = new Streams('3').stream('script')
  const queue = new EventQueue()
  const guards = new Map<number, Slot>()
  const ask = (client: number, now: number) => {
    guards.set(client, queue.push(now + 1_000_000, 1, client, 'guard'))
    queue.push(now + 1_000 + stream.choose(20_000), 0, client, 'answer')
  }
  for (let client = 0; client < 100; client++) ask(client, 0)
  let last = 0
  for (let i = 0; i < 30_000; i++) {
    queue.pop()
    agree(queue.at >= last, true)
    last = queue.at
    agree(queue.payload === 'answer', true)
    const client = queue.node
    agree(queue.cancel(guards.get(client)!), true)
    ask(client, queue.at)
  }
  expect(queue.size).toBe(200)
  expect(queue.save().generations.length).toBe(200)
})
