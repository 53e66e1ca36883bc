/** W1 by hand. */
import { now } from '../clock.ts'
import type { Outcome } from '../outcome.ts'
import type { PholdSize } from '../orrery/phold.ts'
import { Calendar } from './calendar.ts'
import { Dice } from './dice.ts'

/** Time in units of the mean delay's exponential part. */
export function limitOfPhold({ processes, each, events }: PholdSize): Outcome {
  const begin = now()
  const dice = new Dice(1)
  const pending = processes * each
  const queue = new Calendar(pending + 1, 4.4 / pending)
  for (let i = 0; i < pending; i++) queue.push(0.1 + dice.exponential(), i % processes)
  let last = 0
  for (let i = 0; i < events; i++) {
    queue.pop()
    if (queue.at < last) throw new Error('time stepped back')
    last = queue.at
    queue.push(last + 0.1 + dice.exponential(), dice.choose(processes))
  }
  return { amount: events, seconds: now() - begin, time: last }
}
