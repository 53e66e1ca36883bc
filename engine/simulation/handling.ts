/**
 * Runs a handler: gives it its context, collects what it asks for, and carries that out when it
 * has returned. On plain state directly, or on an immer draft for those who want to see what
 * changed; both come to the same.
 */
import { enablePatches, produceWithPatches } from 'immer'
import type { Patch } from 'immer'
import { checkTree, isolate } from '../clockwork/plain.ts'
import { unknownName } from '../clockwork/suggestion.ts'
import type { Micros } from '../clockwork/time.ts'
import { reading, trueDelay } from '../model/clock.ts'
import type { Context, Disk, Files, Peer, SendOptions } from '../model/context.ts'
import { kindOf } from '../model/event.ts'
import type { NodeId, Outcome, Plain, Timer } from '../model/protocol.ts'
import type { Core } from './core.ts'
import { Entry } from './core.ts'
import type { Envelope, Held } from './envelope.ts'
import { HandlerError } from './handler-error.ts'
import type { LiveNode } from './live-node.ts'
import type { OpenOperation } from './operations.ts'

enablePatches()

/** What a handler is called for. */
export interface Occasion {
  /** What the handler is for, in an error: a message type or a hook's name. */
  readonly name: string
  /** Sender by index; the node itself for timers and arrivals. */
  readonly from: number
  readonly operation: number
  /** The trace event it runs in. */
  readonly cause: number
}

/** Any handler or hook, its types forgotten. */
export type AnyHandler = (state: object, argument: never, ctx: never) => undefined

const Ask = {
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

interface Note {
  readonly text: string
  readonly data: Plain
  readonly operation: number
}

interface Write {
  readonly key: string
  readonly operation: number
}

interface End {
  readonly operation: OpenOperation
  readonly outcome: Outcome
  readonly output: Plain
}

/** What the handler's node asks of others beside messages. */
export interface Control {
  readonly node: number
  readonly cause: number
  readonly argument: Plain
}

/** See the file's header. */
export class Handling implements Context<never, never> {
  /** How handlers run. */
  mode: 'direct' | 'draft' = 'direct'
  /** In draft mode, told what each handler changed. */
  onPatches: ((node: LiveNode, patches: Patch[], inverse: Patch[]) => void) | null = null
  /** Told when a node got a new first state. */
  onPrepared: (node: LiveNode) => void = () => {}
  /** Told when an operation ends. */
  onEnd: (operation: OpenOperation) => void = () => {}
  /** Told when a node exits, after its effects. */
  onExit: (node: LiveNode, code: number, cause: number) => void = () => {}
  readonly disk: Disk
  readonly files: Files
  readonly #core: Core
  readonly #asked: number[] = []
  readonly #things: unknown[] = []
  readonly #numbers: number[] = []
  readonly #roles = new Map<string, readonly NodeId<never>[]>()
  #node!: LiveNode
  #occasion!: Occasion
  #operation = -1

  constructor(core: Core) {
    this.#core = core
    for (const [role, places] of core.assembly.byRole)
      this.#roles.set(role, Object.freeze(places.map((place) => place.id as NodeId<never>)))
    this.disk = {
      read: (key) => this.#node.platter.read(key),
      keys: () => this.#node.platter.keys(),
      write: (key, value) => {
        const write = this.#node.writeCount++
        this.#node.platter.begin(write, key, isolate(value, core.hash, 'value written to disk'))
        this.#ask(Ask.write, { key, operation: this.#operation } satisfies Write, write)
      },
      remove: (key) => {
        this.#node.platter.remove(key)
      },
    }
    this.files = {
      read: (path) => this.#node.folder.read(path),
      list: () => this.#node.folder.list(),
      write: (path, content) => {
        this.#node.folder.write(path, isolate(content, core.hash, 'content written to a file'))
      },
      remove: (path) => {
        this.#node.folder.remove(path)
      },
    }
  }

  /**
   * Calls a handler or hook and carries out what it asked for.
   * @throws HandlerError when it throws or asks for something impossible.
   */
  run(node: LiveNode, handler: AnyHandler, argument: unknown, occasion: Occasion): void {
    const core = this.#core
    this.#node = node
    this.#occasion = occasion
    this.#operation = occasion.operation
    node.handled++
    try {
      if (this.mode === 'direct') {
        const answer: unknown = handler(node.state, argument as never, this as never)
        if (answer !== undefined) refuseAnswer(answer)
      } else this.#runOnDraft(node, handler, argument)
      if (core.strict) checkTree(node.state, `state of ${node.id}`)
      core.touch(node)
      this.#carryOut(node, occasion)
    } catch (error) {
      this.#forget()
      throw this.#blame(error)
    }
  }

  /** Makes a node's first state, with the same care. */
  prepare(node: LiveNode, make: () => object, name: string): void {
    node.state = this.attempt(node, name, () => isolate(make(), undefined, `state of ${node.id}`))
    this.onPrepared(node)
    this.#core.touch(node)
  }

  /**
   * Runs a piece of the author's code that is no handler: a first state, a service time, a message
   * of a workload.
   * @throws HandlerError when it throws.
   */
  attempt<T>(node: LiveNode, name: string, make: () => T): T {
    try {
      return make()
    } catch (error) {
      this.#node = node
      this.#occasion = { name, from: node.index, operation: -1, cause: -1 }
      throw this.#blame(error)
    }
  }

  #runOnDraft(node: LiveNode, handler: AnyHandler, argument: unknown): void {
    const [next, patches, inverse] = produceWithPatches(node.state, (draft: object) => {
      const answer: unknown = handler(draft, argument as never, this as never)
      if (answer !== undefined) refuseAnswer(answer)
    })
    node.state = next
    this.onPatches?.(node, patches, inverse)
  }

  #blame(error: unknown): unknown {
    if (error instanceof HandlerError || (error instanceof Error && error.name === 'CapError'))
      return error
    const { now, seq, seed } = this.#core
    return new HandlerError(
      { node: this.#node.id, handler: this.#occasion.name, at: now, seq, seed },
      error,
    )
  }

  #ask(what: number, thing: unknown, number = 0): void {
    this.#asked.push(what)
    this.#things.push(thing)
    this.#numbers.push(number)
  }

  #forget(): void {
    this.#asked.length = 0
    this.#things.length = 0
    this.#numbers.length = 0
  }

  #carryOut(node: LiveNode, { cause }: Occasion): void {
    const core = this.#core
    const { queue, symbols, now } = core
    let exit: number | null = null
    for (let i = 0; i < this.#asked.length; i++) {
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
          core.watchers.historian?.begin({ ...operation, startSeq: seq })
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
          queue.push(now, Entry.start, number, {
            node: number,
            cause,
            argument: thing as Plain,
          } satisfies Control)
          break
        case Ask.stop:
          queue.push(now, Entry.stop, number, {
            node: number,
            cause,
            argument: null,
          } satisfies Control)
          break
        case Ask.signal:
          queue.push(now, Entry.signal, number, {
            node: number,
            cause,
            argument: thing as string,
          } satisfies Control)
          break
        case Ask.exit:
          exit ??= number
          break
      }
    }
    this.#forget()
    if (exit !== null) this.onExit(node, exit, cause)
  }

  /** Sends a message on its way. */
  #dispatch(envelope: Envelope, cause: number): void {
    const core = this.#core
    const { network, symbols, now } = core
    const { from, to, operation, message } = envelope
    const type = symbols.of(envelope.type)
    network.send(from, to, envelope.size, now)
    const { outcome, delay, because } = network.transit
    const rule = because === '' ? -1 : symbols.of(because)
    const seq = core.emit(
      kindOf.send,
      from,
      to,
      type,
      cause,
      operation,
      outcome === 'pass' ? delay : -1,
      rule,
      message,
    )
    envelope.cause = seq
    this.#route(envelope)
  }

  /** Messages that a rule holds back, in the order of sending. */
  held: Held[] = []

  /** Sends on what a rule held back; another rule may drop it or hold it again. */
  release(rule: string): void {
    const { network, now } = this.#core
    const waiting = this.held.filter((held) => held.rule === rule)
    this.held = this.held.filter((held) => held.rule !== rule)
    for (const { envelope, draws } of waiting) {
      network.send(envelope.from, envelope.to, envelope.size, now, draws)
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
      queue.push(now + delay, Entry.deliver, to, envelope)
      if (secondDelay >= 0) {
        const message = isolate(envelope.message)
        queue.push(now + secondDelay, Entry.deliver, to, { ...envelope, message })
      }
      return
    }
    if (outcome === 'hold')
      this.held.push({ rule: because, envelope, draws: core.network.transit.draws })
    const type = symbols.of(envelope.type)
    core.emit(kindOf[outcome], from, to, type, cause, operation, 0, symbols.of(because), null)
  }

  #write(node: LiveNode, { key, operation }: Write, write: number, cause: number): void {
    const open = this.#core.operations.get(operation)
    const random = open ? this.#core.operations.random(open) : node.serviceRandom
    const slow = node.diskFault === 'slow' ? node.diskSlowness : 1
    const latency = Math.round(node.diskLatency(random) * slow)
    this.#core.queue.push(this.#core.now + latency, Entry.written, node.index, {
      key,
      write,
      cause,
      operation,
    } satisfies Writing)
  }

  // What a handler sees. Each of these is documented in `model/context.ts`.

  get self(): NodeId<never> {
    return this.#node.id
  }

  get index(): number {
    return this.#node.place.rank
  }

  get from(): NodeId<never> {
    return this.#core.nodes[this.#occasion.from]!.id
  }

  get id(): string {
    return `${this.#node.id}#${this.#node.handled}`
  }

  get now(): Micros {
    return reading(this.#node.clock, this.#core.now)
  }

  get operation(): string | null {
    return this.#core.operations.get(this.#operation)?.id ?? null
  }

  get random() {
    return this.#node.random
  }

  nodes(role: string): readonly NodeId<never>[] {
    const nodes = this.#roles.get(role)
    if (!nodes)
      throw new Error(unknownName({ kind: 'role', value: role, allowed: this.#roles.keys() }))
    return nodes
  }

  send(to: string, type: string, message: object, options?: SendOptions): undefined {
    const target = this.#find(to)
    const behavior = target.place.behavior
    if (!Object.hasOwn(behavior.on, type))
      throw new Error(
        `${target.id} has no handler for it: ${unknownName({ kind: 'message', value: type, allowed: Object.keys(behavior.on) })}`,
      )
    this.#ask(Ask.send, this.#envelope(target.index, type, message, options, -1))
  }

  reply(type: string, message: object, options?: SendOptions): undefined {
    this.send(this.from, type, message, options)
  }

  after(delay: Micros, type: string, message: object): Timer {
    const node = this.#node
    if (!(delay >= 0 && delay < Infinity))
      throw new RangeError(`a timer's delay is ${delay} µs; it must be a number, 0 or more`)
    if (!Object.hasOwn(node.place.behavior.on, type))
      throw new Error(
        unknownName({ kind: 'message', value: type, allowed: Object.keys(node.place.behavior.on) }),
      )
    const timer = ++node.timerCount
    node.timers.set(timer, -1)
    this.#ask(
      Ask.timer,
      this.#envelope(node.index, type, message, undefined, timer),
      Math.round(trueDelay(node.clock, delay)),
    )
    return timer
  }

  cancel(timer: Timer | null | undefined): undefined {
    if (timer !== null && timer !== undefined) this.#ask(Ask.cancel, null, timer)
  }

  note(text: string, data: Plain = null): undefined {
    this.#ask(Ask.note, {
      text,
      data: data === null ? null : isolate(data, this.#core.hash, 'data of a note'),
      operation: this.#operation,
    } satisfies Note)
  }

  begin(kind: string, input: Plain = null, key?: string): string {
    const core = this.#core
    const opened = core.operations.begin({
      id: `${this.#node.id}/${kind}#${++this.#node.operationCount}`,
      process: this.#node.id,
      kind,
      key,
      input: isolate(input, core.hash, 'input of an operation'),
      start: core.now,
      startSeq: core.seq,
      source: -1,
      user: 0,
    })
    this.#operation = opened.index
    this.#ask(Ask.begin, opened)
    return opened.id
  }

  end(outcome: Outcome, output: Plain = null, id?: string): boolean {
    const { operations, hash } = this.#core
    const operation = id === undefined ? operations.get(this.#operation) : operations.find(id)
    if (!operation) {
      if (id === undefined && this.#operation === -1)
        throw new Error('no operation is open here; begin one, or name the one to end')
      return false
    }
    operations.end(operation, outcome)
    this.#ask(Ask.end, {
      operation,
      outcome,
      output: isolate(output, hash, 'output of an operation'),
    } satisfies End)
    return true
  }

  count(name: string, by = 1): undefined {
    this.#core.counters.set(name, (this.#core.counters.get(name) ?? 0) + finite(name, by))
    this.#core.watchers.meter?.count(name, by, this.#core.now)
  }

  observe(name: string, value: number): undefined {
    this.#core.watchers.meter?.observe(name, finite(name, value), this.#core.now)
  }

  gauge(name: string, value: number): undefined {
    this.#node.gauges[name] = finite(name, value)
    this.#core.watchers.meter?.gauge(name, this.#node.id, value, this.#core.now)
  }

  start(node: string, argument: Plain = null): undefined {
    this.#ask(
      Ask.start,
      isolate(argument, this.#core.hash, 'argument of a start'),
      this.#find(node).index,
    )
  }

  stop(node: string): undefined {
    this.#ask(Ask.stop, null, this.#find(node).index)
  }

  exit(code = 0): undefined {
    if (!Number.isInteger(code) || code < 0 || code > 255)
      throw new RangeError(`an exit code is ${code}; it must be a whole number from 0 to 255`)
    this.#ask(Ask.exit, null, code)
  }

  signal(node: string, name: string): undefined {
    const target = this.#find(node)
    if (
      target !== this.#node &&
      (target.place.pod < 0 || target.place.pod !== this.#node.place.pod)
    )
      throw new Error(
        `${node} is not in the pod of ${this.#node.id}; signals reach members of one pod only`,
      )
    this.#ask(Ask.signal, name, target.index)
  }

  peers(): readonly Peer[] {
    const { pod } = this.#node.place
    const members =
      pod < 0 ? [this.#node] : this.#core.nodes.filter((node) => node.place.pod === pod)
    return members.map(({ id, place, status, gauges }) => ({
      id,
      role: place.role,
      status,
      gauges: { ...gauges },
    }))
  }

  fail(reason: string): never {
    throw new Error(reason)
  }

  #find(name: string): LiveNode {
    const place = this.#core.assembly.byName.get(name)
    if (!place)
      throw new Error(
        unknownName({
          kind: 'node',
          value: String(name),
          allowed: this.#core.assembly.byName.keys(),
        }),
      )
    return this.#core.nodes[place.index]!
  }

  #envelope(
    to: number,
    type: string,
    message: object,
    options: SendOptions | undefined,
    timer: Timer,
  ): Envelope {
    const core = this.#core
    if (typeof message !== 'object' || message === null || Array.isArray(message))
      throw new TypeError(
        `message "${type}" is ${String(message)}; it must be an object, {} when there is nothing to say`,
      )
    let operation = this.#operation
    let deadline = Infinity
    if (options) {
      if (options.operation !== undefined)
        operation =
          options.operation === null ? -1 : (core.operations.find(options.operation)?.index ?? -1)
      if (options.deadline !== undefined)
        deadline = core.now + (finite('deadline', options.deadline) - this.now)
      if (options.size !== undefined && !(options.size >= 0 && options.size < Infinity))
        throw new RangeError(
          `the size of message "${type}" is ${options.size}; it must be bytes, 0 or more`,
        )
    }
    return {
      from: this.#node.index,
      to,
      type,
      message: isolate(message, core.hash, `message "${type}"`),
      operation,
      cause: -1,
      sentAt: core.now,
      size: options?.size ?? 0,
      deadline,
      priority: options?.priority === undefined ? 0 : finite('priority', options.priority),
      timer,
    }
  }
}

/** A disk write under way. */
export interface Writing {
  readonly key: string
  readonly write: number
  readonly cause: number
  readonly operation: number
}

function finite(name: string, value: number): number {
  if (!Number.isFinite(value))
    throw new RangeError(`${name} is ${value}; it must be a finite number`)
  return value
}

function refuseAnswer(answer: unknown): never {
  const what =
    typeof answer === 'object' && answer !== null && 'then' in answer ? 'a promise' : typeof answer
  throw new TypeError(
    `the handler returned ${what}; a handler returns nothing: no async, no generator; wait with ctx.after`,
  )
}
