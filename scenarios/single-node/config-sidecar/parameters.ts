/** What can be turned. */
import { choice, duration, flag, integer, ms, number, seconds } from '../../../engine/index.ts'

/** The parameters of the configuration sidecar. */
export const parameters = {
  pods: integer({ default: 4, min: 1, max: 50, help: 'pods, each a program and its sidecar' }),
  poll: duration({
    default: ms(500),
    min: ms(50),
    max: seconds(60),
    help: 'time between two polls of a sidecar',
  }),
  apply: choice(['signal', 'restart', 'watch'], {
    default: 'signal',
    help: 'signal: HUP, the program reads its file again; restart: it is stopped and started; watch: it looks by itself',
  }),
  reload: duration({
    default: ms(20),
    min: 0,
    max: seconds(10),
    help: 'time to read the file again; with watch, time between two looks',
  }),
  staged: flag({ default: true, help: 'let one pod try a version before all get it' }),
  bake: duration({
    default: ms(500),
    min: 0,
    max: seconds(60),
    help: 'how long a version must run at that pod',
  }),
  warm: duration({
    default: ms(600),
    min: 0,
    max: seconds(60),
    help: 'how long the API, just started, answers with nothing',
  }),
  outage: flag({ default: true, help: 'the API is down for a second' }),
  pushes: choice(['mixed', 'good', 'poison', 'malformed'], {
    default: 'mixed',
    help: 'mixed: a good version, a malformed one, one that crashes programs, a good one; good: twelve good ones; else one bad one',
  }),
  restart: duration({
    default: ms(300),
    min: 0,
    max: seconds(60),
    help: 'from the end of a program to its next start',
  }),
  build: duration({
    default: seconds(1),
    min: 0,
    max: seconds(3600),
    help: 'without sidecars: time to build an image',
  }),
  interval: duration({
    default: ms(500),
    min: 0,
    max: seconds(3600),
    help: 'without sidecars: from one pod of a rollout to the next',
  }),
  hop: duration({ default: ms(1), min: 0, max: seconds(1), help: 'one way over the network' }),
  patience: duration({
    default: ms(200),
    min: ms(1),
    max: seconds(60),
    help: 'after this a client gives a visit up',
  }),
  rate: number({
    default: 80,
    min: 0.01,
    max: 10_000,
    unit: '1/s',
    help: 'visits per second, over all pods',
  }),
  runs: duration({
    default: seconds(11),
    min: ms(100),
    max: seconds(3600),
    help: 'how long clients visit and versions are pushed',
  }),
}
