/**
 * Writes events as lines of a trace file: objects with their fields in a fixed order, what says
 * nothing left out. The text is put together from pieces that are quoted once, and from the packed
 * message, because building an object for `JSON.stringify` would take most of the time.
 */
import { eventKinds } from '../model/event.ts'
import type { EventCursor } from './event-cursor.ts'
import type { Trace } from './format.ts'

const kinds = eventKinds.map((kind) => `,"kind":"${kind}"`)

/** See the file's header. */
export class EventLines {
  readonly #nodes: readonly { readonly id: string }[]
  readonly #symbols: readonly string[]
  /** Names and symbols as JSON, made when first needed. */
  readonly #quotedNodes: string[] = []
  readonly #quotedSymbols: string[] = []

  constructor({ header, symbols }: Pick<Trace, 'header' | 'symbols'>) {
    this.#nodes = header.topology.nodes
    this.#symbols = symbols
  }

  /** The event at which the cursor stands. */
  line(event: EventCursor): string {
    let line = `{"seq":${event.seq},"at":${event.at}${kinds[event.kind]!}`
    if (event.node >= 0) line += `,"node":${this.#node(event.node)}`
    if (event.peer >= 0) line += `,"peer":${this.#node(event.peer)}`
    if (event.type >= 0) line += `,"type":${this.#symbol(event.type)}`
    if (event.cause >= 0) line += `,"cause":${event.cause}`
    if (event.operation >= 0) line += `,"operation":${event.operation}`
    if (event.value !== 0) line += `,"value":${event.value}`
    if (event.detail >= 0) line += `,"detail":${this.#symbol(event.detail)}`
    return event.hasMessage ? `${line},"message":${event.messageJson()}}` : `${line}}`
  }

  #node(place: number): string {
    return (this.#quotedNodes[place] ??= JSON.stringify(this.#nodes[place]!.id))
  }

  #symbol(number: number): string {
    return (this.#quotedSymbols[number] ??= JSON.stringify(this.#symbols[number]!))
  }
}
