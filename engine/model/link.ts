/**
 * A link is a directed path between two nodes. Every message draws its latency and, where the link
 * can lose or double it, its fate, from the link's own two streams, whatever becomes of it.
 */
import type { Distribution, Timing } from '../clockwork/distribution.ts'
import { exponential, logNormal, shifted } from '../clockwork/distribution.ts'
import { micros, ms } from '../clockwork/time.ts'

/** How a link treats messages. */
export interface LinkOptions {
  /** One-way delay, µs. */
  readonly latency?: Timing
  /** Bytes per second; messages with a size queue for it. Default: no limit. */
  readonly bandwidth?: number
  /** Chance that a message is lost, 0–1. Default 0. */
  readonly loss?: number
  /** Chance that a message arrives twice, 0–1. Default 0. */
  readonly duplication?: number
  /** `fifo`: never overtakes on this link, as on one TCP connection. Default `any`. */
  readonly order?: 'fifo' | 'any'
}

/** A link between two ends; an end is a role or one node's name. The later, closer match wins. */
export interface LinkRule<N extends string = string> extends LinkOptions {
  readonly from: N | '*'
  readonly to: N | '*'
  /** Also the other way round. Default true. */
  readonly both?: boolean
}

/**
 * Declares how messages travel between two roles or nodes; what is not said comes from the
 * system's `network`.
 */
export function link<N extends string>(
  from: N | '*',
  to: N | '*',
  options: LinkOptions & { both?: boolean },
): LinkRule<N> {
  return { from, to, ...options }
}

const tail = (least: number, mean: number): Distribution => shifted(least, exponential(mean))

/**
 * Ready-made links. Orders of magnitude of ordinary networks, for scenarios in which the network
 * is not the point; measure your own where it is.
 */
export const networks = {
  /** Within a pod: 20 µs. */
  loopback: { latency: micros(20), order: 'fifo' },
  /** Same rack: 50 µs and a short tail, 10 Gbit/s. */
  sameRack: { latency: tail(micros(50), micros(20)), bandwidth: 1.25e9 },
  /** Same region, other zone: 500 µs and a tail, 1 Gbit/s. */
  sameRegion: { latency: tail(micros(500), micros(200)), bandwidth: 1.25e8 },
  /** Across a continent or an ocean: 40 ms and a tail, one in 10,000 lost. */
  wan: { latency: tail(ms(40), ms(4)), bandwidth: 1.25e7, loss: 0.0001 },
  /** A telephone: 60 ms in the median with a heavy tail, one in 100 lost. */
  mobile: { latency: logNormal({ median: ms(60), sigma: 0.5 }), bandwidth: 1.25e6, loss: 0.01 },
} as const satisfies { [name: string]: LinkOptions }
