/**
 * How a load balancer picks one of several backends: the policies, as one pure function over plain
 * data. What to do with the pick (send, count, time out) is up to the node that balances.
 */
import type { Stream } from '../../engine/index.ts'
import { hashOf, ownerOf, ringOf } from './ring.ts'

/** The policies there are. */
export const policies = [
  /** In turn. */
  'round-robin',
  /** Anyone, equally likely. */
  'random',
  /** Whoever has the fewest requests open; ties are broken at random. */
  'least-connections',
  /** The less busy of `choices` drawn at random. */
  'choices',
  /** Hash of the key modulo the number of backends. */
  'hash',
  /** Consistent hashing of the key on a ring. */
  'ring',
  /** Whoever the cookie names, while it is there; otherwise in turn. */
  'cookie',
] as const

/** A policy. */
export type Policy = (typeof policies)[number]

/** A backend, as the balancer sees it. */
export interface Backend {
  readonly id: string
  /** Requests sent to it and not yet answered. */
  readonly busy: number
}

/** What a pick may depend on. */
export interface Question {
  /** How many picks came before, for turns. */
  readonly turn: number
  /** Drawn from only by policies that draw. */
  readonly random: Stream
  /** Who asks, for hashing: a client's address. Default empty. */
  readonly key?: string
  /** The backend named by the request's cookie. Default none. */
  readonly cookie?: string | null
  /**
   * How many backends `choices` draws, independently and with replacement. Default 2.
   * Source: Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", IEEE TPDS 2001.
   */
  readonly choices?: number
  /** Salt of the ring; see {@link ringOf}. */
  readonly salt?: string
}

/**
 * The place of the backend that a policy picks, or −1 when there is none to pick from. The order
 * of the backends matters to turns and to `hash`; keep it stable.
 */
export function pick(policy: Policy, backends: readonly Backend[], question: Question): number {
  const { length } = backends
  if (length === 0) return -1
  switch (policy) {
    case 'round-robin':
      return question.turn % length
    case 'random':
      return question.random.choose(length)
    case 'least-connections':
      return idlest(backends, question.random)
    case 'choices':
      return idlestOf(backends, question)
    case 'hash':
      return hashOf(question.key ?? '') % length
    case 'ring': {
      const members = backends.map(({ id }) => id)
      const options = question.salt === undefined ? {} : { salt: question.salt }
      return members.indexOf(ownerOf(ringOf(members, options), question.key ?? '')!)
    }
    case 'cookie': {
      const named = backends.findIndex(({ id }) => id === question.cookie)
      return named >= 0 ? named : question.turn % length
    }
  }
}

function idlest(backends: readonly Backend[], random: Stream): number {
  let least = Infinity
  let tied: number[] = []
  backends.forEach(({ busy }, place) => {
    if (busy > least) return
    if (busy < least) {
      least = busy
      tied = []
    }
    tied.push(place)
  })
  return random.pick(tied)
}

function idlestOf(backends: readonly Backend[], { random, choices = 2 }: Question): number {
  let best = random.choose(backends.length)
  for (let drawn = 1; drawn < choices; drawn++) {
    const other = random.choose(backends.length)
    if (backends[other]!.busy < backends[best]!.busy) best = other
  }
  return best
}
