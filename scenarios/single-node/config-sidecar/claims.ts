/** How old configuration gets, and how far a bad version reaches, as numbers. */
import { absolute, ms, seconds, standardErrors } from '../../../engine/index.ts'
import type { AnyValues, Claim, RunSummary } from '../../../engine/index.ts'

const source = 'Burns, The Sidecar Pattern: dynamic configuration with sidecars'

/** Twelve good versions to all pods at once, few visits. */
const stream: AnyValues = {
  pushes: 'good',
  staged: false,
  outage: false,
  rate: 1,
  runs: seconds(18),
  poll: ms(500),
  reload: ms(20),
  hop: ms(1),
}

const histogram = (run: RunSummary, measure: string) => {
  const summary = run.measures[measure]
  if (summary?.kind !== 'histogram') throw new Error(`nothing was measured as "${measure}"`)
  return summary
}

function blast(of: {
  name: string
  variant: string
  pushes: 'poison' | 'malformed'
  share: number
}): Claim {
  const { name, variant, pushes, share } = of
  return {
    name,
    rows: ['S3.2'],
    source,
    runs: { a: { variant, params: { pushes, outage: false, rate: 1, runs: seconds(6), pods: 4 } } },
    value: ({ a }) => a!.total('pods taken down') / 4,
    expected: { value: share, tolerance: absolute(0) },
  }
}

/** The claims of the configuration sidecar. */
export const claims: readonly Claim[] = [
  {
    name: 'age at which a change is live, in the mean',
    rows: ['S3.2'],
    source: 'half a poll, one way back and the reload: P/2 + 1 ms + 20 ms',
    runs: { a: { variant: 'with', params: stream } },
    value: ({ a }) => histogram(a!, 'staleness').mean!,
    expected: { value: ms(250) + ms(1) + ms(20), tolerance: standardErrors(4, 0.02) },
    unit: 'µs',
  },
  {
    name: 'age at which a change is live, at most',
    rows: ['S3.2'],
    source: 'a poll, one way back and the reload: P + 1 ms + 20 ms',
    runs: { a: { variant: 'with', params: stream } },
    value: ({ a }) => histogram(a!, 'staleness').max!,
    expected: { atMost: ms(500) + ms(1) + ms(20) },
    unit: 'µs',
  },
  {
    name: 'the same with a restart instead of a signal, in the mean',
    rows: ['S3.2'],
    source: 'half a poll, one way back and the restart: P/2 + 1 ms + 300 ms',
    runs: { a: { variant: 'with', params: { ...stream, apply: 'restart', restart: ms(300) } } },
    value: ({ a }) => histogram(a!, 'staleness').mean!,
    expected: { value: ms(250) + ms(1) + ms(300), tolerance: standardErrors(4, 0.02) },
    unit: 'µs',
  },
  {
    name: 'age at which a change is live when it is built into the image, in the mean',
    rows: ['S3.2'],
    source:
      'one way, build, restart, and half the rollout of 4 pods: 1 ms + 1 s + 300 ms + 3/2 · 500 ms',
    runs: {
      a: {
        variant: 'without',
        // Time enough for the rollout before the next version.
        params: {
          hop: ms(1),
          pods: 4,
          rate: 1,
          pushes: 'mixed',
          runs: seconds(3.9),
          outage: false,
        },
      },
    },
    value: ({ a }) => histogram(a!, 'staleness').mean!,
    expected: { value: ms(1) + seconds(1) + ms(300) + 1.5 * ms(500), tolerance: absolute(1) },
    unit: 'µs',
  },
  blast({
    name: 'share of pods that a version which crashes programs takes down, tried by one first',
    variant: 'with',
    pushes: 'poison',
    share: 0.25,
  }),
  blast({
    name: 'share of pods that a version which crashes programs takes down, given to all at once',
    variant: 'all-at-once',
    pushes: 'poison',
    share: 1,
  }),
  blast({
    name: 'share of pods that a version which crashes programs takes down, built in',
    variant: 'without',
    pushes: 'poison',
    share: 1,
  }),
  blast({
    name: 'share of pods that a malformed version takes down, checked',
    variant: 'with',
    pushes: 'malformed',
    share: 0,
  }),
  blast({
    name: 'share of pods that a malformed version takes down, unchecked but tried by one first',
    variant: 'unvalidated',
    pushes: 'malformed',
    share: 0.25,
  }),
  {
    name: 'visits that fail because the API is down',
    rows: ['S3.2'],
    source,
    runs: {
      a: {
        variant: 'with',
        params: { pushes: 'good', outage: true, patience: seconds(1), runs: seconds(6) },
      },
    },
    value: ({ a }) => a!.total('fail'),
    expected: { atMost: 0 },
  },
  {
    name: 'visits that fail because the API is down and its empty answer is believed',
    rows: ['S3.2'],
    source,
    runs: {
      a: {
        variant: 'writes-nothing',
        params: { pushes: 'good', outage: true, patience: seconds(1), runs: seconds(6) },
      },
    },
    value: ({ a }) => a!.total('fail'),
    expected: { atLeast: 1 },
  },
]
