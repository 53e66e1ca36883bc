/** W1–W3 in SimScript, as its manual has it: entities with asynchronous scripts. */
import { now } from '../../clock.ts'
import type { PholdSize } from '../../orrery/phold.ts'
import type { QueueingSize } from '../../orrery/queueing.ts'
import type { RequestSize } from '../../orrery/request.ts'
import type { Batch, Outcome } from '../../outcome.ts'
import { batchCount } from '../../truth/batch-means.ts'
import { requirePeer } from '../folder.ts'

declare class Simulation {
  readonly timeNow: number
  timeEnd: number | null
  yieldInterval: number
  readonly finished: { addEventListener(listener: () => void): void }
  start(reset?: boolean): Promise<void>
  activate(entity: Entity): Promise<number>
  onStarting(): void
}

declare class Entity {
  readonly simulation: Simulation
  /** Resolves after `delay`, or when somebody sends `signal`. Answers how long it was. */
  delay(delay: number, path: null, signal: unknown): Promise<number>
  delay(delay: number): Promise<number>
  enterQueue(queue: unknown): Promise<void>
  leaveQueue(queue: unknown): void
  sendSignal(signal: unknown): number
}

interface Library {
  readonly Simulation: typeof Simulation
  readonly Entity: typeof Entity
  readonly Queue: new (name: string, capacity?: number) => unknown
  readonly Exponential: new (mean: number, seed: number) => { sample(): number }
  readonly RandomVar: new (seed: number) => { sample(): number }
}

/** It yields to a page's next picture now and then; here there is none to wait for. */
function library(): Library {
  const page = globalThis as { requestAnimationFrame?: (next: () => void) => unknown }
  page.requestAnimationFrame ??= (next) => setImmediate(next)
  return requirePeer('simscript') as Library
}

async function finish(simulation: Simulation): Promise<void> {
  // The promise of `start` does not wait for the end; the event tells it.
  await new Promise<void>((resolve) => {
    simulation.finished.addEventListener(resolve)
    void simulation.start(true)
  })
}

/** W1: each event is an entity on its way from place to place. */
export async function simscriptPhold({ processes, each, events }: PholdSize): Promise<Outcome> {
  const { Simulation, Entity, Exponential, RandomVar } = library()
  const begin = now()
  const delays = new Exponential(1, 1)
  const places = new RandomVar(2)
  const visits = new Float64Array(processes)
  let executed = 0
  let last = 0
  class Event extends Entity {
    async script(): Promise<void> {
      while (executed < events) {
        await this.delay(0.1 + delays.sample())
        if (executed >= events) return
        executed++
        visits[Math.floor(places.sample() * processes)]!++
        last = this.simulation.timeNow
      }
    }
  }
  class Phold extends Simulation {
    override onStarting(): void {
      for (let i = 0; i < processes * each; i++) void this.activate(new Event())
    }
  }
  await finish(new Phold())
  return { amount: executed, seconds: now() - begin, time: last }
}

/** W2: a message is an entity that is under way; the answer is a signal that cuts the guard short. */
export async function simscriptRequests({ milliseconds }: RequestSize): Promise<Outcome> {
  const { Simulation, Entity, Exponential } = library()
  const begin = now()
  const tail = new Exponential(10, 2)
  let done = 0
  let late = 0
  class Message extends Entity {
    readonly client: Entity
    constructor(client: Entity) {
      super()
      this.client = client
    }
    async script(): Promise<void> {
      await this.delay(1 + tail.sample())
      // The server's turn: it answers at once.
      await this.delay(1 + tail.sample())
      this.sendSignal(this.client)
    }
  }
  class Client extends Entity {
    async script(): Promise<void> {
      for (;;) {
        void this.simulation.activate(new Message(this))
        const waited = await this.delay(1000, null, this)
        if (this.simulation.timeNow > milliseconds) return
        if (waited >= 1000) late++
        else done++
      }
    }
  }
  class Pairs extends Simulation {
    override onStarting(): void {
      this.timeEnd = milliseconds
      for (let i = 0; i < 100; i++) void this.activate(new Client())
    }
  }
  await finish(new Pairs())
  return {
    amount: done,
    seconds: now() - begin,
    time: milliseconds,
    ...(late > 0 ? { wrong: `${late} requests took longer than their timer` } : {}),
  }
}

/** W3: a customer waits for the counter, is served, and leaves. */
export async function simscriptQueueing(size: QueueingSize): Promise<Outcome> {
  const { servers, load, customers } = size
  const { Simulation, Entity, Exponential, Queue } = library()
  const begin = now()
  const services = new Exponential(1, 1)
  const gaps = new Exponential(1 / (load * servers), 2)
  const counter = new Queue('counter', servers)
  const waits: Batch[] = []
  const inBatch = Math.ceil(customers / batchCount)
  let served = 0
  let waited = 0
  let counted = 0
  class Customer extends Entity {
    async script(): Promise<void> {
      const since = this.simulation.timeNow
      await this.enterQueue(counter)
      waited += this.simulation.timeNow - since
      counted++
      served++
      if (counted >= inBatch || served >= customers) {
        waits.push([waited, counted])
        waited = 0
        counted = 0
      }
      await this.delay(services.sample())
      this.leaveQueue(counter)
    }
  }
  class Street extends Entity {
    async script(): Promise<void> {
      for (let i = 0; i < customers; i++) {
        await this.delay(gaps.sample())
        void this.simulation.activate(new Customer())
      }
    }
  }
  class Shop extends Simulation {
    override onStarting(): void {
      void this.activate(new Street())
    }
  }
  await finish(new Shop())
  return { amount: served, seconds: now() - begin, waits }
}
