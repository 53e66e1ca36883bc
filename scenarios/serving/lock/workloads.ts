/** What users want the lock for: any time, or in the two short stories that the lab tells. */
import { exponential, ms, poisson, sampler, seconds } from '../../../engine/index.ts'
import type { Micros, Workload } from '../../../engine/index.ts'
import type { Lock } from './nodes.ts'

interface Rates {
  readonly users: number
  /** Jobs a second. */
  readonly rate: number
  readonly work: Micros
  readonly long: number
  readonly longWork: Micros
  readonly deaths: number
  readonly ttl: Micros
}

/** The workloads by name; a story is there when there are users enough to play it. */
export function workloads(p: Rates): { readonly [name: string]: readonly Workload<Lock>[] } {
  const work = sampler(exponential(p.work))
  const job = (user: number, at: Micros, length: Micros): Workload<Lock> => ({
    kind: 'script',
    name: `job of user ${user}`,
    at: [at],
    to: `user-${user}`,
    type: 'job',
    message: () => ({ work: length, dies: false }),
  })
  return {
    contention: [
      {
        kind: 'open',
        to: 'user',
        type: 'job',
        spread: 'random',
        arrivals: poisson(p.rate),
        message: ({ random }) => ({
          work: random.bernoulli(p.long) ? p.longWork : Math.round(work(random)),
          dies: random.bernoulli(p.deaths),
        }),
      },
    ],
    ...(p.users >= 2 && { 'alice-and-bob': [job(1, 0, seconds(1)), job(2, ms(500), seconds(1))] }),
    // The first works for longer than its lock lives; the second gets it, and the third waits.
    ...(p.users >= 3 && {
      'late-unlock': [
        job(1, 0, Math.round(p.ttl * 1.25)),
        job(2, ms(100), Math.round(p.ttl * 0.75)),
        job(3, ms(200), Math.round(p.ttl * 0.25)),
      ],
    }),
  }
}
