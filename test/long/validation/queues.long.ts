/**
 * The queues of `test/sweep/validation/queues.test.ts` at loads that need millions of customers.
 * Sources: Erlang 1917; Pollaczek 1930 and Khinchine 1932; Kleinrock, "Queueing Systems" I (1975).
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { erlang, exponential, hyperexponential } from '../../../engine/index.ts'
import type { Service } from '../../../engine/index.ts'
import { observe, observeInside, unit } from '../../support/queues.ts'
import type { Queue } from '../../support/queues.ts'
import { disagreement, replicate } from '../../support/replications.ts'
import type { Replications } from '../../support/replications.ts'

const minutes = 60_000

describe.each([
  { load: 0.8, precision: 0.005, p50: 3.465736, p99: 23.025851, ten: 0.107374 },
  { load: 0.9, precision: 0.01, p50: 6.931472, p99: 46.051702, ten: 0.348678 },
])('M/M/1 at load $load (any text on queues)', ({ load, precision, p50, p99, ten }) => {
  let found: Replications
  beforeAll(() => {
    found = replicate(`mm1-${load * 10}`, (seed) =>
      observeInside({ rate: load }, { warmUp: 5_000, time: 2_000_000 }, seed),
    )
  }, 30 * minutes)

  test.each([
    ['wait', load / (1 - load)],
    ['sojourn', 1 / (1 - load)],
    ['p50', p50],
    ['p99', p99],
    ['waiting', (load * load) / (1 - load)],
    ['tenOrMore', ten],
  ])('has the %s %d', (name, expected) => {
    expect(disagreement(found.of(name), expected, precision)).toBeNull()
  })
})

describe('M/M/c at load 0.8 (Erlang 1917)', () => {
  const cases: [string, Queue, number, number, number][] = [
    ['two', { rate: 1.6, workers: 2 }, 0.711111, 1.777778, 8e6],
    ['five', { rate: 4, workers: 5 }, 0.554113, 0.554113, 16e6],
    ['ten', { rate: 8, workers: 10 }, 0.40918, 0.20459, 26e6],
  ]
  test.each(cases)(
    '%s workers make the right share wait',
    (_name, queue, waits, wait, customers) => {
      const span = { warmUp: 2_000, time: customers / 20 / queue.rate }
      const found = replicate('mmc', (seed) => observe(queue, span, seed))
      expect(disagreement(found.of('waits'), waits)).toBeNull()
      expect(disagreement(found.of('wait'), wait)).toBeNull()
    },
  )
})

describe('M/G/1 at load 0.8 (Pollaczek 1930, Khinchine 1932)', () => {
  const cases: [string, Service, number][] = [
    ['constant', unit, 2],
    ['Erlang-4', erlang({ stages: 4, mean: unit }), 2.5],
  ]
  test.each(cases)('waits as long as %s service makes it', (_name, service, wait) => {
    const span = { warmUp: 2_000, time: 350_000 }
    const found = replicate('mg1', (seed) => observe({ rate: 0.8, service }, span, seed))
    expect(disagreement(found.of('wait'), wait)).toBeNull()
  })
})

describe('M/G/c/c (Erlang 1917; any service law)', () => {
  const uneven = hyperexponential([
    { probability: 0.9, mean: 0.5 * unit },
    { probability: 0.1, mean: 5.5 * unit },
  ])
  const cases: [string, Queue, number][] = [
    ['5 workers of uneven times', { rate: 3, workers: 5, service: uneven }, 0.110054],
    ['10 workers of uneven times', { rate: 8, workers: 10, service: uneven }, 0.121661],
    ['10 workers of constant time', { rate: 8, workers: 10, service: unit }, 0.121661],
    ['10 exponential workers', { rate: 8, workers: 10, service: exponential(unit) }, 0.121661],
  ]
  test.each(cases)('%s lose what formula B says', (_name, queue, loss) => {
    const span = { warmUp: 200, time: 5e6 / 20 / queue.rate }
    const found = replicate('loss', (seed) => observe({ ...queue, places: 0 }, span, seed))
    expect(disagreement(found.of('loss'), loss)).toBeNull()
  })
})
