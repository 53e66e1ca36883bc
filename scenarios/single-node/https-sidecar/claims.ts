/** What is read, what it costs, and what happens when the sidecar or its certificate is gone. */
import { absolute, ms, seconds } from '../../../engine/index.ts'
import type { AnyValues, Claim, RunSummary } from '../../../engine/index.ts'

const source = 'Burns, The Sidecar Pattern: HTTPS for a legacy service'

/** Nobody waits for a worker or a processor, nothing goes wrong: what is left is the way itself. */
const free: AnyValues = {
  crash: false,
  cpu: 256,
  workers: 256,
  crypto: 300,
  handshake: ms(2),
  hop: ms(1),
  patience: seconds(60),
  runs: seconds(3),
}
/** One way over the loopback inside a pod. */
const loopback = 20

const mean = (run: RunSummary, measure: string): number => {
  const summary = run.measures[measure]
  return summary?.kind === 'histogram' ? summary.mean! : 0
}

const both = {
  sidecar: { variant: 'with', params: free },
  plain: { variant: 'without', params: free },
}

const readShare = ({ a }: { readonly [name: string]: RunSummary }) =>
  a!.total('texts read') / a!.total('texts')

/** Connections so short that every other one meets the pod in question. */
const brief: AnyValues = { keep: 2 }

/** A crash at 1 s is noticed after at most three rounds; then patience runs out. It ends at 2 s. */
const lostLate = ({ a }: { readonly [name: string]: RunSummary }) =>
  a!
    .series('lost')
    .reduce((sum, { at, sum: lost }) => sum + (at >= seconds(1.7) && at < seconds(2) ? lost : 0), 0)

/** The claims of the HTTPS sidecar. */
export const claims: readonly Claim[] = [
  {
    name: 'share of texts that a listener can read, with a sidecar',
    rows: ['S3.1'],
    source,
    runs: { a: { variant: 'with' } },
    value: readShare,
    expected: { value: 0, tolerance: absolute(0) },
  },
  {
    name: 'share of texts that a listener can read, without',
    rows: ['S3.1'],
    source,
    runs: { a: { variant: 'without' } },
    value: readShare,
    expected: { value: 1, tolerance: absolute(0) },
  },
  {
    name: 'time that the sidecar adds to a visit',
    rows: ['S3.1'],
    source:
      'there and back over the loopback, decrypted once and encrypted once: 2 · (20 + 300) µs',
    runs: both,
    value: ({ sidecar, plain }) => mean(sidecar!, 'exchange') - mean(plain!, 'exchange'),
    expected: { value: 2 * (loopback + 300), tolerance: absolute(1) },
    unit: 'µs',
  },
  {
    name: 'time that the sidecar adds to the opening of a connection',
    rows: ['S3.1'],
    source: 'one more round trip over the network, four hops of 1 ms, and a handshake of 2 ms',
    runs: both,
    value: ({ sidecar, plain }) => mean(sidecar!, 'set up') - mean(plain!, 'set up'),
    expected: { value: 4 * ms(1) + ms(2), tolerance: absolute(1) },
    unit: 'µs',
  },
  {
    name: 'visits lost after a dead sidecar should have been noticed',
    rows: ['S3.1'],
    source: 'an unready pod takes no visits; the other one does',
    runs: { a: { variant: 'with', params: brief } },
    value: lostLate,
    expected: { atMost: 0 },
  },
  {
    name: 'visits lost in that time when the probe goes around the sidecar',
    rows: ['S3.1'],
    source: 'half of the new connections go to the pod whose only door is dead',
    runs: { a: { variant: 'wrong-probe', params: brief } },
    value: lostLate,
    expected: { atLeast: 1 },
  },
  {
    name: 'texts that a listener can read while the certificate has expired',
    rows: ['S3.1'],
    source,
    runs: { a: { variant: 'with', params: { outage: true } } },
    value: ({ a }) => a!.total('texts read'),
    expected: { atMost: 0 },
  },
  {
    name: 'visits that fail, and say so, while the certificate has expired',
    rows: ['S3.1'],
    source: 'a client refuses a certificate whose end has passed',
    runs: { a: { variant: 'with', params: { outage: true } } },
    value: ({ a }) => a!.total('bad certificate'),
    expected: { atLeast: 10 },
  },
]
