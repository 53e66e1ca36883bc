/** What can be set in the service with sessions. */
import {
  choice,
  duration,
  flag,
  integer,
  minutes,
  ms,
  probability,
  seconds,
} from '../../../engine/index.ts'
import type { Values } from '../../../engine/index.ts'
import { policies } from '../../parts/balancer.ts'

/** The parameters. */
export const parameters = {
  replicas: integer({ default: 3, min: 1, max: 12, help: 'servers at the beginning' }),
  policy: choice(policies, { default: 'ring', help: 'how the balancer picks a server' }),
  users: integer({ default: 40, min: 1, max: 10_000, help: 'people who use the service' }),
  think: duration({
    default: seconds(1),
    min: ms(1),
    max: minutes(10),
    help: 'mean time between an answer and the next visit of a user',
  }),
  nat: probability({
    default: 0,
    help: 'share of users behind one address, as in an office or on a telephone network',
  }),
  external: flag({
    default: false,
    help: 'whether sessions are kept in a store of their own, apart from the servers',
  }),
  service: duration({ default: ms(5), min: 1, max: seconds(1), help: 'mean time to answer' }),
  load: duration({
    default: seconds(1),
    min: 0,
    max: minutes(10),
    help: 'time from the start of a server until it can answer',
  }),
  period: duration({
    default: ms(500),
    min: ms(10),
    max: minutes(1),
    help: 'time between two probes; half of it is the time a probe may take, and two failures are too many',
  }),
  timeout: duration({
    default: ms(500),
    min: ms(1),
    max: minutes(1),
    help: 'how long the balancer waits for an answer',
  }),
  scaleTo: integer({
    default: 4,
    min: 0,
    max: 12,
    help: 'servers wanted after the change of scale; 0: no change',
  }),
  scaleAt: duration({
    default: seconds(5),
    min: ms(1),
    max: minutes(60),
    help: 'the moment of the change of scale',
  }),
  crash: flag({ default: true, help: 'whether replica-2 dies after 11 s' }),
  repair: duration({
    default: seconds(3),
    min: 0,
    max: minutes(60),
    help: 'time from the death of a server to its restart',
  }),
  length: duration({
    default: seconds(16),
    min: ms(100),
    max: minutes(60),
    help: 'how long users come',
  }),
}

/** Their values. */
export type Settings = Values<typeof parameters>
