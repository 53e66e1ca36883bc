import { checks, ms, scenario, seconds } from '../../../engine/index.ts'
import {
  allReady,
  failsOnlyAroundFailures,
  foundReady,
  onlyLoaded,
  rollsOut,
} from '../../parts/service-checks.ts'
import type { ServiceStates } from '../../parts/service-checks.ts'
import { detection } from '../../parts/service-prober.ts'
import { broken } from './broken.ts'
import { claims } from './claims.ts'
import { dictionary } from './nodes.ts'
import type { Dictionary, Meaning } from './nodes.ts'
import { parameters } from './parameters.ts'

const { always } = checks<Dictionary, ServiceStates>()

/** Readers only ask for words that are in the dictionary, so none of them may be missing. */
const known = always('a word of the dictionary is never said not to exist', {
  rows: ['R6.3'],
  event({ kind, node, type, message }) {
    if (kind !== 'send' || node !== 'balancer' || type !== 'answer') return true
    const { ok, answer } = message as { ok: boolean; answer: Meaning | null }
    return !ok || answer!.meaning !== null || 'a reader was told that there is no such word'
  },
})

/** The dictionary service of the book's exercise: row R6.3. */
export const dictionaryService = scenario({
  id: 'dictionary-service',
  title: 'A replicated dictionary',
  part: 'serving',
  source:
    'Burns, Designing Distributed Systems, "Hands On: Creating a Replicated Service": 1st ed. ch. 5, 2nd ed. ch. 6',
  summary:
    'Three servers look up words; each reads the dictionary when it starts and says so when it is ' +
    'ready. One of them is killed, and later there are to be six: neither may cost more than the ' +
    'requests of the moment in which nobody knows yet.',
  parameters,
  duration: ({ length }) => length,
  settle: ({ load, period, repair }) =>
    Math.min(seconds(60), seconds(2) + load + 2 * period + repair),
  variants: {
    with: {
      title: 'Readiness',
      summary: 'Only servers that have read the dictionary are asked.',
      kind: 'with',
    },
    without: {
      title: 'No readiness',
      summary: 'Servers are asked from their start, and a dead one until it is repaired.',
      kind: 'without',
      params: { readiness: false },
    },
    port: {
      title: 'The port is open',
      summary:
        'The probe says yes as soon as the server can be reached, long before it has read the dictionary.',
      kind: 'broken',
      caughtBy: { check: 'no request reaches a replica that is still loading', seeds: 1 },
    },
    blank: {
      title: 'An empty dictionary',
      summary: 'A server that has not read the dictionary finds no word in it, and says just that.',
      kind: 'broken',
      caughtBy: { check: 'a word of the dictionary is never said not to exist', seeds: 1 },
    },
    stubborn: {
      title: 'Never ejects',
      summary: 'The balancer hears of new servers but never lets go of one.',
      kind: 'broken',
      caughtBy: { check: 'requests fail only around a failure', seeds: 1 },
    },
  },
  build: (settings, variant) => dictionary(settings, broken[variant]),
  faults: ({ kill }) => (kill ? [{ at: ms(4_300), kind: 'crash', target: 'replica-1' }] : []),
  checks: ({ period, timeout, fall, readiness }) => [
    onlyLoaded(['R6.3']),
    failsOnlyAroundFailures(
      detection({ period, timeout: Math.round(period / 2), fall }) + timeout,
      ['R6.3'],
    ),
    known,
    allReady(['R6.3']),
    rollsOut(['R6.3']),
    ...(readiness ? [foundReady(period, ['R6.3'])] : []),
  ],
  claims,
  disturbances: [
    { title: 'kill a server', faults: [{ at: seconds(6), kind: 'crash', target: 'replica-2' }] },
    {
      title: 'kill two at once',
      faults: [
        { at: seconds(6), kind: 'crash', target: 'replica-2' },
        { at: seconds(6), kind: 'crash', target: 'replica-3' },
      ],
    },
    {
      title: 'a server hangs for 6 s',
      faults: [{ at: seconds(6), kind: 'pause', target: 'replica-2', for: seconds(6) }],
    },
    {
      title: 'cut prober – replica-2',
      faults: [{ at: seconds(6), kind: 'cut', from: 'prober', to: 'replica-2', for: seconds(4) }],
    },
    {
      title: 'ten times the readers',
      faults: [{ at: seconds(6), kind: 'overload', factor: 10, for: seconds(3) }],
    },
  ],
  chaos: {
    targets: ['replica-1', 'replica-2', 'replica-3'],
    kinds: ['crash', 'pause'],
    count: 3,
    together: 1,
    from: seconds(1),
    until: seconds(20),
    shortest: seconds(5),
    longest: seconds(8),
  },
  ignores: [
    'The dictionary has twenty words; reading it takes as long as the parameter says.',
    'The balancer does not try another server when one fails.',
    'The balancer, the prober and the orchestrator do not fail.',
  ],
})
