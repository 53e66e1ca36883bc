/** What goes wrong: five ways to make two servers believe that they own the same thing. */
import { ms, seconds } from '../../../engine/index.ts'
import type { Fault } from '../../../engine/index.ts'

/** The incidents by name. */
export const incidentNames = [
  'none',
  'pause',
  'cut',
  'regain',
  'outage',
  'clock',
  'tokens',
] as const

/** An incident. */
export type Incident = (typeof incidentNames)[number]

/** How long each of the two pauses lasts. */
export const pauseLength = seconds(12)

/** The faults of an incident. */
export const incidents: { readonly [I in Incident]: readonly Fault[] } = {
  none: [],
  /** Each server in turn freezes for longer than its lease lasts. */
  pause: [
    { kind: 'pause', at: seconds(10), target: 'server-1', for: pauseLength },
    { kind: 'pause', at: seconds(30), target: 'server-2', for: pauseLength },
  ],
  /** The owner loses sight of the store, and of nobody else. */
  cut: [
    { kind: 'partition', at: seconds(10), groups: [['server-1'], ['store']], for: seconds(15) },
  ],
  /**
   * S1 sends R1, which is delayed; S2 becomes the owner, R2 is done; S2 dies; S1 is the owner again;
   * R1 arrives.
   */
  regain: [
    { kind: 'hold', at: ms(9900), from: 'server-1', to: 'worker', for: seconds(20) },
    { kind: 'pause', at: seconds(10), target: 'server-1', for: seconds(7) },
    { kind: 'crash', at: seconds(20), target: 'server-2', for: seconds(15) },
  ],
  /** The worker cannot reach the store. */
  outage: [
    { kind: 'partition', at: seconds(10), groups: [['worker'], ['store']], for: seconds(15) },
  ],
  /** The clock of the store jumps ahead, and the lease is over before its time. */
  clock: [{ kind: 'jump', at: seconds(11), target: 'store', by: seconds(60) }],
  /** Tokens 33 and 34: the first owner freezes at 1 s for 15 s, with a write in its hands. */
  tokens: [{ kind: 'pause', at: seconds(1), target: 'server-1', for: seconds(15) }],
}
