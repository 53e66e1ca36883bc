/**
 * What handlers ask for, collected while they run and carried out when they have returned, in the
 * order in which it was asked for.
 */
import { kindOf } from '../model/event.ts'
import type { Outcome, Plain } from '../model/protocol.ts'
import type { Core } from './core.ts'
import { Entry } from './core.ts'
import type { Envelope, Held } from './envelope.ts'
import type { LiveNode } from './live-node.ts'
import type { OpenOperation } from './operations.ts'

/** What can be asked for. */
export const Ask = {
  send: 0,
  timer: 1,
  note: 2,
  begin: 3,
  end: 4,
  start: 5,
  stop: 6,
  exit: 7,
  signal: 8,
  write: 9,
  cancel: 10,
} as const

/** A note to write. */
export interface Note {
  readonly text: string
  readonly data: Plain
  readonly operation: number
}

/** A disk write to begin. */
export interface Write {
  readonly key: string
  readonly operation: number
}

/** An operation to end. */
export interface End {
  readonly operation: OpenOperation
  readonly outcome: Outcome
  readonly output: Plain
}

/** What the handler's node asks of others beside messages. */
export interface Control {
  readonly cause: number
  readonly argument: Plain
}

/** A disk write under way. */
export interface Writing {
  readonly key: string
  readonly write: number
  readonly cause: number
  readonly operation: number
}

/** See the file's header. */
export class Effects {
  /** Told when an operation ends. */
  onEnd: (operation: OpenOperation) => void = () => {}
  /** Told when a node exits, after its effects. */
  onExit: (node: LiveNode, code: number, cause: number) => void = () => {}
  /** Messages that a rule holds back, in the order of sending. */
  held: Held[] = []
  readonly #core: Core
  /** How many are asked for and not carried out. */
  count = 0
  // Three columns instead of a list of objects: a run asks for millions. They never shrink.
  readonly #asked: number[] = []
  readonly #things: unknown[] = []
  readonly #numbers: number[] = []

  constructor(core: Core) {
    this.#core = core
  }

  /** Takes note of something asked for. */
  ask(what: number, thing: unknown, number = 0): void {
    const at = this.count++
    this.#asked[at] = what
    this.#things[at] = thing
    this.#numbers[at] = number
  }

  /** Drops what was asked for: the handler threw. */
  forget(): void {
    this.count = 0
  }

  /** Does what a node's handler asked for in event `cause`. */
  carryOut(node: LiveNode, cause: number): void {
    const core = this.#core
    const { queue, symbols, now } = core
    let exit: number | null = null
    for (let i = 0; i < this.count; i++) {
      const thing = this.#things[i]
      const number = this.#numbers[i]!
      switch (this.#asked[i]) {
        case Ask.send:
          this.#dispatch(thing as Envelope, cause)
          break
        case Ask.timer: {
          const envelope = thing as Envelope
          envelope.cause = cause
          // A timer taken back within the handler that set it is never scheduled.
          if (node.timers.get(envelope.timer) === -1)
            node.timers.set(
              envelope.timer,
              queue.push(now + number, Entry.timer, node.index, envelope),
            )
          break
        }
        case Ask.cancel: {
          const slot = node.timers.get(number)
          node.timers.delete(number)
          if (slot !== undefined && slot !== -1) queue.cancel(slot)
          break
        }
        case Ask.note: {
          const { text, data, operation } = thing as Note
          core.emit(
            kindOf.note,
            node.index,
            -1,
            symbols.of(text),
            cause,
            operation,
            0,
            -1,
            data === null ? null : { data },
          )
          break
        }
        case Ask.begin: {
          const operation = thing as OpenOperation
          const seq = core.emit(
            kindOf.begin,
            node.index,
            -1,
            symbols.of(operation.kind),
            cause,
            operation.index,
            0,
            -1,
            null,
          )
          // Its place in the history is that of this event: an end asked for before it comes before it.
          operation.startSeq = seq
          core.watchers.historian?.begin(operation)
          break
        }
        case Ask.end: {
          const { operation, outcome, output } = thing as End
          const seq = core.emit(
            kindOf.end,
            node.index,
            -1,
            symbols.of(operation.kind),
            cause,
            operation.index,
            now - operation.start,
            symbols.of(outcome),
            output === null ? null : { output },
          )
          core.watchers.historian?.end(operation, outcome, output, now, seq)
          this.onEnd(operation)
          break
        }
        case Ask.write:
          this.#write(node, thing as Write, number, cause)
          break
        case Ask.start:
          queue.post(now, Entry.start, number, control(cause, thing as Plain))
          break
        case Ask.stop:
          queue.post(now, Entry.stop, number, control(cause, null))
          break
        case Ask.signal:
          queue.post(now, Entry.signal, number, control(cause, thing as string))
          break
        case Ask.exit:
          exit ??= number
          break
      }
    }
    this.forget()
    if (exit !== null) this.onExit(node, exit, cause)
  }

  /** Sends a message on its way. */
  #dispatch(envelope: Envelope, cause: number): void {
    const core = this.#core
    const { network, symbols, now } = core
    const { from, to, operation, message, reception } = envelope
    network.send(from, to, envelope.terms.size, now)
    const { outcome, delay, because } = network.transit
    const rule = because === '' ? -1 : symbols.of(because)
    const seq = core.emit(
      kindOf.send,
      from,
      to,
      reception.symbol,
      cause,
      operation,
      outcome === 'pass' ? delay : -1,
      rule,
      message,
    )
    envelope.cause = seq
    this.#route(envelope)
  }

  /** Sends on what a rule held back; another rule may drop it or hold it again. */
  release(rule: string): void {
    const { network, now } = this.#core
    const waiting = this.held.filter((held) => held.rule === rule)
    this.held = this.held.filter((held) => held.rule !== rule)
    for (const { envelope, draws } of waiting) {
      network.send(envelope.from, envelope.to, envelope.terms.size, now, draws)
      this.#route(envelope)
    }
  }

  /** Does what the network has just decided about a message. */
  #route(envelope: Envelope): void {
    const core = this.#core
    const { queue, symbols, now } = core
    const { from, to, operation, cause } = envelope
    const { outcome, delay, secondDelay, because } = core.network.transit
    if (outcome === 'pass') {
      queue.post(now + delay, Entry.deliver, to, envelope)
      if (secondDelay >= 0) queue.post(now + secondDelay, Entry.deliver, to, envelope.double())
      return
    }
    if (outcome === 'hold')
      this.held.push({ rule: because, envelope, draws: core.network.transit.draws })
    const type = envelope.reception.symbol
    core.emit(kindOf[outcome], from, to, type, cause, operation, 0, symbols.of(because), null)
  }

  #write(node: LiveNode, { key, operation }: Write, write: number, cause: number): void {
    const open = this.#core.operations.get(operation)
    const { operations } = this.#core
    const random = open ? operations.random(open) : node.serviceRandom
    const slow = node.diskFault === 'slow' ? node.diskSlowness : 1
    const latency = Math.round(node.diskLatency(random) * slow)
    this.#core.queue.post(this.#core.now + latency, Entry.written, node.index, {
      key,
      write,
      cause,
      operation,
    } satisfies Writing)
  }
}

function control(cause: number, argument: Plain): Control {
  return { cause, argument }
}
