/** What can be set in the dictionary service. */
import {
  choice,
  duration,
  flag,
  integer,
  minutes,
  ms,
  number,
  seconds,
} from '../../../engine/index.ts'
import type { Values } from '../../../engine/index.ts'

/** The parameters. */
export const parameters = {
  replicas: integer({ default: 3, min: 1, max: 8, help: 'dictionary servers at the beginning' }),
  policy: choice(['round-robin', 'random', 'least-connections', 'choices'], {
    default: 'round-robin',
    help: 'how the balancer picks a replica',
  }),
  rate: number({
    default: 40,
    min: 0.1,
    max: 2_000,
    unit: 'requests/s',
    help: 'how often readers look up a word, all together',
  }),
  service: duration({
    default: ms(5),
    min: 1,
    max: seconds(10),
    help: 'mean time to look up a word',
  }),
  load: duration({
    default: seconds(3),
    min: 0,
    max: minutes(10),
    help: 'time to read the dictionary after a start',
  }),
  readiness: flag({
    default: true,
    help: 'whether replicas are probed; otherwise all are taken to be ready',
  }),
  period: duration({
    default: seconds(1),
    min: ms(10),
    max: minutes(1),
    help: 'time between two probes; half of it is the time a probe may take',
  }),
  fall: integer({
    default: 2,
    min: 1,
    max: 10,
    help: 'failed probes in a row until a replica gets no more requests',
  }),
  timeout: duration({
    default: seconds(1),
    min: ms(10),
    max: minutes(1),
    help: 'how long the balancer waits for an answer',
  }),
  kill: flag({ default: true, help: 'whether replica-1 is killed after 4.3 s' }),
  repair: duration({
    default: seconds(4),
    min: 0,
    max: minutes(60),
    help: 'time from the death of a replica to its restart',
  }),
  scaleTo: integer({
    default: 6,
    min: 1,
    max: 12,
    help: 'replicas wanted after the change of scale',
  }),
  scaleAt: duration({
    default: seconds(14),
    min: ms(1),
    max: minutes(60),
    help: 'the moment of the change of scale',
  }),
  length: duration({
    default: seconds(22),
    min: ms(100),
    max: minutes(60),
    help: 'how long readers ask',
  }),
}

/** Their values. */
export type Settings = Values<typeof parameters>
