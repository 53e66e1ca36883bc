/** Reads the events of a record one after another, from any place, without building anything. */
import {
  AT_BITS,
  CAUSE_BITS,
  DETAIL_BITS,
  FIRST,
  KIND,
  MESSAGE,
  NODE_BITS,
  OPERATION_BITS,
  PEER_BITS,
  TYPE_BITS,
  VALUE_BITS,
  WIDE,
  WIDE_BYTES,
} from './layout.ts'
import type { Lexicon } from './lexicon.ts'
import type { Page } from './page.ts'
import { Unpacking } from './unpacking.ts'

/** What is kept of four bytes, by how many of them belong to the number. */
const MASK = [0, 0xff, 0xffff, 0xff_ffff]

/**
 * See the file's header. Stands before its first event until {@link next} has been called; then its
 * fields are those of the event it stands at, with the meaning that they have in `EventColumns`.
 */
export class EventCursor {
  seq = -1
  at = 0
  kind = 0
  node = -1
  peer = -1
  type = -1
  cause = -1
  operation = -1
  value = 0
  detail = -1
  hasMessage = false
  /** Whether it is the first event of its step; events that came from a file do not know. */
  isFirst = false
  readonly #pages: readonly Page[]
  readonly #length: number
  readonly #unpacking: Unpacking
  #view: DataView = new DataView(new ArrayBuffer(0))
  #page = -1
  /** The event with which the next page begins. */
  #turn = 0
  #message = 0
  #next = 0

  constructor(pages: readonly Page[], length: number, lexicon: Lexicon) {
    this.#pages = pages
    this.#length = length
    this.#unpacking = new Unpacking(lexicon)
  }

  /** Moves on to the next event; false when there is none. */
  next(): boolean {
    const seq = this.seq + 1
    if (seq >= this.#length) return false
    if (seq === this.#turn) this.#open(this.#page + 1)
    const view = this.#view
    const flags = view.getUint32(this.#next, true)
    let from = this.#next + 3
    this.seq = seq
    this.kind = flags & KIND
    this.isFirst = (flags & FIRST) !== 0
    this.hasMessage = (flags & MESSAGE) !== 0
    if ((flags & WIDE) === 0) {
      let bits = (flags >> AT_BITS) & 3
      this.at += bits === 3 ? view.getUint32(from, true) : view.getUint32(from, true) & MASK[bits]!
      from += bits === 3 ? 4 : bits
      bits = (flags >> NODE_BITS) & 3
      this.node = (view.getUint32(from, true) & MASK[bits]!) - 1
      from += bits
      bits = (flags >> PEER_BITS) & 3
      this.peer = (view.getUint32(from, true) & MASK[bits]!) - 1
      from += bits
      bits = (flags >> TYPE_BITS) & 3
      this.type = (view.getUint32(from, true) & MASK[bits]!) - 1
      from += bits
      bits = (flags >> CAUSE_BITS) & 3
      this.cause = bits === 0 ? -1 : seq - (view.getUint32(from, true) & MASK[bits]!)
      from += bits
      bits = (flags >> OPERATION_BITS) & 3
      this.operation = (view.getUint32(from, true) & MASK[bits]!) - 1
      from += bits
      bits = (flags >> VALUE_BITS) & 3
      this.value =
        (bits === 3 ? view.getUint32(from, true) : view.getUint32(from, true) & MASK[bits]!) - 1
      from += bits === 3 ? 4 : bits
      bits = (flags >>> DETAIL_BITS) & 3
      this.detail = (view.getUint32(from, true) & MASK[bits]!) - 1
      from += bits
    } else from = this.#wide(from)
    if (this.hasMessage) {
      const unpacking = this.#unpacking
      unpacking.at = from
      const length = unpacking.messageLength()
      this.#message = unpacking.at
      from = unpacking.at + length
    }
    this.#next = from
    return true
  }

  /** Goes to an event that exists. On the same page forwards it goes on from where it stands. */
  goTo(seq: number): void {
    const page = this.#pageOf(seq)
    if (page !== this.#page || seq < this.seq) {
      this.#open(page)
      this.seq = this.#pages[page]!.first - 1
    }
    while (this.seq < seq) this.next()
  }

  /** Goes back, if need be, to the first event of the step that this event belongs to. */
  goToStep(): void {
    if (this.isFirst) return
    const { seq } = this
    for (let page = this.#page; page >= 0; page--) {
      const begin = this.#pages[page]!.first
      let found = -1
      this.goTo(begin)
      for (;;) {
        if (this.isFirst) found = this.seq
        const until = page + 1 < this.#pages.length ? this.#pages[page + 1]!.first : this.#length
        if (this.seq + 1 >= Math.min(seq + 1, until)) break
        this.next()
      }
      if (found >= 0) return this.goTo(found)
    }
    this.goTo(0)
  }

  /** The message of this event, a new copy each time; `null` when it has none. */
  message(): object | null {
    if (!this.hasMessage) return null
    this.#unpacking.at = this.#message
    return this.#unpacking.value() as object
  }

  /** The message as JSON; '' when it has none. */
  messageJson(): string {
    if (!this.hasMessage) return ''
    this.#unpacking.at = this.#message
    return this.#unpacking.json()
  }

  /** The fields of an event whose numbers are too large, or too odd. */
  #wide(from: number): number {
    const double = (place: number) => this.#view.getFloat64(from + place * 8, true)
    this.at = double(0)
    this.node = double(1)
    this.peer = double(2)
    this.type = double(3)
    this.cause = double(4)
    this.operation = double(5)
    this.value = double(6)
    this.detail = double(7)
    return from + WIDE_BYTES
  }

  #open(page: number): void {
    this.#page = page
    this.#turn = this.#pages[page + 1]?.first ?? Infinity
    this.#unpacking.bytes = this.#pages[page]!.bytes
    this.#view = this.#pages[page]!.view
    this.#next = 0
    this.at = 0
  }

  #pageOf(seq: number): number {
    let low = 0
    let high = this.#pages.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#pages[middle]!.first <= seq) low = middle
      else high = middle - 1
    }
    return low
  }
}
