/** W2 by hand: deliveries in a calendar, timers in a ring. */
import { now } from '../clock.ts'
import type { Outcome } from '../outcome.ts'
import type { RequestSize } from '../orrery/request.ts'
import { Calendar } from './calendar.ts'
import { Dice } from './dice.ts'

const pairs = 100
/** More timers are never set and not yet over. */
const timersMax = 1 << 16

/** Time in milliseconds of virtual time. */
export function limitOfRequests({ milliseconds }: RequestSize): Outcome {
  const begin = now()
  const dice = new Dice(2)
  const queue = new Calendar(pairs + 1, 0.44)
  // Timers of one length are over in the order in which they were set: a ring, not a queue.
  const over = new Float64Array(timersMax)
  const isSet = new Uint8Array(timersMax)
  const guards = new Int32Array(pairs)
  let oldest = 0
  let newest = 0
  let done = 0
  let late = 0
  const ask = (client: number, at: number) => {
    const timer = newest++ & (timersMax - 1)
    over[timer] = at + 1000
    isSet[timer] = 1
    guards[client] = timer
    queue.push(at + 1 + 10 * dice.exponential(), client)
  }
  for (let client = 0; client < pairs; client++) ask(client, 0)
  for (;;) {
    queue.pop()
    const { at, what } = queue
    if (at > milliseconds) break
    while (oldest < newest && over[oldest & (timersMax - 1)]! <= at)
      late += isSet[oldest++ & (timersMax - 1)]!
    if (what < pairs) queue.push(at + 1 + 10 * dice.exponential(), what + pairs)
    else {
      isSet[guards[what - pairs]!] = 0
      done++
      ask(what - pairs, at)
    }
  }
  return {
    amount: done,
    seconds: now() - begin,
    time: milliseconds,
    ...(late > 0 ? { wrong: `${late} timers were not taken back in time` } : {}),
  }
}
