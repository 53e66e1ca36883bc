/** What can be turned. */
import { choice, duration, flag, integer, ms, number, seconds } from '../../../engine/index.ts'

/** The parameters of the HTTPS sidecar. */
export const parameters = {
  pods: integer({ default: 2, min: 1, max: 8, help: 'pods, each a program and its sidecar' }),
  bind: choice(['127.0.0.1', '0.0.0.0'], {
    default: '127.0.0.1',
    help: 'where the program listens, when it has a sidecar',
  }),
  crypto: duration({
    default: 300,
    min: 0,
    max: ms(100),
    help: 'processor time to encrypt or decrypt one message',
  }),
  handshake: duration({
    default: ms(2),
    min: 0,
    max: seconds(1),
    help: 'processor time of one handshake',
  }),
  work: duration({
    default: ms(5),
    min: 1,
    max: seconds(1),
    help: 'mean time of the program for one visit, exponential',
  }),
  hop: duration({
    default: ms(1),
    min: 0,
    max: seconds(1),
    help: 'one way between a client and the network, and between it and a pod',
  }),
  cpu: number({
    default: 2,
    min: 0.1,
    max: 256,
    help: 'processors of a pod, shared by the program and its sidecar',
  }),
  workers: integer({
    default: 4,
    min: 1,
    max: 256,
    help: 'what the program, and what the sidecar, do at the same time',
  }),
  keep: integer({ default: 20, min: 1, max: 100_000, help: 'visits over one connection' }),
  life: duration({
    default: seconds(2),
    min: ms(100),
    max: seconds(3600),
    help: 'how long a certificate is good',
  }),
  period: duration({
    default: ms(100),
    min: ms(10),
    max: seconds(60),
    help: 'time between two readiness probes',
  }),
  threshold: integer({
    default: 2,
    min: 1,
    max: 20,
    help: 'unanswered probes in a row that make a pod unready',
  }),
  patience: duration({
    default: ms(300),
    min: ms(10),
    max: seconds(60),
    help: 'after this a client gives a visit up',
  }),
  rate: number({ default: 60, min: 0.01, max: 10_000, unit: '1/s', help: 'visits per second' }),
  oldRate: number({
    default: 2,
    min: 0.01,
    max: 10_000,
    unit: '1/s',
    help: 'visits per second to the address without encryption',
  }),
  runs: duration({
    default: seconds(6),
    min: ms(100),
    max: seconds(3600),
    help: 'how long clients visit',
  }),
  crash: flag({ default: true, help: 'crash one sidecar for a second' }),
  outage: flag({
    default: false,
    help: 'the issuer of certificates cannot be reached for three seconds',
  }),
}
