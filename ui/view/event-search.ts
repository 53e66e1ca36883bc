/**
 * Which events a list shows. The search goes through the run a little at a time, so that a million
 * events do not stop the page; what was found so far can be read at any moment.
 */
import { eventKinds } from '../../engine/index.ts'
import type { EventKind } from '../../engine/index.ts'
import { eventLine } from './event-line.ts'
import { lastAtMost } from './grouping.ts'
import { kindName } from './trace-model.ts'
import type { TraceModel } from './trace-model.ts'

/** What is wanted; each field that says nothing wants all. */
export interface EventFilter {
  /** Words that must all occur in the event's kind or line. */
  readonly text: string
  /** Any of these; empty for all. */
  readonly kinds: readonly EventKind[]
  /** Only events of this node or with it; −1 for all. */
  readonly node: number
  /** Only of this type of message, by its symbol; −1 for all. */
  readonly type: number
  /** Only what this event caused, itself included; −1 for all. */
  readonly causedBy: number
  /** Only from this event to that one. */
  readonly first: number
  readonly last: number
}

/** Events in order: a stretch of the run, or those that were found in it. */
export interface Listed {
  readonly first: number
  readonly length: number
  /** `null`: every event from `first` on. */
  readonly rows: Int32Array | null
}

/** The event at a place of a list. */
export function eventIn({ first, rows }: Listed, place: number): number {
  return rows ? rows[place]! : first + place
}

/** The place of the last event of a list that is not after another; −1 for none. */
export function placeIn({ first, length, rows }: Listed, seq: number): number {
  if (rows) return lastAtMost(rows, seq)
  return Math.max(-1, Math.min(length - 1, seq - first))
}

/** See the file's header. */
export class EventSearch {
  readonly #model: TraceModel
  readonly #filter: EventFilter
  readonly #words: readonly string[]
  readonly #kinds: Uint8Array | null
  /** Whether nothing but the stretch is asked for. */
  readonly #isAll: boolean
  /** Marks of what the wanted cause led to, as far as the search has come. */
  readonly #caused: Uint8Array | null
  #rows = new Int32Array(256)
  #length = 0
  #next: number
  readonly #last: number

  constructor(model: TraceModel, filter: EventFilter) {
    const { text, kinds, node, type, causedBy, first, last } = filter
    this.#model = model
    this.#filter = filter
    this.#words = text.toLowerCase().split(/\s+/).filter(Boolean)
    this.#kinds =
      kinds.length > 0 ? Uint8Array.from(eventKinds, (kind) => Number(kinds.includes(kind))) : null
    this.#isAll = this.#words.length === 0 && !this.#kinds && node < 0 && type < 0 && causedBy < 0
    this.#caused = causedBy < 0 ? null : new Uint8Array(model.length)
    this.#last = Math.min(last, model.length - 1)
    // What an event led to is found on the way from it, wherever the stretch begins.
    this.#next = causedBy < 0 ? Math.max(0, first) : causedBy
  }

  /** Whether everything was looked at. */
  get isDone(): boolean {
    return this.#isAll || this.#next > this.#last
  }

  /** What was found so far. */
  get listed(): Listed {
    const first = Math.max(0, this.#filter.first)
    if (this.#isAll) return { first, length: Math.max(0, this.#last - first + 1), rows: null }
    return { first, length: this.#length, rows: this.#rows.subarray(0, this.#length) }
  }

  /** How far it has come, 0 to 1. */
  get progress(): number {
    const first = Math.max(0, this.#filter.first)
    return this.isDone ? 1 : Math.max(0, (this.#next - first) / (this.#last - first + 1))
  }

  /** Looks at so many more events. */
  advance(events: number): void {
    if (this.#isAll) return
    const until = Math.min(this.#last, this.#next + events - 1)
    for (let seq = this.#next; seq <= until; seq++) if (this.#wants(seq)) this.#put(seq)
    this.#next = Math.max(this.#next, until + 1)
  }

  /** Looks at everything. */
  finish(): Listed {
    this.advance(Infinity)
    return this.listed
  }

  #wants(seq: number): boolean {
    const { node: of, type, causedBy, first } = this.#filter
    const { node, peer, kind, type: types, cause } = this.#model.events
    const caused = this.#caused
    if (caused) {
      const why = cause[seq]!
      if (seq !== causedBy && !(why >= causedBy && caused[why])) return false
      caused[seq] = 1
    }
    if (seq < first) return false
    if (of >= 0 && node[seq] !== of && peer[seq] !== of) return false
    if (this.#kinds && this.#kinds[kind[seq]!] === 0) return false
    if (type >= 0 && types[seq] !== type) return false
    if (this.#words.length === 0) return true
    const line = `${kindName(this.#model, seq)} ${eventLine(this.#model, seq)}`.toLowerCase()
    return this.#words.every((word) => line.includes(word))
  }

  #put(seq: number): void {
    if (this.#length === this.#rows.length) {
      const longer = new Int32Array(this.#length * 2)
      longer.set(this.#rows)
      this.#rows = longer
    }
    this.#rows[this.#length++] = seq
  }
}

/** The kinds of event that occur in a run, and the types of its messages by symbol. */
export function vocabulary({ events, symbols, length }: TraceModel): {
  readonly kinds: readonly EventKind[]
  readonly types: readonly { readonly symbol: number; readonly name: string }[]
} {
  const kinds = new Uint8Array(eventKinds.length)
  const types = new Uint8Array(symbols.length)
  for (let seq = 0; seq < length; seq++) {
    kinds[events.kind[seq]!] = 1
    if (events.type[seq]! >= 0 && events.peer[seq]! >= 0) types[events.type[seq]!] = 1
  }
  return {
    kinds: eventKinds.filter((_kind, number) => kinds[number]),
    types: symbols
      .map((name, symbol) => ({ symbol, name }))
      .filter(({ symbol }) => types[symbol])
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}
