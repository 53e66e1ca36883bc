/**
 * What a handler sees while it runs. One object serves all handlers of a run, one after another;
 * `model/context.ts` says what each of these is for.
 */
import { isolate } from '../clockwork/plain.ts'
import { unknownName } from '../clockwork/suggestion.ts'
import type { Micros } from '../clockwork/time.ts'
import { reading, trueDelay } from '../model/clock.ts'
import type { Context, Disk, Files, Peer, SendOptions } from '../model/context.ts'
import type { NodeId, Outcome, Plain, Timer } from '../model/protocol.ts'
import type { Core } from './core.ts'
import { Ask } from './effect.ts'
import type { Effects, End, Note, Write } from './effect.ts'
import { Envelope, usual } from './envelope.ts'
import type { Terms } from './envelope.ts'
import type { LiveNode } from './live-node.ts'
import type { Reception } from './reception.ts'

/** See the file's header. */
export class LiveContext implements Context<never, never> {
  readonly disk: Disk
  readonly files: Files
  readonly #core: Core
  readonly #effects: Effects
  readonly #roles = new Map<string, readonly NodeId<never>[]>()
  #node!: LiveNode
  #from = -1
  #operation = -1

  constructor(core: Core, effects: Effects) {
    this.#core = core
    this.#effects = effects
    for (const [role, places] of core.assembly.byRole)
      this.#roles.set(role, Object.freeze(places.map((place) => place.id as NodeId<never>)))
    this.disk = {
      read: (key) => this.#node.platter.read(key),
      keys: () => this.#node.platter.keys(),
      write: (key, value) => {
        const write = this.#node.writeCount++
        this.#node.platter.begin(write, key, isolate(value, core.hash, 'value written to disk'))
        this.#effects.ask(Ask.write, { key, operation: this.#operation } satisfies Write, write)
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

  /** Turns to a handler of a node, on behalf of a sender and an operation. */
  enter(node: LiveNode, from: number, operation: number): void {
    this.#node = node
    this.#from = from
    this.#operation = operation
  }

  get self(): NodeId<never> {
    return this.#node.id
  }

  get index(): number {
    return this.#node.place.rank
  }

  get from(): NodeId<never> {
    return this.#core.nodes[this.#from]!.id
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
    this.#send(this.#find(to), type, message, options)
  }

  reply(type: string, message: object, options?: SendOptions): undefined {
    this.#send(this.#core.nodes[this.#from]!, type, message, options)
  }

  after(delay: Micros, type: string, message: object): Timer {
    const node = this.#node
    if (!(delay >= 0 && delay < Infinity)) refuseDelay(delay)
    const reception = node.receptions.get(type)
    if (reception === undefined) refuseType(node, type, '')
    const timer = ++node.timerCount
    node.timers.set(timer, -1)
    this.#effects.ask(
      Ask.timer,
      this.#envelope(node.index, reception, message, undefined, timer),
      Math.round(trueDelay(node.clock, delay)),
    )
    return timer
  }

  cancel(timer: Timer | null | undefined): undefined {
    if (timer !== null && timer !== undefined) this.#effects.ask(Ask.cancel, null, timer)
  }

  note(text: string, data: Plain = null): undefined {
    this.#effects.ask(Ask.note, {
      text,
      data: data === null ? null : isolate(data, this.#core.hash, 'data of a note'),
      operation: this.#operation,
    } satisfies Note)
  }

  begin(kind: string, input: Plain = null, key?: string): string {
    const core = this.#core
    const { id } = this.#node
    const opened = core.operations.begin(
      `${id}/${kind}`,
      ++this.#node.operationCount,
      id,
      kind,
      key,
      isolate(input, core.hash, 'input of an operation'),
      core.now,
      core.seq,
      -1,
      0,
    )
    this.#operation = opened.index
    this.#effects.ask(Ask.begin, opened)
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
    this.#effects.ask(Ask.end, {
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
    const gauges = (this.#node.gauges ??= {})
    gauges[name] = finite(name, value)
    this.#core.watchers.meter?.gauge(name, this.#node.id, value, this.#core.now)
  }

  start(node: string, argument: Plain = null): undefined {
    this.#effects.ask(
      Ask.start,
      isolate(argument, this.#core.hash, 'argument of a start'),
      this.#find(node).index,
    )
  }

  stop(node: string): undefined {
    this.#effects.ask(Ask.stop, null, this.#find(node).index)
  }

  exit(code = 0): undefined {
    if (!Number.isInteger(code) || code < 0 || code > 255)
      throw new RangeError(`an exit code is ${code}; it must be a whole number from 0 to 255`)
    this.#effects.ask(Ask.exit, null, code)
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
    this.#effects.ask(Ask.signal, name, target.index)
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
    if (place === undefined) refuseNode(String(name), this.#core.assembly.byName.keys())
    return this.#core.nodes[place.index]!
  }

  #send(target: LiveNode, type: string, message: object, options: SendOptions | undefined): void {
    const reception = target.receptions.get(type)
    if (reception === undefined) refuseType(target, type, `${target.id} has no handler for it: `)
    this.#effects.ask(Ask.send, this.#envelope(target.index, reception, message, options, -1))
  }

  #envelope(
    to: number,
    reception: Reception,
    message: object,
    options: SendOptions | undefined,
    timer: Timer,
  ): Envelope {
    const core = this.#core
    if (typeof message !== 'object' || message === null || Array.isArray(message))
      refuseMessage(reception, message)
    let operation = this.#operation
    let terms = usual
    if (options !== undefined) {
      if (options.operation !== undefined) operation = this.#named(options.operation)
      terms = this.#terms(reception, options)
    }
    return new Envelope(
      this.#node.index,
      to,
      reception,
      isolate(message, core.hash, reception.what, reception.shape),
      operation,
      -1,
      core.now,
      timer,
      terms,
    )
  }

  #named(id: string | null): number {
    return id === null ? -1 : (this.#core.operations.find(id)?.index ?? -1)
  }

  #terms({ what }: Reception, { size, deadline, priority }: SendOptions): Terms {
    if (size === undefined && deadline === undefined && priority === undefined) return usual
    if (size !== undefined && !(size >= 0 && size < Infinity))
      throw new RangeError(`the size of ${what} is ${size}; it must be bytes, 0 or more`)
    return {
      size: size ?? 0,
      deadline:
        deadline === undefined
          ? Infinity
          : this.#core.now + (finite('deadline', deadline) - this.now),
      priority: priority === undefined ? 0 : finite('priority', priority),
    }
  }
}

// What is said in errors stands apart, so that what happens otherwise is small enough to be fast.

function refuseType(node: LiveNode, type: string, before: string): never {
  const { types: allowed } = node.receptions
  throw new Error(`${before}${unknownName({ kind: 'message', value: type, allowed })}`)
}

function refuseDelay(delay: number): never {
  throw new RangeError(`a timer's delay is ${delay} µs; it must be a number, 0 or more`)
}

function refuseMessage({ what }: Reception, message: unknown): never {
  throw new TypeError(
    `${what} is ${String(message)}; it must be an object, {} when there is nothing to say`,
  )
}

function refuseNode(value: string, allowed: Iterable<string>): never {
  throw new Error(unknownName({ kind: 'node', value, allowed }))
}

function finite(name: string, value: number): number {
  if (!Number.isFinite(value))
    throw new RangeError(`${name} is ${value}; it must be a finite number`)
  return value
}
