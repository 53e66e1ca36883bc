/**
 * W1–W3 in simjs, as its manual has it: entities that send messages, set timers and use facilities.
 */
import { now } from '../../clock.ts'
import type { PholdSize } from '../../orrery/phold.ts'
import type { QueueingSize } from '../../orrery/queueing.ts'
import type { RequestSize } from '../../orrery/request.ts'
import type { Batch, Outcome } from '../../outcome.ts'
import { batchCount } from '../../truth/batch-means.ts'
import { requirePeer } from '../folder.ts'

interface Request {
  done(callback: () => void): Request
  cancel(): void
}

declare class Entity {
  time(): number
  setTimer(duration: number): Request
  useFacility(facility: unknown, duration: number): Request
  send(message: unknown, delay: number, to: Entity): void
}

interface Library {
  readonly Sim: new () => {
    addEntity<E extends Entity>(kind: new (...words: never[]) => E, name: string): E
    simulate(end: number, eventsMax?: number): void
    time(): number
  }
  readonly Entity: typeof Entity
  readonly Random: new (seed: number) => {
    uniform(a: number, b: number): number
    exponential(rate: number): number
  }
  readonly Facility: new (name: string, discipline: number, servers: number) => unknown
}

/** The package is one script for a page: it leaves its names on the window. */
function library(): Library {
  const page = globalThis as { window?: unknown; Sim?: Library }
  page.window = globalThis
  requirePeer('simjs')
  delete page.window
  return page.Sim!
}

const never = 1e12

/** W1. Time in units of the mean of the exponential part. */
export function simjsPhold({ processes, each, events }: PholdSize): Outcome {
  const { Sim, Entity, Random } = library()
  const begin = now()
  const random = new Random(1)
  const places: Entity[] = []
  let executed = 0
  let last = 0
  class Place extends Entity {
    start(): void {}
    onMessage(): void {
      executed++
      last = this.time()
      if (executed < events) this.pass()
    }
    pass(): void {
      const to = places[Math.floor(random.uniform(0, processes))]!
      this.send('event', 0.1 + random.exponential(1), to)
    }
  }
  const sim = new Sim()
  for (let i = 0; i < processes; i++) places.push(sim.addEntity(Place, `place-${i}`))
  for (const place of places) for (let i = 0; i < each; i++) (place as Place).pass()
  sim.simulate(never, events + 1)
  return { amount: executed, seconds: now() - begin, time: last }
}

/** W2. Times in milliseconds. */
export function simjsRequests({ milliseconds }: RequestSize): Outcome {
  const { Sim, Entity, Random } = library()
  const begin = now()
  const random = new Random(2)
  const latency = () => 1 + random.exponential(0.1)
  let done = 0
  let late = 0
  class Server extends Entity {
    start(): void {}
    onMessage(from: Entity): void {
      this.send('answer', latency(), from)
    }
  }
  class Client extends Entity {
    server!: Server
    #guard!: Request
    start(): void {}
    ask(): void {
      this.send('ask', latency(), this.server)
      this.#guard = this.setTimer(1000).done(() => late++)
    }
    onMessage(): void {
      this.#guard.cancel()
      done++
      this.ask()
    }
  }
  const sim = new Sim()
  for (let i = 0; i < 100; i++) {
    const server = sim.addEntity(Server, `server-${i}`)
    const client = sim.addEntity(Client, `client-${i}`)
    client.server = server
    client.ask()
  }
  sim.simulate(milliseconds)
  return {
    amount: done,
    seconds: now() - begin,
    time: milliseconds,
    ...(late > 0 ? { wrong: `${late} requests took longer than their timer` } : {}),
  }
}

/** W3. Times in units of the mean service. */
export function simjsQueueing({ servers, load, customers }: QueueingSize): Outcome {
  const { Sim, Entity, Random, Facility } = library()
  const begin = now()
  const random = new Random(3)
  const counter = new Facility('counter', 0, servers)
  const waits: Batch[] = []
  const inBatch = Math.ceil(customers / batchCount)
  let served = 0
  let waited = 0
  let counted = 0
  class Street extends Entity {
    #arrived = 0
    start(): void {
      this.setTimer(random.exponential(load * servers)).done(() => this.arrive())
    }
    arrive(): void {
      const since = this.time()
      const service = random.exponential(1)
      this.useFacility(counter, service).done(() => this.leave(this.time() - service - since))
      if (++this.#arrived < customers) this.start()
    }
    leave(wait: number): void {
      waited += wait
      counted++
      served++
      if (counted < inBatch && served < customers) return
      waits.push([waited, counted])
      waited = 0
      counted = 0
    }
  }
  const sim = new Sim()
  sim.addEntity(Street, 'street')
  sim.simulate(never)
  return { amount: served, seconds: now() - begin, waits }
}
