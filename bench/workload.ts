/** The workloads: what is done, what it is held against, and what is aimed at. */
import type { Size } from './outcome.ts'
import type { Column } from './peers/known.ts'
import type { Kind } from './peers/peer.ts'
import type { TaskName } from './task.ts'
import {
  judgeChecks,
  judgeGossip,
  judgePhold,
  judgeQueueing,
  judgeRequests,
} from './truth/judgement.ts'
import type { Judge } from './truth/judgement.ts'

/** See the file's header. */
export interface Workload {
  /** The word that chooses it. */
  readonly id: 'W1' | 'W2' | 'W3' | 'W4' | 'W5' | 'W6'
  readonly name: string
  /** What is counted. */
  readonly unit: string
  readonly task: TaskName
  readonly size: { readonly whole: Size; readonly quick: Size }
  /** The number of the size that says how much is done; a peer may be given a share of it. */
  readonly scale: string
  /** A peer is not given less of it: the answer could not be judged. */
  readonly least?: number
  readonly judge: Judge<Size>
  /** Whom it is held against: the limit of the machine, or the same work without something. */
  readonly rival?: {
    readonly name: string
    readonly task: TaskName
    /** Where it is another workload. */
    readonly size?: { readonly whole: Size; readonly quick: Size }
    readonly judge?: Judge<Size>
    readonly unit?: string
  }
  /** The least ratio to the rival. */
  readonly goal?: number
  /** The least rate, where there is no rival. */
  readonly goalRate?: number
  readonly peers?: {
    readonly kind: Kind
    readonly column: Column
    /** How many times as fast as each peer it shall be. */
    readonly goals: { readonly [peer: string]: number }
  }
  /** How often it is done. Default: as often as the form says. */
  readonly rounds?: number
  /** Left out of the quick form. */
  readonly isLong?: boolean
  /** Whether `npm test` holds its ratio against a floor. */
  readonly isGuarded?: boolean
}

/** A judge is told a size of its own kind. */
const judged = <S extends Size>(judge: Judge<S>): Judge<Size> => judge as unknown as Judge<Size>

const phold = (
  [processes, each]: readonly [number, number],
  column: Column,
  goals: { readonly [peer: string]: number },
): Workload => ({
  id: 'W1',
  name: `PHOLD ${processes.toLocaleString('en')} × ${each}`,
  unit: 'events/s',
  task: 'orrery phold',
  size: {
    whole: { processes, each, events: 3e6 },
    quick: { processes, each, events: 5e5 },
  },
  scale: 'events',
  least: 5 * processes * each,
  judge: judged(judgePhold),
  rival: { name: 'limit', task: 'limit phold' },
  goal: 0.7,
  peers: { kind: 'phold', column, goals },
  isGuarded: each === 1,
})

const queueing = (servers: number, load: number, column: Column): Workload => ({
  id: 'W3',
  name: `M/M/${servers} at ρ = ${load}`,
  unit: 'customers/s',
  task: 'orrery queueing',
  size: {
    whole: { servers, load, customers: 1e6 },
    quick: { servers, load, customers: 2e5 },
  },
  scale: 'customers',
  judge: judged(judgeQueueing),
  rival: { name: 'limit', task: 'limit queueing' },
  goal: 0.45,
  isGuarded: true,
  peers: { kind: 'queueing', column, goals: { 'ns-3': 1.2 } },
})

const requestSize = { whole: { milliseconds: 100_000 }, quick: { milliseconds: 20_000 } }

const requests = {
  id: 'W2',
  unit: 'requests/s',
  size: requestSize,
  scale: 'milliseconds',
  judge: judged(judgeRequests),
} as const

const searches = {
  id: 'W4',
  unit: 'events/s',
  size: { whole: { asks: 20 }, quick: { asks: 4 } },
  scale: 'asks',
  judge: judged(judgeChecks),
} as const

const gossip = (nodes: number, name: string, more: Partial<Workload> = {}): Workload => ({
  id: 'W6',
  name: `gossip among ${name} nodes`,
  unit: 'messages/s',
  task: 'orrery gossip',
  size: { whole: { nodes }, quick: { nodes } },
  scale: 'nodes',
  judge: judged(judgeGossip),
  rival: { name: 'limit', task: 'limit gossip' },
  ...more,
})

/** Every workload, in order. */
export const workloads: readonly Workload[] = [
  phold([1000, 1], 'W1 1,000×1', {
    'ns-3': 1.7,
    simjs: 6,
    SimPy: 20,
    'happy-simulator': 85,
  }),
  phold([1000, 16], 'W1 1,000×16', {}),
  phold([100_000, 1], 'W1 100,000×1', { 'ns-3': 3 }),
  {
    ...requests,
    name: 'requests and timers, direct',
    task: 'orrery requests',
    rival: { name: 'limit', task: 'limit requests' },
    goal: 0.6,
    isGuarded: true,
    peers: { kind: 'requests', column: 'W2', goals: { 'ns-3': 2, simjs: 6, SimPy: 35 } },
  },
  {
    ...requests,
    name: 'requests and timers, recorded',
    task: 'orrery requests recorded',
    rival: { name: 'direct', task: 'orrery requests' },
    goal: 0.8,
    isGuarded: true,
  },
  {
    ...requests,
    name: 'requests and timers, exported with states',
    task: 'orrery requests exported',
    size: { whole: { milliseconds: 10_000 }, quick: { milliseconds: 4_000 } },
    rival: { name: 'direct', task: 'orrery requests', size: requestSize },
    goal: 0.04,
  },
  queueing(1, 0.8, 'W3 c=1'),
  queueing(8, 0.9, 'W3 c=8'),
  {
    ...searches,
    name: 'scatter/gather over 100 leaves, sweep',
    task: 'orrery search',
    rival: {
      name: "W2's limit",
      task: 'limit requests',
      size: requestSize,
      judge: judged(judgeRequests),
    },
    goal: 0.3,
    isGuarded: true,
  },
  {
    ...searches,
    name: 'scatter/gather over 100 leaves, recorded',
    task: 'orrery search recorded',
    rival: { name: 'sweep', task: 'orrery search' },
    isGuarded: true,
  },
  {
    ...searches,
    name: 'scatter/gather over 100 leaves, trace on disk',
    task: 'orrery search on disk',
    rival: { name: 'sweep', task: 'orrery search' },
  },
  {
    id: 'W5',
    name: 'small runs with generated faults, one worker',
    unit: 'runs/s',
    task: 'orrery sweep',
    size: { whole: { runs: 400 }, quick: { runs: 50 } },
    scale: 'runs',
    judge: judged(judgeChecks),
    // A million an hour on two cores, where the second one adds 0.9 of the first.
    goalRate: 1e6 / 3600 / 1.9,
  },
  gossip(10_000, '10⁴', { isGuarded: true }),
  gossip(100_000, '10⁵', { rounds: 3 }),
  gossip(1_000_000, '10⁶', { rounds: 1, isLong: true }),
]
