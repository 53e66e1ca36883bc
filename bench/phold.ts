/** W1, PHOLD: the kernel alone. The engine's own queue, streams and samplers. */
import { EventQueue, Streams, exponential, sampler } from '../engine/index.ts'

/** Executes `events` events among processes that start with `each` events apiece. */
export function phold(processes: number, each: number, events: number): void {
  const queue = new EventQueue()
  const streams = new Streams('1')
  const places = streams.stream('places')
  const times = streams.stream('times')
  const draw = sampler(exponential(1_000_000))
  for (let i = 0; i < processes * each; i++)
    queue.push(100_000 + Math.round(draw(times)), 0, i % processes, null)
  for (let i = 0; i < events; i++) {
    queue.pop()
    queue.push(queue.at + 100_000 + Math.round(draw(times)), 0, places.choose(processes), null)
  }
}
