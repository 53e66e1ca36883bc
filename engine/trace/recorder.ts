/**
 * Keeps trace events, packed into pages of bytes: some fifteen bytes each with its message, where
 * an object of its own would take ten times as much and be visited by every garbage collection.
 */
import type { EventWatcher } from '../simulation/watcher.ts'
import type { TraceEvents } from './format.ts'
import {
  AT_BITS,
  CAUSE_BITS,
  DETAIL_BITS,
  FIRST,
  MESSAGE,
  NARROW_MAX,
  NODE_BITS,
  OPERATION_BITS,
  PEER_BITS,
  TYPE_BITS,
  VALUE_BITS,
  WIDE,
  WIDE_BYTES,
} from './layout.ts'
import { Lexicon } from './lexicon.ts'
import { Packing } from './packing.ts'
import { emptyPage } from './page.ts'
import type { Page } from './page.ts'
import { RecordedEvents } from './recorded-events.ts'

/** No event begins in the last bytes of a page: its numbers fit, and nearly always its message. */
const spareBytes = 1024

/** What a recorder goes back to. */
interface Mark {
  readonly length: number
  readonly pages: number
  readonly position: number
  readonly at: number
}

/** See the file's header. */
export class Recorder implements EventWatcher {
  readonly #lexicon = new Lexicon()
  readonly #packing = new Packing(this.#lexicon)
  readonly #pages: Page[] = []
  #page = emptyPage(0)
  /** Where the next event goes, and the last place for one on this page. */
  #position = 0
  #last = -1
  /** Time of the event before on this page. */
  #at = 0
  #length = 0
  /** What the flags of the next event begin with. */
  #first = 0
  #events: RecordedEvents | null = null

  /** The next event is the first of a step. */
  beginStep(): void {
    this.#first = FIRST
  }

  /** Takes an event; `seq` counts from 0 without a gap. The message is read at once, not kept. */
  event(
    seq: number,
    at: number,
    kind: number,
    node: number,
    peer: number,
    type: number,
    cause: number,
    operation: number,
    value: number,
    detail: number,
    message: object | null,
  ): void {
    if (this.#position > this.#last) this.#turn(seq, 0)
    const { bytes, view } = this.#page
    const begin = this.#position
    const since = at - this.#at
    const back = cause < 0 ? 0 : seq - cause
    const above = value + 1
    let to = begin + 3
    let flags = kind | this.#first
    if (
      since >>> 0 === since &&
      above >>> 0 === above &&
      above - 1 === value &&
      ((node + 1) | (peer + 1) | (type + 1) | back | (operation + 1) | (detail + 1)) >>> 0 <
        NARROW_MAX
    ) {
      let bits = steps(since)
      flags |= bits << AT_BITS
      view.setUint32(to, since, true)
      to += bits === 3 ? 4 : bits
      bits = narrow(node + 1)
      flags |= bits << NODE_BITS
      view.setUint32(to, node + 1, true)
      to += bits
      bits = narrow(peer + 1)
      flags |= bits << PEER_BITS
      view.setUint32(to, peer + 1, true)
      to += bits
      bits = narrow(type + 1)
      flags |= bits << TYPE_BITS
      view.setUint32(to, type + 1, true)
      to += bits
      bits = narrow(back)
      flags |= bits << CAUSE_BITS
      view.setUint32(to, back, true)
      to += bits
      bits = narrow(operation + 1)
      flags |= bits << OPERATION_BITS
      view.setUint32(to, operation + 1, true)
      to += bits
      bits = steps(above)
      flags |= bits << VALUE_BITS
      view.setUint32(to, above, true)
      to += bits === 3 ? 4 : bits
      bits = narrow(detail + 1)
      flags |= bits << DETAIL_BITS
      view.setUint32(to, detail + 1, true)
      to += bits
    } else {
      flags |= WIDE
      to = this.#wide(to, [at, node, peer, type, cause, operation, value, detail])
    }
    if (message !== null) {
      flags |= MESSAGE
      to = this.#packing.message(bytes, to, message, type)
      if (to > bytes.length) {
        this.#turn(seq, to - begin + WIDE_BYTES)
        this.event(seq, at, kind, node, peer, type, cause, operation, value, detail, message)
        return
      }
    }
    bytes[begin] = flags
    bytes[begin + 1] = flags >> 8
    bytes[begin + 2] = flags >> 16
    this.#position = to
    this.#at = at
    this.#length = seq + 1
    this.#first = 0
  }

  /** The events so far, without copying them; they stay as they are while the record grows. */
  get events(): TraceEvents {
    if (this.#events?.length !== this.#length)
      this.#events = new RecordedEvents([...this.#pages], this.#length, this.#lexicon)
    return this.#events
  }

  /** Bytes in use for events, their messages included. */
  get bytes(): number {
    return this.#pages.reduce((sum, { bytes }) => sum + bytes.length, 0)
  }

  save(): unknown {
    return {
      length: this.#length,
      pages: this.#pages.length,
      position: this.#position,
      at: this.#at,
    } satisfies Mark
  }

  /**
   * Forgets what came after the snapshot. Events that were taken out before are void then.
   * @throws RangeError for a snapshot of another record that goes further than this one.
   */
  load(saved: unknown): void {
    const { length, pages, position, at } = saved as Mark
    if (length > this.#length)
      throw new RangeError(
        `the record has ${this.#length} events, so it cannot go back to ${length}; load a snapshot of the same run`,
      )
    this.#pages.length = pages
    this.#page = this.#pages.at(-1) ?? emptyPage(0)
    this.#position = position
    this.#last = pages === 0 ? -1 : this.#page.bytes.length - spareBytes
    this.#at = at
    this.#length = length
    this.#events = null
  }

  #wide(to: number, numbers: readonly number[]): number {
    numbers.forEach((one, place) => this.#page.view.setFloat64(to + place * 8, one, true))
    return to + WIDE_BYTES
  }

  /** Begins a new page, for an event that may take more room than a page has. */
  #turn(seq: number, room: number): void {
    this.#page = emptyPage(seq, room)
    if (this.#pages.at(-1)?.first === seq) this.#pages.pop()
    this.#pages.push(this.#page)
    this.#position = 0
    this.#last = this.#page.bytes.length - spareBytes
    this.#at = 0
  }
}

/** How many bytes a number below 2^24 takes. */
function narrow(n: number): number {
  return (39 - Math.clz32(n)) >> 3
}

/** The same for a number below 2^32, 3 standing for four bytes. */
function steps(n: number): number {
  return n < 0x1_0000 ? (39 - Math.clz32(n)) >> 3 : 3
}
