/** What can be turned. */
import { duration, flag, integer, ms, number, seconds } from '../../../engine/index.ts'

/** The parameters of the introspection sidecar. */
export const parameters = {
  pods: integer({ default: 3, min: 1, max: 20, help: 'pods, each with a sidecar of its own' }),
  appsPerPod: integer({ default: 2, min: 1, max: 8, help: 'programs in each pod' }),
  languages: integer({
    default: 3,
    min: 1,
    max: 12,
    help: 'languages the programs are written in',
  }),
  libraries: integer({
    default: 2,
    min: 0,
    max: 12,
    help: 'languages for which somebody wrote a library; only used without sidecars',
  }),
  period: duration({
    default: ms(250),
    min: ms(10),
    max: seconds(10),
    help: 'time between two looks of the dashboard',
  }),
  cost: duration({
    default: ms(2),
    min: 0,
    max: ms(100),
    help: 'processor time for one look at a process table',
  }),
  limitTopz: number({
    default: 0.2,
    min: 0.01,
    max: 64,
    help: 'most processors that a sidecar may use',
  }),
  cpu: number({
    default: 1,
    min: 0.1,
    max: 64,
    help: 'processors of a pod, shared by all in it',
  }),
  leaker: integer({ default: 3, min: 0, max: 160, help: 'which program leaks; 0: none' }),
  leak: number({ default: 20, min: 0, max: 60, unit: 'MB/s', help: 'what it never gives back' }),
  limit: number({
    default: 256,
    min: 100,
    max: 100_000,
    unit: 'MB',
    help: 'memory at which a program is killed',
  }),
  horizon: duration({
    default: seconds(4),
    min: ms(100),
    max: seconds(15),
    help: 'a program that will reach the limit within this is called leaking',
  }),
  treats: flag({
    default: true,
    help: 'end a leaking program in good order before it is killed',
  }),
  rate: number({
    default: 60,
    min: 0.01,
    max: 10_000,
    unit: '1/s',
    help: 'visits per second, over all programs',
  }),
  runs: duration({
    default: seconds(16),
    min: ms(100),
    max: seconds(3600),
    help: 'how long users visit',
  }),
}
