/** What one image sees, what it costs, and what it is good for, as numbers. */
import { absolute, ms, seconds } from '../../../engine/index.ts'
import type { AnyValues, Claim, RunSummary } from '../../../engine/index.ts'

const source = 'Burns, The Sidecar Pattern: modular application containers, hands on: topz'

/** Nobody leaks and nothing dies: what is left is who can be seen. */
const calm: AnyValues = { leaker: 0, rate: 1, runs: seconds(5) }

const seen = ({ a }: { readonly [name: string]: RunSummary }): [number, number] => [
  a!.total('processes seen'),
  a!.total('processes'),
]

function byLibrary(libraries: number): Claim {
  return {
    name: `share of 6 programs in 3 languages that ${libraries} librar${libraries === 1 ? 'y shows' : 'ies show'}`,
    rows: ['S3.3'],
    source: `${source}; two programs per language`,
    runs: { a: { variant: 'without', params: { ...calm, libraries } } },
    value: (runs) => seen(runs)[0] / seen(runs)[1],
    expected: { value: libraries / 3, tolerance: absolute(0) },
  }
}

/** Processor time of all sidecars in one round. */
function overhead(pods: number): Claim {
  return {
    name: `processor time for one look at ${pods} pods`,
    rows: ['S3.3'],
    source: `${source}; N sidecars that take c each take N·c`,
    // Processors to spare, so that nobody waits and time in service is processor time.
    runs: {
      a: { variant: 'with', params: { ...calm, pods, cpu: 64, limitTopz: 64, cost: ms(2) } },
    },
    value: ({ a }) => {
      const service = a!.measures['service.topz']
      return service?.kind === 'histogram'
        ? (service.mean! * service.count) / a!.total('rounds')
        : 0
    },
    expected: { value: pods * ms(2), tolerance: absolute(1) },
    unit: 'µs',
  }
}

/** The claims of the introspection sidecar. */
export const claims: readonly Claim[] = [
  {
    name: 'share of programs that one image shows',
    rows: ['S3.3'],
    source,
    runs: { a: { variant: 'with', params: calm } },
    value: (runs) => seen(runs)[0] / seen(runs)[1],
    expected: { value: 1, tolerance: absolute(0) },
  },
  byLibrary(1),
  byLibrary(2),
  byLibrary(3),
  overhead(3),
  overhead(8),
  {
    name: 'leaks that end in the loss of a process, with sidecars',
    rows: ['S3.3'],
    source: `${source}; a leak of 20 MB/s takes eleven seconds to the limit, six looks take 1.5`,
    runs: { a: { variant: 'with' } },
    value: ({ a }) => a!.total('out of memory'),
    expected: { atMost: 0 },
  },
  {
    name: 'leaks that end in the loss of a process, in the language without a library',
    rows: ['S3.3'],
    source,
    runs: { a: { variant: 'without' } },
    value: ({ a }) => a!.total('out of memory'),
    expected: { atLeast: 1 },
  },
  {
    name: 'time between the name of the leak and the end of memory, if nobody acts',
    rows: ['S3.3'],
    // Growth is 5 ± 1.6 MB per round, so 4 s may be 2.7 to 5.3; garbage makes it 0.4 s more or less.
    source: 'by definition of the horizon, 4 s, within the error of growth over six readings',
    runs: { a: { variant: 'with', params: { treats: false } } },
    value: ({ a }) => {
      const named = a!.series('leaks named').find(({ sum }) => sum > 0)
      const died = a!.series('out of memory').find(({ sum }) => sum > 0)
      return named && died ? (died.at - named.at) / 1e6 : 0
    },
    expected: { atLeast: 2, atMost: 5.7 },
    unit: 's',
  },
]
