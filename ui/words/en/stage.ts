/** The picture of the system. */
import { count } from '../../view/time-label.ts'

/** See the file's header. */
export const stage = {
  stage: {
    title: 'Stage',
    legendRequest: 'request',
    legendReply: 'reply',
    legendDrop: 'lost',
    legendQueue: 'ring: busy and waiting',
    node: (label: string, status: string) => `${label}, ${status}`,
    fold: 'fold',
    folded: (role: string, n: number) => `${role} × ${count(n)}`,
    openFold: (role: string, n: number) => `Show all ${count(n)} ${role} nodes`,
    queue: (queued: number, serving: number) =>
      `${count(serving)} served, ${count(queued)} waiting`,
    aggregated: (drawn: number, all: number) =>
      `drawing ${count(drawn)} of ${count(all)} messages in flight`,
    down: (n: number) => `${count(n)} down`,
  },
  lane: {
    /** The run that all branches go back to. */
    original: 'first run',
    branch: 'branch',
    seed: (seed: string) => `seed ${seed}`,
    fault: (what: string, at: string) => `${what} at ${at}`,
    noFault: (what: string) => `without ${what}`,
    moreFaults: (n: number) => (n === 1 ? '1 fault more' : `${n} faults more`),
    fewerFaults: (n: number) => (n === 1 ? '1 fault less' : `${n} faults less`),
    another: (name: string, number: number) => `${name} (${number})`,
  },
  status: { up: 'up', down: 'down', paused: 'paused', crashed: 'crashed', stopped: 'stopped' },
  condition: {
    slow: (factor: number) => `slow ×${factor}`,
    cut: 'cut off',
    held: 'held back',
    degraded: 'bad link',
    skewed: 'clock drifts',
    disk: (mode: string) => `disk: ${mode}`,
  },
} as const
