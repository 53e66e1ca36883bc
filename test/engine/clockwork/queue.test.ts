import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Pending, QueueState, Slot } from '../../../engine/clockwork/queue.ts'
import { EventQueue } from '../../../engine/clockwork/queue.ts'
import { Streams } from '../../../engine/clockwork/random.ts'
import { TIME_MAX } from '../../../engine/clockwork/time.ts'

/** The entry that was popped last, as the queue's public fields tell it. */
function popped({ at, kind, node, payload }: EventQueue): Omit<Pending, 'slot'> {
  return { at, kind, node, payload }
}

function drain(queue: EventQueue): unknown[] {
  const payloads: unknown[] = []
  while (queue.pop()) payloads.push(queue.payload)
  return payloads
}

describe('order', () => {
  test('the earliest leaves first', () => {
    const queue = new EventQueue()
    for (const at of [30, 10, 20]) queue.push(at, 0, 0, at)
    expect(drain(queue)).toEqual([10, 20, 30])
  })

  test('ties leave in the order in which they were scheduled', () => {
    const queue = new EventQueue()
    const names = Array.from({ length: 100 }, (_, i) => `event ${i}`)
    for (const name of names) queue.push(5, 0, 0, name)
    expect(drain(queue)).toEqual(names)
  })

  test('zero and the last moment are times like others', () => {
    const queue = new EventQueue()
    queue.push(TIME_MAX, 0, 0, 'last')
    queue.push(0, 0, 0, 'first')
    expect(drain(queue)).toEqual(['first', 'last'])
  })
})

describe('an entry', () => {
  test('comes back as it was scheduled', () => {
    const queue = new EventQueue()
    const payload = { hits: [] }
    queue.push(70, 3, -9, payload)
    expect(queue.pop()).toBe(true)
    expect(popped(queue)).toEqual({ at: 70, kind: 3, node: -9, payload })
    expect(queue.payload).toBe(payload)
  })

  test.each([NaN, -1, 0.5, Infinity, TIME_MAX + 1])('cannot be due at %d', (at) => {
    const message = `nothing can be scheduled at ${at} µs; a time is a whole number of microseconds`
    expect(() => new EventQueue().push(at, 0, 0, null)).toThrow(message)
    expect(() => new EventQueue().post(at, 0, 0, null)).toThrow(message)
  })

  test('posted without a handle is an entry like others', () => {
    const queue = new EventQueue()
    queue.push(7, 0, 0, 'first')
    queue.post(7, 1, 2, 'second')
    queue.push(7, 0, 0, 'third')
    const [, second] = queue.entries()
    expect(second).toMatchObject({ at: 7, kind: 1, node: 2, payload: 'second' })
    expect(queue.cancel(second!.slot)).toBe(true)
    expect(drain(queue)).toEqual(['first', 'third'])
  })

  test('nothing pops from an empty queue', () => {
    const queue = new EventQueue()
    expect([queue.pop(), queue.peekTime(), queue.size]).toEqual([false, Infinity, 0])
  })

  test('the next time can be seen without taking the entry', () => {
    const queue = new EventQueue()
    queue.push(9, 0, 0, null)
    expect([queue.peekTime(), queue.size]).toEqual([9, 1])
  })
})

describe('cancelling', () => {
  test('takes an entry back once', () => {
    const queue = new EventQueue()
    const slot = queue.push(1, 0, 0, 'gone')
    queue.push(2, 0, 0, 'stays')
    expect([queue.cancel(slot), queue.cancel(slot)]).toEqual([true, false])
    expect(queue.size).toBe(1)
    expect(drain(queue)).toEqual(['stays'])
  })

  test('shows in the next time at once', () => {
    const queue = new EventQueue()
    const slots = [1, 2, 3].map((at) => queue.push(at, 0, 0, null))
    queue.cancel(slots[1]!)
    queue.cancel(slots[0]!)
    expect(queue.peekTime()).toBe(3)
    queue.cancel(slots[2]!)
    expect([queue.peekTime(), queue.pop()]).toEqual([Infinity, false])
  })

  test('a handle whose entry has been popped is stale, also when its slot is used again', () => {
    const queue = new EventQueue()
    const old = queue.push(1, 0, 0, 'old')
    queue.pop()
    const young = queue.push(2, 0, 0, 'young')
    expect(queue.cancel(old)).toBe(false)
    expect(young).not.toBe(old)
    expect(drain(queue)).toEqual(['young'])
  })

  test.each([-1, 0.5, 12_345, NaN, Infinity, TIME_MAX])('%d is no handle', (handle) => {
    const queue = new EventQueue()
    queue.push(1, 0, 0, null)
    queue.pop()
    queue.push(1, 0, 0, null)
    expect(queue.cancel(handle)).toBe(false)
    expect(queue.size).toBe(1)
  })

  test('a payload is let go with its entry', () => {
    const queue = new EventQueue()
    queue.push(1, 0, 0, 'first')
    queue.cancel(queue.push(2, 0, 0, 'cancelled'))
    queue.pop()
    expect(JSON.stringify(queue.save())).not.toMatch('cancelled')
    expect(JSON.stringify(queue.save())).not.toMatch('first')
  })

  test('timers that are always cancelled do not pile up', () => {
    const queue = new EventQueue()
    queue.push(0, 0, 0, null)
    for (let i = 0; i < 20_000; i++) {
      const timer = queue.push(i + 1_000_000, 0, 0, null)
      queue.push(i + 1, 0, 0, null)
      queue.pop()
      queue.cancel(timer)
    }
    expect(queue.size).toBe(1)
    expect(queue.save().generations.length).toBeLessThan(300)
  })
})

test.each([0.3, 0.6, 0.9, 1])(
  'what is left after cancelling %d of all still leaves in order',
  (p) => {
    const stream = new Streams('7').stream('script')
    const queue = new EventQueue()
    const left: Pending[] = []
    const slots: Slot[] = []
    for (let i = 0; i < 3_000; i++) slots.push(queue.push(stream.choose(500), 0, i, i))
    const entries = queue.entries()
    for (const entry of stream.shuffle(entries)) {
      if (stream.bernoulli(p)) expect(queue.cancel(entry.slot)).toBe(true)
      else left.push(entry)
    }
    left.sort((a, b) => a.at - b.at || a.node - b.node)
    expect(queue.size).toBe(left.length)
    expect(queue.entries()).toEqual(left)
    expect(drain(queue)).toEqual(left.map((entry) => entry.payload))
    expect(slots.some((slot) => queue.cancel(slot))).toBe(false)
  },
)

test('queues of every size are still in order after half of them were cancelled', () => {
  const stream = new Streams('8').stream('script')
  for (let size = 130; size < 430; size++) {
    const queue = new EventQueue()
    for (let i = 0; i < size; i++) queue.push(stream.choose(1_000), 0, 0, i)
    const entries = queue.entries()
    const cancelled = new Set(stream.shuffle(entries).slice(0, Math.floor(size / 2) + 1))
    for (const entry of cancelled) queue.cancel(entry.slot)
    const left = entries.filter((entry) => !cancelled.has(entry))
    expect(drain(queue)).toEqual(left.map((entry) => entry.payload))
  }
})

describe('clearing', () => {
  test('removes everything and makes handles stale', () => {
    const queue = new EventQueue()
    const slot = queue.push(1, 0, 0, 'gone')
    queue.cancel(queue.push(2, 0, 0, 'also gone'))
    queue.clear()
    expect([queue.size, queue.peekTime(), queue.pop()]).toEqual([0, Infinity, false])
    queue.push(3, 0, 0, 'new')
    expect(queue.cancel(slot)).toBe(false)
    expect(queue.entries().map((entry) => entry.payload)).toEqual(['new'])
  })
})

// ---- against a model that is too simple to be wrong ----

/** Sorts when asked. */
class Model {
  pending: Pending[] = [] // in the order of scheduling, which sorting keeps among ties

  sorted(): Pending[] {
    return this.pending.toSorted((a, b) => a.at - b.at)
  }

  take(): Pending | undefined {
    const first = this.sorted()[0]
    this.pending = this.pending.filter((entry) => entry !== first)
    return first
  }

  cancel(slot: Slot): boolean {
    const before = this.pending.length
    this.pending = this.pending.filter((entry) => entry.slot !== slot)
    return this.pending.length < before
  }
}

type Step =
  | { do: 'push'; after: number; kind: number }
  | { do: 'pop' }
  | { do: 'cancel'; which: number }
  | { do: 'save' }

const gaps = {
  equal: fc.constant(0),
  constant: fc.constant(1_000),
  small: fc.nat(3),
  bimodal: fc.oneof(fc.nat(10), fc.integer({ min: 1_000_000, max: 1_000_010 })),
  far: fc.oneof(fc.nat(5), fc.integer({ min: 0, max: 2 ** 40 })),
}

function steps(gap: fc.Arbitrary<number>): fc.Arbitrary<Step[]> {
  return fc.array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          do: fc.constant('push' as const),
          after: gap,
          kind: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
        }),
      },
      { weight: 3, arbitrary: fc.constant<Step>({ do: 'pop' }) },
      {
        weight: 3,
        arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat(300) }),
      },
      { weight: 1, arbitrary: fc.constant<Step>({ do: 'save' }) },
    ),
    { maxLength: 400, size: 'max' },
  )
}

describe.each(Object.entries(gaps))('with %s gaps', (_, gap) => {
  test('the queue does what a sorted list does', () => {
    fc.assert(
      fc.property(steps(gap), (script) => {
        let queue = new EventQueue()
        const model = new Model()
        const handles: Slot[] = []
        let now = 0
        for (const [i, step] of script.entries()) {
          if (step.do === 'push') {
            const payload = { i }
            const slot = queue.push(now + step.after, step.kind, i, payload)
            handles.push(slot)
            model.pending.push({ at: now + step.after, kind: step.kind, node: i, payload, slot })
          } else if (step.do === 'pop') {
            const expected = model.take()
            expect(queue.pop()).toBe(expected !== undefined)
            if (expected) {
              expect(expected).toMatchObject(popped(queue))
              now = expected.at
            }
          } else if (step.do === 'cancel') {
            const handle = handles[step.which % Math.max(1, handles.length)]
            if (handle !== undefined) expect(queue.cancel(handle)).toBe(model.cancel(handle))
          } else {
            const saved = JSON.parse(JSON.stringify(queue.save())) as QueueState
            queue = new EventQueue()
            queue.load(saved)
          }
          expect(queue.size).toBe(model.pending.length)
          expect(queue.peekTime()).toBe(model.sorted()[0]?.at ?? Infinity)
        }
        expect(queue.entries()).toEqual(model.sorted())
        expect(drain(queue)).toEqual(model.sorted().map((entry) => entry.payload))
        expect(new Set(handles).size).toBe(handles.length)
      }),
      { numRuns: 40, interruptAfterTimeLimit: 4_000 }, // or making a failure small takes minutes,
    )
  })
})

describe('saving', () => {
  /** A busy queue: many pushes, pops and cancels, all decided by a small generator. */
  function work(queue: EventQueue, from: number, to: number, handles: Slot[]): unknown[] {
    const seen: unknown[] = []
    let x = from * 2_654_435_761 + 1
    for (let i = from; i < to; i++) {
      x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0
      const base = Number.isFinite(queue.peekTime()) ? queue.peekTime() : i
      handles.push(queue.push(base + (x % 50), i & 7, i, i))
      if (x % 3 === 0) seen.push(queue.cancel(handles[x % handles.length]!))
      if (x % 5 < 2 && queue.pop()) seen.push([queue.at, queue.payload])
    }
    return seen
  }

  test('a restored queue goes on exactly, down to the handles it gives', () => {
    const straight = new EventQueue()
    const handles: Slot[] = []
    work(straight, 0, 2_000, handles)
    const saved = JSON.parse(JSON.stringify(straight.save())) as QueueState
    const same = handles.slice()
    const expected = work(straight, 2_000, 4_000, handles)

    const restored = new EventQueue()
    work(restored, 500, 900, []) // whatever it held before is gone
    restored.load(saved)
    expect(work(restored, 2_000, 4_000, same)).toEqual(expected)
    expect(same).toEqual(handles)
    expect(restored.save()).toEqual(straight.save())
  })

  test('saving changes nothing', () => {
    const queue = new EventQueue()
    work(queue, 0, 500, [])
    const first = queue.save()
    expect(queue.save()).toEqual(first)
  })

  test('a saved state does not change as the queue goes on', () => {
    const queue = new EventQueue()
    work(queue, 0, 500, [])
    const saved = queue.save()
    const text = JSON.stringify(saved)
    work(queue, 500, 1_000, [])
    expect(JSON.stringify(saved)).toBe(text)
  })

  test('payloads are saved by reference', () => {
    const queue = new EventQueue()
    const payload = { a: 1 }
    queue.push(1, 0, 0, payload)
    const restored = new EventQueue()
    restored.load(queue.save())
    restored.pop()
    expect(restored.payload).toBe(payload)
  })
})
