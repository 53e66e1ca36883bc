/**
 * Many seeds at once, in workers of their own: ranges of seeds are handed out to whoever is free, a
 * single seed first, and then as many as take about as long as a range should.
 */
import type { SeedTask, SeedTaskAnswer } from './seed-task.ts'

/** A worker as the pool sees it; in a browser it is one. */
export interface SeedWorker {
  /** Gives it a task and hears once of what came of it; never two at once. */
  ask(task: SeedTask): Promise<SeedTaskAnswer>
  stop(): void
}

/** Seeds that stand next to each other: the place of the first, and how many. */
export interface SeedRange {
  readonly first: number
  readonly count: number
}

/** Work for the pool: seeds for one setting. `hear` is told of each range that is done. */
export interface SeedJob {
  readonly seeds: readonly string[]
  readonly task: (seeds: readonly string[]) => SeedTask
  readonly hear: (range: SeedRange, answer: SeedTaskAnswer) => void
}

/** A range takes about so long, ms: long enough for handing it out to cost little. */
const rangeTakes = 80

/**
 * How many seeds to hand out: about {@link rangeTakes} of them by what one has taken so far (`null`
 * when none has yet), but never so many that others would be idle at the end.
 */
export function rangeSize(left: number, perSeed: number | null, workers: number): number {
  if (perSeed === null) return Math.min(1, left)
  const wanted = Math.max(1, Math.round(rangeTakes / Math.max(perSeed, 0.01)))
  return Math.min(left, wanted, Math.max(1, Math.ceil(left / (2 * workers))))
}

/** See the file's header. Workers are started when they are needed and stay for the next time. */
export class SeedPool {
  readonly #start: () => SeedWorker
  readonly #size: number
  #idle: SeedWorker[] = []
  #all: SeedWorker[] = []
  #generation = 0

  constructor(start: () => SeedWorker, size: number) {
    this.#start = start
    this.#size = Math.max(1, size)
  }

  /** Does all jobs, one after the other in their order; resolves to whether it was let to. */
  async run(jobs: readonly SeedJob[]): Promise<boolean> {
    const own = this.#generation
    const queue = jobs.map((job) => ({ job, next: 0, perSeed: null as number | null }))
    const work = async (): Promise<void> => {
      const worker = this.#take()
      for (;;) {
        // Settings take turns, so that pairs of one seed come in together.
        const entry = queue
          .filter(({ job, next }) => next < job.seeds.length)
          .sort((a, b) => a.next - b.next)[0]
        if (!entry) break
        const { job, next, perSeed } = entry
        const size = rangeSize(job.seeds.length - next, perSeed, this.#size)
        const seeds = job.seeds.slice(next, next + size)
        entry.next += size
        const answer = await worker.ask(job.task(seeds))
        if (own !== this.#generation) return
        if (answer.kind !== 'refused') entry.perSeed = answer.took / size
        job.hear({ first: next, count: size }, answer)
      }
      this.#idle.push(worker)
    }
    const seeds = jobs.reduce((sum, job) => sum + job.seeds.length, 0)
    await Promise.all(Array.from({ length: Math.min(this.#size, seeds) }, work))
    return own === this.#generation
  }

  /** Gives up what is going on, at once. */
  cancel(): void {
    this.#generation++
    for (const worker of this.#all) worker.stop()
    this.#all = []
    this.#idle = []
  }

  #take(): SeedWorker {
    const idle = this.#idle.pop()
    if (idle) return idle
    const worker = this.#start()
    this.#all.push(worker)
    return worker
  }
}
