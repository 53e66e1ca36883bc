/**
 * What this machine can do at all: the same workloads written by hand for one purpose, with typed
 * arrays, numbers instead of messages, and no allocation. Not a design anybody wants; a ruler.
 */

/** A fast generator, exponential draws by the machine's own logarithm. */
class Dice {
  #x = 123_456_789
  #y = 362_436_069
  #z = 521_288_629
  #w: number

  constructor(seed: number) {
    this.#w = seed | 0
  }

  uniform(): number {
    const t = this.#x ^ (this.#x << 11)
    this.#x = this.#y
    this.#y = this.#z
    this.#z = this.#w
    this.#w = this.#w ^ (this.#w >>> 19) ^ t ^ (t >>> 8)
    return (this.#w >>> 0) / 4_294_967_296
  }

  exponential(mean: number): number {
    return -Math.log(1 - this.uniform()) * mean
  }
}

/** A 4-ary heap of times and small numbers, nothing else; ties leave in any order. */
class Heap {
  #at: Float64Array
  #what: Int32Array
  #size = 0
  at = 0
  what = 0

  constructor(capacity: number) {
    this.#at = new Float64Array(capacity + 8)
    this.#what = new Int32Array(capacity + 8)
  }

  push(at: number, what: number): void {
    const times = this.#at
    const things = this.#what
    let hole = this.#size++
    while (hole > 0) {
      const parent = (hole - 1) >>> 2
      if (times[parent]! <= at) break
      times[hole] = times[parent]!
      things[hole] = things[parent]!
      hole = parent
    }
    times[hole] = at
    things[hole] = what
  }

  pop(): void {
    const times = this.#at
    const things = this.#what
    this.at = times[0]!
    this.what = things[0]!
    const size = --this.#size
    const last = times[size]!
    const moved = things[size]!
    let hole = 0
    for (;;) {
      const first = hole * 4 + 1
      if (first >= size) break
      const end = first + 4 < size ? first + 4 : size
      let best = first
      for (let child = first + 1; child < end; child++)
        if (times[child]! < times[best]!) best = child
      if (times[best]! >= last) break
      times[hole] = times[best]!
      things[hole] = things[best]!
      hole = best
    }
    times[hole] = last
    things[hole] = moved
  }
}

/** W1: events executed. */
export function limitOfPhold(processes: number, each: number, events: number): void {
  const dice = new Dice(1)
  const heap = new Heap(processes * each + 1)
  for (let i = 0; i < processes * each; i++) heap.push(0.1 + dice.exponential(1), i % processes)
  for (let i = 0; i < events; i++) {
    heap.pop()
    heap.push(heap.at + 0.1 + dice.exponential(1), Math.floor(dice.uniform() * processes))
  }
}

/** W2: requests of 100 pairs, each with a timer that is taken back when the answer comes. */
export function limitOfRequests(requests: number): void {
  const pairs = 100
  const dice = new Dice(2)
  const heap = new Heap(pairs * 4096)
  // Timers of one length leave in the order in which they were set: a ring, not a heap.
  const timers = new Float64Array(pairs)
  let done = 0
  for (let i = 0; i < pairs; i++) heap.push(1000 + dice.exponential(10_000), i)
  while (done < requests) {
    heap.pop()
    const who = heap.what
    if (who < pairs) heap.push(heap.at + 1000 + dice.exponential(10_000), who + pairs)
    else {
      done++
      const client = who - pairs
      timers[client] = heap.at + 1_000_000
      heap.push(heap.at + 1000 + dice.exponential(10_000), client)
    }
  }
}

/** W3: mean wait of customers at `servers` servers. */
export function limitOfQueueing(servers: number, load: number, customers: number): number {
  const dice = new Dice(3)
  const heap = new Heap(servers + 1)
  const line = new Float64Array(1 << 20)
  let head = 0
  let tail = 0
  let busy = 0
  let waited = 0
  let started = 0
  const gap = 1 / (load * servers)
  let nextArrival = dice.exponential(gap)
  let nextDeparture = Infinity
  while (started < customers) {
    if (nextArrival <= nextDeparture) {
      if (busy < servers) {
        busy++
        started++
        heap.push(nextArrival + dice.exponential(1), 0)
        nextDeparture = peek()
      } else line[tail++ & 0xfffff] = nextArrival
      nextArrival += dice.exponential(gap)
    } else {
      heap.pop()
      if (head < tail) {
        waited += nextDeparture - line[head++ & 0xfffff]!
        started++
        heap.push(nextDeparture + dice.exponential(1), 0)
      } else busy--
      nextDeparture = peek()
    }
  }
  return waited / customers

  function peek(): number {
    if (busy === 0) return Infinity
    heap.pop()
    const { at } = heap
    heap.push(at, 0)
    return at
  }
}
