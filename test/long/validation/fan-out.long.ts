/**
 * The questions of `test/sweep/validation/fan-out.test.ts` in numbers that show rare ones. Sources:
 * Dean and Barroso, "The Tail at Scale", CACM 56(2), 2013; Feller II (1971), ch. I.6.
 */
import { expect, test } from 'vitest'
import { exponential, mixture, ms, seconds } from '../../../engine/index.ts'
import { observeFanOut } from '../../support/fan-out.ts'
import { disagreement, replicate, shareDisagreement } from '../../support/replications.ts'

const unit = 1_000_000
const answer = exponential(unit)

test.each([
  [100, 0.01, 20_000, 0.633968],
  [2_000, 0.0001, 3_000, 0.181277],
])(
  '%d leaves, each slow with %d, make the right share of questions slow (Dean and Barroso 2013)',
  (leaves, slow, questions, share) => {
    const times = mixture([
      { probability: 1 - slow, of: ms(10) },
      { probability: slow, of: seconds(1) },
    ])
    const latency = observeFanOut({ leaves, answer: times, questions }, 'long').histogram('latency')
    const fast = Math.round(latency.shareUpTo(ms(500))! * questions)
    expect(shareDisagreement(questions - fast, questions, share)).toBeNull()
  },
)

test('the last of 1,000 exponential answers comes after H(1000) (Feller II)', () => {
  const found = replicate('thousand', (seed) => {
    const measures = observeFanOut({ leaves: 1_000, answer, questions: 80 }, seed)
    return { all: measures.histogram('latency').mean! / unit }
  })
  expect(disagreement(found.of('all'), 7.485471)).toBeNull()
})

test('99% of questions to 100 exponential leaves are answered in time (Feller II)', () => {
  const found = replicate('hundred', (seed) => {
    const measures = observeFanOut({ leaves: 100, answer, questions: 3_000 }, seed)
    return { p99: measures.histogram('latency').quantile(0.99)! / unit }
  })
  expect(disagreement(found.of('p99'), 9.20537)).toBeNull()
})
