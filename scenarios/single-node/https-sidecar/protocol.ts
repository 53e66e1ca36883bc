/** What travels between clients, the network in between, and pods. */
import type { Micros, NodeId, OperationId, Timer } from '../../../engine/index.ts'

/** The port for TLS, and the one for plain HTTP. */
export type Port = 443 | 80

/** What a packet carries: the opening of a connection, a handshake, or data. */
export type Body =
  | { readonly kind: 'open' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'refused' }
  /** One half of a key exchange. */
  | { readonly kind: 'hello'; readonly half: number }
  /** The other half, and until when the certificate is good. */
  | { readonly kind: 'certificate'; readonly half: number; readonly expires: Micros }
  /** "No encryption here; go on without." */
  | { readonly kind: 'unprotected' }
  | { readonly kind: 'data'; readonly text: string }
  /** The other side knows nothing of this connection, or no longer. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'close' }

/** A packet between a client and a pod; it crosses the network, where others may read it. */
export interface Packet {
  readonly connection: string
  readonly client: NodeId<'client'>
  readonly port: Port
  readonly body: Body
}

/** What crosses the loopback inside a pod: always legible, never outside. */
export interface Inside {
  readonly connection: string
  readonly client: NodeId<'client'>
  readonly text: string
}

/** Who receives what. */
export type Web = {
  client: {
    visit: { page: number }
    /** A visit to an address from before there was encryption. */
    oldVisit: { page: number }
    packet: Packet
    impatient: { connection: string; visit: string }
  }
  carrier: {
    out: Packet
    back: Packet
    /** The pods that are ready, by number from 0. */
    endpoints: { ready: readonly number[] }
  }
  gate: {
    packet: Packet
    fetched: Inside
    probe: { round: number }
    alive: { pod: number; round: number }
    renew: object
    issued: { expires: Micros }
  }
  app: {
    packet: Packet
    fetch: Inside
    probe: { round: number }
  }
  prober: {
    tick: object
    alive: { pod: number; round: number }
  }
  issuer: { sign: object }
}

/** A visit that has not ended. */
export interface Visit {
  readonly page: number
  readonly operation: OperationId | null
  readonly timer: Timer
  /** When it was last sent; `null` while the connection is being set up. */
  sentAt: Micros | null
}

/** One end of a connection, at the client. */
export interface Link {
  readonly port: Port
  /** For one visit to an old address. */
  readonly old: boolean
  readonly openedAt: Micros
  readonly secret: number
  /** When something last came from the other side. */
  heardAt: Micros
  ready: boolean
  /** `null`: not encrypted. */
  key: number | null
  sent: number
  visits: { [visit: string]: Visit }
}

/** What a client knows. */
export interface ClientState {
  links: { [connection: string]: Link }
  /** The connection that new visits take. */
  main: string | null
}

/** What the network in between knows: it forwards, and it listens. */
export interface CarrierState {
  ready: readonly number[]
  turn: number
  routes: { [connection: string]: number }
  /** Texts that it could read. */
  read: number
  lastRead: string
}
