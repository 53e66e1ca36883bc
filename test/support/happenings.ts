/** Trace events as objects with names, for tests that read them. */
import type { EventKind, Trace } from '../../engine/index.ts'
import { eventKinds } from '../../engine/index.ts'

/** One trace event; '' where there is no name, −1 where there is no number. */
export interface Happening {
  readonly seq: number
  readonly at: number
  readonly kind: EventKind
  readonly node: string
  readonly peer: string
  readonly type: string
  readonly cause: number
  readonly operation: number
  readonly value: number
  readonly detail: string
  readonly message: object | null
}

/** All events of a trace, in order. */
export function eventsOf(trace: Trace): Happening[] {
  const { events, header, symbols } = trace
  const node = (index: number) => header.topology.nodes[index]?.id ?? ''
  return Array.from({ length: events.length }, (_, seq) => ({
    seq,
    at: events.at[seq]!,
    kind: eventKinds[events.kind[seq]!]!,
    node: node(events.node[seq]!),
    peer: node(events.peer[seq]!),
    type: symbols[events.type[seq]!] ?? '',
    cause: events.cause[seq]!,
    operation: events.operation[seq]!,
    value: events.value[seq]!,
    detail: symbols[events.detail[seq]!] ?? '',
    message: events.message(seq),
  }))
}

/** Events of one kind as short lines: `1000 server go`, without the parts that are empty. */
export function linesOf(events: readonly Happening[], ...kinds: EventKind[]): string[] {
  return events
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ at, kind, node, peer, type, detail }) =>
      [at, kinds.length > 1 ? kind : '', node, peer, type, detail]
        .filter((part) => part !== '')
        .join(' '),
    )
}
