/**
 * One question to many leaves. Sources: J. Dean and L. A. Barroso, "The Tail at Scale", CACM 56(2),
 * 2013, for slow leaves and hedging; the order statistics of exponential times are in any text on
 * probability, such as W. Feller II (1971), ch. I.6.
 *
 * What needs more questions is in `test/long/validation/fan-out.long.ts`.
 */
import { describe, expect, test } from 'vitest'
import { exponential, logNormal, mixture, ms, pareto, seconds } from '../../../engine/index.ts'
import { observeFanOut } from '../../support/fan-out.ts'
import { disagreement, replicate, shareDisagreement } from '../../support/replications.ts'

describe('a question is slow when one of its leaves is (Dean and Barroso 2013, page 77)', () => {
  test.each([
    ['100 leaves of which 1 in 100 is slow', 100, 0.01, 4_000, 0.633968],
    ['2,000 leaves of which 1 in 10,000 is slow', 2_000, 0.0001, 200, 0.181277],
  ])('with %s', (_name, leaves, slow, questions, share) => {
    const answer = mixture([
      { probability: 1 - slow, of: ms(10) },
      { probability: slow, of: seconds(1) },
    ])
    const latency = observeFanOut({ leaves, answer, questions }, 'slow').histogram('latency')
    const late = questions - Math.round(latency.shareUpTo(ms(500))! * questions)
    expect(latency.count).toBe(questions)
    expect(shareDisagreement(late, questions, share)).toBeNull()
  })
})

describe('of leaves that take exponential times (Feller II)', () => {
  const unit = 1_000_000
  const answer = exponential(unit)

  test.each([
    [2, 3, 0.833333, 1_500],
    [10, 10, 2.928968, 1_000],
  ])('answer %d of %d comes after H(n) - H(n - k)', (rank, leaves, expected, questions) => {
    const found = replicate('order', (seed) => {
      const measures = observeFanOut({ leaves, answer, questions, ranks: [rank] }, seed)
      return { answer: measures.histogram(`answer ${rank}`).mean! / unit }
    })
    expect(disagreement(found.of('answer'), expected)).toBeNull()
  })

  test('100 give 95 answers, all answers, and half of all questions in time', () => {
    const fanOut = { leaves: 100, answer, questions: 250, ranks: [95] }
    let inTime = 0
    const found = replicate('hundred', (seed) => {
      const measures = observeFanOut(fanOut, seed)
      const latency = measures.histogram('latency')
      inTime += Math.round(latency.shareUpTo(9.20537 * unit)! * fanOut.questions)
      return {
        most: measures.histogram('answer 95').mean! / unit,
        all: latency.mean! / unit,
        half: latency.quantile(0.5)! / unit,
      }
    })
    expect(disagreement(found.of('most'), 2.904044)).toBeNull()
    expect(disagreement(found.of('all'), 5.187378)).toBeNull()
    expect(disagreement(found.of('half'), 4.975147)).toBeNull()
    expect(shareDisagreement(inTime, 20 * fanOut.questions, 0.99)).toBeNull()
  })
})

describe('asking a second replica for what is late (Dean and Barroso 2013, hedged requests)', () => {
  test('cuts a heavy tail by more than four fifths for less than 6% more requests', () => {
    const fanOut = {
      leaves: 50,
      questions: 5_000,
      answer: mixture([
        { probability: 0.99, of: logNormal({ median: ms(5), sigma: 0.5 }) },
        { probability: 0.01, of: pareto({ minimum: ms(20), alpha: 1.2 }) },
      ]),
    }
    const plain = observeFanOut(fanOut, 'hedge')
    // 97% of the leaves have answered by then.
    const hedged = observeFanOut({ ...fanOut, hedgeAfter: ms(14) }, 'hedge')
    const tail = (measures: typeof plain) => measures.histogram('latency').quantile(0.999)!
    const requests = (measures: typeof plain) => measures.counter('requests').total
    expect(tail(hedged)).toBeLessThan(0.2 * tail(plain))
    expect(requests(hedged)).toBeGreaterThan(1.01 * requests(plain))
    expect(requests(hedged)).toBeLessThan(1.06 * requests(plain))
  })
})
