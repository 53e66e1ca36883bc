/**
 * The power of a few choices. Source: M. Mitzenmacher, "The Power of Two Choices in Randomized Load
 * Balancing", IEEE TPDS 12(10), 2001, gives the limit of many servers; the values for 100 servers
 * and draws without replacement were found by an independent simulation (within 0.5%).
 *
 * What needs more customers is in `test/long/validation/choices.long.ts`.
 */
import { describe, expect, test } from 'vitest'
import { observeChoices } from '../../support/choices.ts'
import { controlled, departure, disagreement, replicate } from '../../support/replications.ts'

const servers = 100

function sojourns(load: number, choices: number, time: number): readonly number[] {
  const found = replicate('choices', (seed) =>
    observeChoices({ servers, load, choices }, { warmUp: 50, time }, seed),
  )
  return controlled(found.of('sojourn'), { values: found.of('load'), mean: load })
}

describe('joining the least busy of a few out of 100 servers (Mitzenmacher 2001)', () => {
  test('of one is a hundred separate queues: M/M/1', () => {
    expect(disagreement(sojourns(0.5, 1, 500), 2)).toBeNull()
  })

  test.each([
    [0.5, 2, 1.2685, 0.01],
    [0.5, 3, 1.125244, 0.01], // in the limit; 100 servers are nearly that many
    [0.9, 2, 2.6444, 0.02],
    [0.9, 3, 2.0617, 0.02],
  ])('at load %d, of %d, takes %d service times within %d', (load, choices, time, tolerance) => {
    expect(departure(sojourns(load, choices, 250), time, tolerance)).toBeNull()
  })
})
