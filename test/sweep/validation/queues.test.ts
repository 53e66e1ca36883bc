/**
 * Queues with closed forms. Sources: A. K. Erlang, "Solution of some problems in the theory of
 * probabilities of significance in automatic telephone exchanges" (1917), for waiting and loss;
 * F. Pollaczek (1930) and A. Khinchine (1932) for general service; L. Kleinrock, "Queueing
 * Systems" I (1975), for the rest.
 *
 * What needs more customers is in `test/long/validation/queues.long.ts`.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { erlang, exponential } from '../../../engine/index.ts'
import type { Service } from '../../../engine/index.ts'
import { measureQueue, observe, observeInside, observeTandem, unit } from '../../support/queues.ts'
import type { Queue } from '../../support/queues.ts'
import { disagreement, replicate } from '../../support/replications.ts'
import type { Replications } from '../../support/replications.ts'

describe('M/M/1 at half load (any text on queues)', () => {
  const span = { warmUp: 300, time: 240_000 }
  let found: Replications
  beforeAll(() => {
    found = replicate('mm1-half', (seed) => observeInside({ rate: 0.5 }, span, seed))
  }, 120_000)

  test.each([
    ['wait', 1],
    ['waits', 0.5],
    ['sojourn', 2],
    ['p50', 1.386294],
    ['p99', 9.21034],
    ['inside', 1],
    ['waiting', 0.5],
  ])('has the %s %d', (name, expected) => {
    expect(disagreement(found.of(name), expected)).toBeNull()
  })
})

describe('the time that all customers spend', () => {
  test("is how many are inside, summed over time, to the microsecond (Little's law)", () => {
    const span = { warmUp: 0, time: 20_000, drain: true }
    for (const seed of ['1', '2', '3']) {
      const measures = measureQueue({ rate: 1.8, workers: 2 }, span, seed, 'enter')
      const inside = measures.gaugeOf('inside', 'counter')
      expect(inside.last).toBe(0)
      expect(measures.histogram('sojourn').count).toBeGreaterThan(30_000)
      expect(inside.save()!.area).toBe(measures.histogram('sojourn').sum)
    }
  })
})

describe('M/M/c/c (Erlang 1917)', () => {
  const cases: [string, Queue, number, number][] = [
    ['5 exponential workers and 3 offered', { rate: 3, workers: 5 }, 0.110054, 22_000],
    ['5 workers of constant time', { rate: 3, workers: 5, service: unit }, 0.110054, 20_000],
    ['10 exponential workers and 8 offered', { rate: 8, workers: 10 }, 0.121661, 9_000],
  ]
  test.each(cases)('%s lose what formula B says', (_name, queue, loss, time) => {
    const found = replicate('erlang-b', (seed) =>
      observe({ ...queue, places: 0 }, { warmUp: 100, time }, seed),
    )
    expect(disagreement(found.of('loss'), loss)).toBeNull()
  })
})

describe('M/M/1/K (any text on queues)', () => {
  const cases: [string, Queue, number, { inside: number; sojourn: number }, number][] = [
    [
      'load 0.8 and room for 5',
      { rate: 0.8, places: 4 },
      0.088819,
      { inside: 1.868332, sojourn: 2.563065 },
      100_000,
    ],
    [
      'load 1.2 and room for 10',
      { rate: 1.2, places: 9 },
      0.192586,
      { inside: 6.710709, sojourn: 6.926138 },
      85_000,
    ],
  ]
  test.each(cases)('with %s turns the right share away', (_name, queue, loss, _inside, time) => {
    const found = replicate('mm1k', (seed) => observe(queue, { warmUp: 500, time }, seed))
    expect(disagreement(found.of('loss'), loss)).toBeNull()
  })

  test.each(cases)(
    'with %s holds the right number for the right time',
    (_name, queue, _, inside) => {
      const span = { warmUp: 500, time: 20_000 }
      const found = replicate('mm1k-inside', (seed) => observeInside(queue, span, seed))
      expect(disagreement(found.of('inside'), inside.inside)).toBeNull()
      expect(disagreement(found.of('sojourn'), inside.sojourn)).toBeNull()
    },
  )
})

describe('three exponential desks in a row (Jackson 1957)', () => {
  test('take as long as three M/M/1 queues of the same arrivals', () => {
    const tandem = { rate: 0.5, speeds: [1, 0.8, 0.7] }
    const span = { warmUp: 1_000, time: 70_000 }
    const found = replicate('tandem', (seed) => observeTandem(tandem, span, seed))
    expect(disagreement(found.of('sojourn'), 10.333333)).toBeNull()
  })
})

// A first look at loads that need millions of customers; the long test looks ten times closer.
describe('at load 0.8 and to within a few percent', () => {
  const look = (queue: Queue) =>
    replicate('first-look', (seed) =>
      observe(queue, { warmUp: 1_000, time: Math.round(10_000 / queue.rate) }, seed),
    )

  const many: [string, Queue, number, number][] = [
    ['M/M/2', { rate: 1.6, workers: 2 }, 0.711111, 1.777778],
    ['M/M/5', { rate: 4, workers: 5 }, 0.554113, 0.554113],
    ['M/M/10', { rate: 8, workers: 10 }, 0.40918, 0.20459],
  ]
  test.each(many)('%s makes the right share wait (Erlang 1917)', (_name, queue, waits, wait) => {
    const found = look(queue)
    expect(disagreement(found.of('waits'), waits, 0.02)).toBeNull()
    expect(disagreement(found.of('wait'), wait, 0.05)).toBeNull()
  })

  const single: [string, Service, number][] = [
    ['M/M/1', exponential(unit), 4],
    ['M/D/1', unit, 2],
    ['M/E4/1', erlang({ stages: 4, mean: unit }), 2.5],
  ]
  test.each(single)('%s waits as long as Pollaczek and Khinchine say', (_name, service, wait) => {
    expect(disagreement(look({ rate: 0.8, service }).of('wait'), wait, 0.05)).toBeNull()
  })
})
