/** W1, PHOLD: the kernel alone. The engine's own queue, streams and samplers. */
import {
  durationSampler,
  EventQueue,
  exponential,
  ms,
  seconds,
  shifted,
  Streams,
} from '../../engine/index.ts'
import { now } from '../clock.ts'
import type { Outcome } from '../outcome.ts'

/** How many processes, events of each at the start, and events to execute. */
export type PholdSize = {
  readonly processes: number
  readonly each: number
  readonly events: number
}

/** Runs it; time in seconds of virtual time, the mean of the exponential part of a delay. */
export function phold({ processes, each, events }: PholdSize): Outcome {
  const begin = now()
  const queue = new EventQueue()
  const streams = new Streams('1')
  const places = streams.stream('places')
  const times = streams.stream('times')
  const delay = durationSampler(shifted(ms(100), exponential(seconds(1))))
  for (let i = 0; i < processes * each; i++) queue.post(delay(times), 0, i % processes, null)
  let last = 0
  for (let i = 0; i < events; i++) {
    queue.pop()
    if (queue.at < last) throw new Error('time stepped back')
    last = queue.at
    queue.post(last + delay(times), 0, places.choose(processes), null)
  }
  return { amount: events, seconds: now() - begin, time: last / 1e6 }
}
