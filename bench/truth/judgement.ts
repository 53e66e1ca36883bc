/** What each workload's answer must be. A wrong one is a failure, whatever its speed. */
import type { Outcome } from '../outcome.ts'
import type { GossipSize } from '../orrery/gossip.ts'
import type { PholdSize } from '../orrery/phold.ts'
import type { QueueingSize } from '../orrery/queueing.ts'
import { batchMean } from './batch-means.ts'
import { renewals } from './renewal.ts'
import type { Gap } from './renewal.ts'
import { meanWait } from './wait.ts'

/** Standard errors that an answer may be away from theory: one in 16,000 is by chance. */
const errorsMax = 4

/** A sentence when the answer is wrong, otherwise `null`. */
export type Judge<S> = (outcome: Outcome, size: S) => string | null

/** W1: as many events have come as a delay of 0.1 + Exp(1) lets come in that time. */
export const judgePhold: Judge<PholdSize> = (outcome, { processes, each }) =>
  outcome.wrong ??
  compare(
    'events',
    outcome.amount,
    renewalsBy(outcome.time, { mean: 1.1, variance: 1 }, processes * each),
  )

/** W2: the mean latency is twice 11 ms, so that so many requests fit into the time. */
export const judgeRequests: Judge<unknown> = (outcome) =>
  outcome.wrong ??
  compare('requests', outcome.amount, renewalsBy(outcome.time, { mean: 22, variance: 200 }, 100))

/** W3: the mean wait is Erlang's. */
export const judgeQueueing: Judge<QueueingSize> = (outcome, { servers, load, customers }) => {
  if (outcome.wrong !== undefined) return outcome.wrong
  if (outcome.amount !== customers) return `${outcome.amount} of ${customers} customers were served`
  const { mean, standardError } = batchMean(outcome.waits ?? [])
  return compare('a mean wait', mean, { mean: meanWait(servers, load), standardError })
}

/** W6: everybody has heard. */
export const judgeGossip: Judge<GossipSize> = (outcome, { nodes }) => {
  const aware = outcome.more?.['aware'] ?? 0
  return aware === nodes ? null : `${nodes - aware} of ${nodes} nodes never heard the rumour`
}

/** W4 and W5: the run itself has told by its checks. */
export const judgeChecks: Judge<unknown> = ({ wrong }) => wrong ?? null

function renewalsBy(time: number | undefined, gap: Gap, sources: number) {
  if (time === undefined) throw new Error('the outcome does not say which time was reached')
  return renewals(gap, sources, time)
}

function compare(
  what: string,
  found: number,
  due: { readonly mean: number; readonly standardError: number },
): string | null {
  const away = Math.abs(found - due.mean) / due.standardError
  if (away <= errorsMax) return null
  const [is, should] = [found, due.mean].map((value) => Number(value.toPrecision(6)))
  return `${is} ${what}, ${away.toFixed(1)} standard errors from the ${should} of theory`
}
