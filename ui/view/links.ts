/** Who spoke to whom in a run: the lines of the picture, and how far each role is from the clients. */
import type { Topology } from '../../engine/index.ts'
import { kinds } from './event-kinds.ts'
import type { EventColumns } from '../../engine/index.ts'
import { rowsOf } from './grouping.ts'
import type { Grouping } from './grouping.ts'

/** A pair of nodes that exchanged messages; `a` is the lower place. */
export interface Link {
  readonly a: number
  readonly b: number
  readonly messages: number
}

/** See the file's header. */
export interface Links {
  readonly pairs: readonly Link[]
  /** Roles whose nodes talk to others of the same role. */
  readonly peers: ReadonlySet<string>
  /** Steps from the roles that workloads ask, by role. */
  readonly depth: ReadonlyMap<string, number>
}

interface Run {
  readonly events: EventColumns
  readonly ofKind: Grouping
  readonly isReply: Uint8Array
  readonly topology: Topology
}

/** Finds the links of a run. Depth follows requests only: an answer leads nowhere new. */
export function linksOf({ events, ofKind, isReply, topology }: Run): Links {
  const { node, peer } = events
  const count = topology.nodes.length
  const messages = new Map<number, number>()
  const asks = new Set<number>()
  const asked = new Set<string>()
  for (const seq of rowsOf(ofKind, kinds.arrive)) asked.add(topology.nodes[node[seq]!]!.role)
  for (const seq of rowsOf(ofKind, kinds.send)) {
    const from = node[seq]!
    const to = peer[seq]!
    if (from === to || from < 0 || to < 0) continue
    const pair = Math.min(from, to) * count + Math.max(from, to)
    messages.set(pair, (messages.get(pair) ?? 0) + 1)
    if (!isReply[seq]) asks.add(from * count + to)
  }
  const role = (place: number) => topology.nodes[place]!.role
  const next = new Map<string, Set<string>>()
  const peers = new Set<string>()
  for (const pair of asks) {
    const from = role(Math.floor(pair / count))
    const to = role(pair % count)
    if (from === to) peers.add(from)
    else next.set(from, (next.get(from) ?? new Set()).add(to))
  }
  return {
    pairs: [...messages]
      .map(([pair, number]) => ({ a: Math.floor(pair / count), b: pair % count, messages: number }))
      .sort((x, y) => x.a - y.a || x.b - y.b),
    peers,
    depth: depths({ all: [...new Set(topology.nodes.map((one) => one.role))], next, asked }),
  }
}

interface Roles {
  readonly all: readonly string[]
  /** Whom the nodes of a role ask. */
  readonly next: ReadonlyMap<string, ReadonlySet<string>>
  /** Roles that workloads ask. */
  readonly asked: ReadonlySet<string>
}

/**
 * Breadth first from the asked roles. Those that nobody asks but that speak to others of their own
 * accord, such as probers and pulling workers, stand behind whom they speak to; those that speak
 * to none come last.
 */
function depths({ all, next, asked }: Roles): Map<string, number> {
  const depth = new Map<string, number>()
  const visit = (starts: readonly string[], from: number) => {
    let row = starts.filter((role) => !depth.has(role))
    for (let step = from; row.length > 0; step++) {
      for (const role of row) depth.set(role, step)
      row = [...new Set(row.flatMap((role) => [...(next.get(role) ?? [])]))].filter(
        (role) => !depth.has(role),
      )
    }
  }
  visit(
    all.filter((role) => asked.has(role)),
    0,
  )
  for (const role of all) {
    const known = [...(next.get(role) ?? [])].flatMap((other) => depth.get(other) ?? [])
    if (!depth.has(role) && known.length > 0) visit([role], Math.max(...known) + 1)
  }
  const isSilent = (role: string) =>
    !next.has(role) && ![...next.values()].some((others) => others.has(role))
  const isAsked = (role: string) =>
    [...next].some(([from, others]) => from !== role && others.has(role))
  for (const role of all) if (!isSilent(role) && !isAsked(role)) visit([role], 0)
  for (const role of all) if (!isSilent(role)) visit([role], 0)
  const last = Math.max(0, ...depth.values())
  for (const role of all) if (!depth.has(role)) depth.set(role, last)
  return depth
}
