/**
 * The balancer of `test/sweep/validation/choices.test.ts` at loads that need millions of customers.
 * Source: Mitzenmacher, IEEE TPDS 12(10), 2001; the values for 100 servers and draws without
 * replacement were found by an independent simulation (within 0.5%, at load 0.99 within 2%).
 *
 * One choice at load 0.99 is left out: M/M/1 there needs some 400 million customers.
 */
import { describe, expect, test } from 'vitest'
import { observeChoices } from '../../support/choices.ts'
import { controlled, departure, disagreement, replicate } from '../../support/replications.ts'

const servers = 100

describe('joining the least busy of a few out of 100 servers (Mitzenmacher 2001)', () => {
  test('at load 0.9, of one, is a hundred separate queues: M/M/1', () => {
    const span = { warmUp: 1_000, time: 2_500 }
    const found = replicate('one', (seed) =>
      observeChoices({ servers, load: 0.9, choices: 1 }, span, seed),
    )
    expect(disagreement(found.of('sojourn'), 10, 0.01)).toBeNull()
  })

  test.each([
    [0.9, 2, 2.6444, 0.01, 1_300],
    [0.9, 3, 2.0617, 0.01, 1_300],
    [0.99, 2, 5.96, 0.04, 7_000],
    [0.99, 3, 4.43, 0.04, 7_000],
  ])(
    'at load %d, of %d, takes %d service times within %d',
    (load, choices, expected, tolerance, time) => {
      const span = { warmUp: load < 0.95 ? 150 : 1_500, time }
      const found = replicate('few', (seed) =>
        observeChoices({ servers, load, choices }, span, seed),
      )
      const control = { values: found.of('load'), mean: load }
      const sojourns = controlled(found.of('sojourn'), control)
      expect(departure(sojourns, expected, tolerance)).toBeNull()
    },
  )
})
