/** What the dictionary service must come to, in numbers. */
import { minutes, ms, seconds, standardErrors } from '../../../engine/index.ts'
import type { AnyValues, Claim, RunSummary } from '../../../engine/index.ts'

const book = 'Burns, Designing Distributed Systems, "Hands On: Creating a Replicated Service"'

/** Requests that failed, of those asked. */
const failed = (run: RunSummary): readonly [number, number] => [
  run.total('fail'),
  run.total('asked'),
]

/** The catalogue's own tolerance: three standard errors, these at most 2% of the expected share. */
const three = standardErrors(3, 0.02)

/** Twelve seconds with a server killed after 4.3 s that stays dead. */
const killed: AnyValues = {
  rate: 60,
  repair: minutes(60),
  scaleTo: 3,
  length: seconds(12),
}
/** Requests in hand or in line at a server when it dies, as time: about 5 ms at a load of 0.1. */
const inHand = 0.005 / 0.9
/** The probes at 5 s and 6 s stay without an answer; the verdict on the second comes at 6.5 s. */
const unseen = 6.5 - 4.3

/** Twelve seconds with three servers more from 4.25 s on, for 3 s of which they are not ready. */
const scaled: AnyValues = { ...killed, kill: false, scaleTo: 6, scaleAt: ms(4_250) }

/** The claims. */
export const claims: readonly Claim[] = [
  {
    name: 'each of three servers gets a third',
    rows: ['R6.3'],
    source: `${book}; requests are spread at random`,
    runs: { calm: { params: { ...killed, policy: 'random', kill: false } } },
    value: ({ calm }) => [calm!.total('sent.replica-1'), calm!.total('asked')],
    expected: { value: 1 / 3, tolerance: three },
  },
  {
    name: 'in turn, it gets exactly a third',
    rows: ['R6.3'],
    source: `${book}; exact`,
    runs: { calm: { params: { ...killed, kill: false } } },
    value: ({ calm }) => {
      const shares = [1, 2, 3].map((number) => calm!.total(`sent.replica-${number}`))
      return Math.max(...shares) - Math.min(...shares)
    },
    expected: { atMost: 1 },
  },
  {
    name: 'killing one of three fails a third of the requests until it is found out',
    rows: ['R6.3'],
    source: `${book}; 2.2 s of 12 s, and what the server had in hand`,
    runs: { probed: { params: killed } },
    value: ({ probed }) => failed(probed!),
    expected: { value: (unseen + inHand) / 12 / 3, tolerance: three },
  },
  {
    name: 'without probes it fails a third of the requests for as long as it is dead',
    rows: ['R6.3'],
    source: `${book}; 7.7 s of 12 s, and what the server had in hand`,
    runs: { blind: { params: { ...killed, readiness: false } } },
    value: ({ blind }) => failed(blind!),
    expected: { value: (7.7 + inHand) / 12 / 3, tolerance: three },
  },
  {
    name: 'going from three servers to six fails no request',
    rows: ['R6.2', 'R6.3'],
    source: `${book}; exact`,
    runs: { probed: { params: scaled } },
    value: ({ probed }) => failed(probed!),
    expected: { atMost: 0 },
  },
  {
    name: 'without probes each new server fails its share while it loads, λ/N · T',
    rows: ['R6.2', 'R6.3'],
    source: `${book}; N counts the new ones too: three of six servers for 3 s of 12 s`,
    runs: { blind: { params: { ...scaled, readiness: false } } },
    value: ({ blind }) => failed(blind!),
    expected: { value: ((3 / 6) * 3) / 12, tolerance: three },
  },
]
