/** W3 by hand: the next arrival is one number, the departures a heap, those who wait a ring. */
import { now } from '../clock.ts'
import type { Batch, Outcome } from '../outcome.ts'
import type { QueueingSize } from '../orrery/queueing.ts'
import { batchCount } from '../truth/batch-means.ts'
import { Dice } from './dice.ts'
import { Heap } from './heap.ts'

const lineMax = 1 << 20

/** Times in units of the mean service. */
export function limitOfQueueing({ servers, load, customers }: QueueingSize): Outcome {
  const begin = now()
  const dice = new Dice(3)
  const departures = new Heap(servers + 1)
  const line = new Float64Array(lineMax)
  const inBatch = Math.ceil(customers / batchCount)
  const waits: Batch[] = []
  const gap = 1 / (load * servers)
  let head = 0
  let tail = 0
  let busy = 0
  let started = 0
  let waited = 0
  let counted = 0
  let nextArrival = gap * dice.exponential()
  while (started < customers) {
    if (busy === 0 || nextArrival <= departures.next) {
      if (busy < servers) {
        busy++
        begins(0, nextArrival)
      } else line[tail++ & (lineMax - 1)] = nextArrival
      nextArrival += gap * dice.exponential()
    } else {
      departures.pop()
      const { at } = departures
      if (head < tail) begins(at - line[head++ & (lineMax - 1)]!, at)
      else busy--
    }
  }
  return { amount: customers, seconds: now() - begin, waits }

  function begins(wait: number, at: number): void {
    waited += wait
    started++
    departures.push(at + dice.exponential(), 0)
    if (++counted < inBatch && started < customers) return
    waits.push([waited, counted])
    waited = 0
    counted = 0
  }
}
