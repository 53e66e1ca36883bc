/** What can be turned. */
import {
  choice,
  duration,
  flag,
  integer,
  ms,
  number,
  probability,
  seconds,
} from '../../../engine/index.ts'

/** The parameters of scatter/gather. */
export const parameters = {
  leaves: integer({
    default: 5,
    min: 1,
    max: 2000,
    help: 'shards of the documents; every search asks them all',
  }),
  slow: probability({ default: 0.01, help: 'chance that a lookup is slow' }),
  hedgeAfter: duration({
    default: ms(20),
    min: 0,
    max: seconds(10),
    help: 'ask a second copy when the first has not answered after this',
  }),
  deadline: duration({
    default: ms(120),
    min: ms(1),
    max: seconds(60),
    help: 'when an answer is late, and when a partial one is given',
  }),
  copies: integer({ default: 2, min: 1, max: 3, help: 'copies of each shard' }),
  strategy: choice(['plain', 'hedged', 'tied', 'balanced'], {
    default: 'hedged',
    help: 'plain: ask the first copy; hedged: the second when the first is late; tied: both, whoever begins cancels the other; balanced: in turn, avoiding copies that are down',
  }),
  atDeadline: choice(['answer', 'wait'], {
    default: 'answer',
    help: 'what the root does at the deadline: answer with what it has, or wait on',
  }),
  enough: probability({ default: 1, help: 'share of the shards that is enough for an answer' }),
  failing: probability({ default: 0, help: 'chance that a lookup fails and the leaf says so' }),
  rate: number({ default: 40, min: 0.01, max: 10_000, unit: '1/s', help: 'searches per second' }),
  lookup: duration({
    default: ms(5),
    min: 1,
    max: seconds(10),
    help: 'mean of an ordinary lookup, exponential',
  }),
  slowness: duration({
    default: ms(200),
    min: 1,
    max: seconds(60),
    help: 'how long a slow lookup takes',
  }),
  workers: integer({
    default: 4,
    min: 1,
    max: 64,
    help: 'lookups that a leaf does at the same time',
  }),
  tieAfter: duration({
    default: ms(2),
    min: 0,
    max: seconds(1),
    help: 'tied: how much later the second copy is asked',
  }),
  hop: duration({ default: 400, min: 0, max: seconds(1), help: 'mean one-way network time' }),
  patience: duration({
    default: seconds(1),
    min: ms(1),
    max: seconds(600),
    help: 'after this a client gives up',
  }),
  asks: duration({
    default: seconds(4),
    min: ms(1),
    max: seconds(3600),
    help: 'how long clients ask',
  }),
  rollout: flag({ default: false, help: 'replace the leaves one after the other, all the time' }),
}
