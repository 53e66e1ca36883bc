/** What can be set in the replicated service. */
import {
  choice,
  duration,
  flag,
  hours,
  integer,
  minutes,
  ms,
  number,
  seconds,
} from '../../../engine/index.ts'
import type { Values } from '../../../engine/index.ts'
import { policies } from '../../parts/balancer.ts'

/** The parameters. */
export const parameters = {
  replicas: integer({ default: 3, min: 1, max: 12, help: 'copies of the server that are wanted' }),
  policy: choice(policies, {
    default: 'round-robin',
    help: 'how the balancer picks a replica',
  }),
  rate: number({
    default: 40,
    min: 0.001,
    max: 2_000,
    unit: 'requests/s',
    help: 'how often the synthetic visitors ask, all together',
  }),
  service: duration({
    default: ms(20),
    min: 1,
    max: seconds(10),
    help: 'mean time that a replica works on a request',
  }),
  slowness: number({
    default: 1,
    min: 1,
    max: 50,
    unit: '×',
    help: 'how much slower replica-2 is than the others; it answers its probes all the same',
  }),
  timeout: duration({
    default: seconds(1),
    min: ms(1),
    max: minutes(10),
    help: 'how long the balancer waits for an answer',
  }),
  load: duration({
    default: seconds(1),
    min: 0,
    max: minutes(10),
    help: 'time from the start of a replica until it can answer',
  }),
  probe: choice(['shallow', 'deep', 'none'], {
    default: 'shallow',
    help: 'shallow: answered at once; deep: waits in line with the requests; none: not asked at all',
  }),
  period: duration({
    default: ms(500),
    min: ms(1),
    max: minutes(10),
    help: 'time between two probes',
  }),
  probeTimeout: duration({
    default: ms(200),
    min: ms(1),
    max: minutes(10),
    help: 'how long a probe may take; no longer than the period',
  }),
  fall: integer({
    default: 2,
    min: 1,
    max: 10,
    help: 'failed probes in a row until a replica gets no more requests',
  }),
  deployEvery: duration({
    default: seconds(40),
    min: 0,
    max: hours(48),
    help: 'time between two new versions, the first after a quarter of it; 0: never',
  }),
  surge: integer({
    default: 1,
    min: 0,
    max: 4,
    help: 'replicas beyond the number wanted while an update rolls; with 0 one is missing instead',
  }),
  grace: duration({
    default: ms(1_200),
    min: 0,
    max: minutes(10),
    help: 'time for a replica to finish what it has in hand before it is stopped',
  }),
  scaleTo: integer({
    default: 0,
    min: 0,
    max: 12,
    help: 'replicas wanted from a moment on; 0: no change of scale',
  }),
  scaleAt: duration({
    default: seconds(8),
    min: 0,
    max: hours(48),
    help: 'the moment of the change of scale',
  }),
  crash: flag({ default: true, help: 'whether replica-1 dies after 3 s' }),
  mtbf: duration({
    default: 0,
    min: 0,
    max: hours(48),
    help: 'mean time until a replica dies of itself; 0: never',
  }),
  repair: duration({
    default: ms(2_500),
    min: 0,
    max: hours(48),
    help: 'time from the death of a replica to its restart; the mean of it where replicas die of themselves',
  }),
  length: duration({
    default: seconds(20),
    min: ms(100),
    max: hours(48),
    help: 'how long the synthetic visitors ask',
  }),
}

/** Their values. */
export type Settings = Values<typeof parameters>
