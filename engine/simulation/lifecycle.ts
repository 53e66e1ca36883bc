/** How nodes come up, go down, pause and go on; and who is told. */
import type { Micros } from '../clockwork/time.ts'
import { kindOf } from '../model/event.ts'
import type { Plain } from '../model/protocol.ts'
import type { Core } from './core.ts'
import { Entry } from './core.ts'
import type { Delivery } from './delivery.ts'
import type { Envelope } from './envelope.ts'
import type { Control } from './effect.ts'
import type { Handling } from './handling.ts'
import type { LiveNode } from './live-node.ts'
import type { AnyHandler } from './reception.ts'

/** Why a node goes down. `stopped` and `exited` are in good order: its disk loses nothing. */
export type Down = 'crashed' | 'killed' | 'stopped' | 'exited'

interface Notice {
  readonly node: number
  readonly status: 'up' | 'down'
  readonly code: number | null
  readonly cause: number
}

/** See the file's header. */
export class Lifecycle {
  /** Told when an event had to wait because its node was paused. */
  onDeferred: (node: LiveNode) => void = () => {}
  readonly #core: Core
  readonly #handling: Handling
  readonly #delivery: Delivery
  readonly #nodes = (role: string) => this.#handling.context.nodes(role)
  /** Who supervises each role, with their delay. */
  readonly #supervisors = new Map<string, { node: LiveNode; after: Micros }[]>()

  constructor(core: Core, handling: Handling, delivery: Delivery) {
    this.#core = core
    this.#handling = handling
    this.#delivery = delivery
    delivery.onPaused = (node, kind, payload) => this.defer(node, kind, payload)
    handling.effects.onExit = (node, code, cause) => this.down(node, 'exited', code, cause)
    for (const node of core.nodes)
      for (const role of node.place.options.supervises ?? []) {
        const those = this.#supervisors.get(role) ?? []
        those.push({ node, after: node.place.options.noticeAfter ?? 0 })
        this.#supervisors.set(role, those)
      }
  }

  /** Brings a node up. One that is up already stays as it is; returns whether anything changed. */
  up(node: LiveNode, argument: Plain, cause: number): boolean {
    if (node.status !== 'down') return false
    const core = this.#core
    const { behavior, role, rank } = node.place
    const again = node.hasRun
    node.status = 'up'
    node.hasRun = true
    node.argument = argument
    const count = core.assembly.byRole.get(role)!.length
    const self = {
      id: node.id,
      index: rank,
      count,
      argument,
      // Asked for, a stream begins; most first states ask for none.
      get random() {
        return node.random
      },
      nodes: this.#nodes,
    }
    const { recover, init } = behavior
    if (again && recover) {
      const { platter } = node
      const disk = { read: (key: string) => platter.read(key), keys: () => platter.keys() }
      this.#handling.prepare(node, () => recover(self as never, disk), 'recover')
    } else this.#handling.prepare(node, () => init(self as never), 'init')
    const seq = core.emit(
      kindOf.up,
      node.index,
      -1,
      -1,
      cause,
      -1,
      0,
      core.symbols.of(again ? 'restarted' : 'started'),
      null,
    )
    if (behavior.start) this.#hook(node, 'start', behavior.start, seq)
    this.#announce(node, 'up', null, seq)
    return true
  }

  /** Takes a node down. One that is down already stays so; returns whether anything changed. */
  down(node: LiveNode, how: Down, code: number | null, cause: number): boolean {
    if (node.status === 'down') return false
    const core = this.#core
    const { behavior } = node.place
    if (how === 'stopped' && behavior.stop) {
      this.#hook(node, 'stop', behavior.stop, cause)
      // The hook itself may have ended the node.
      if ((node.status as string) === 'down') return true
    }
    node.status = 'down'
    const { deferred } = node
    node.deferred = []
    node.gauges = null
    for (const [, slot] of node.timers.entries()) core.queue.cancel(slot)
    node.timers.clear()
    const seq = core.emit(
      kindOf.down,
      node.index,
      -1,
      -1,
      cause,
      -1,
      code ?? -1,
      core.symbols.of(how),
      null,
    )
    this.#delivery.lose(node, how)
    const inOrder = how === 'stopped' || how === 'exited'
    if (!inOrder) node.platter.crash()
    for (const { kind, payload } of deferred)
      if (kind === Entry.deliver || kind === Entry.ask) {
        const envelope = payload as Envelope
        this.#delivery.drop(envelope, how, envelope.cause)
      } else if (kind === Entry.written && inOrder)
        core.queue.post(core.now, kind, node.index, payload)
    core.touch(node)
    this.#announce(node, 'down', code, seq)
    return true
  }

  /** Stops a node in its tracks, without loss. */
  pause(node: LiveNode, cause: number): boolean {
    if (node.status !== 'up') return false
    node.status = 'paused'
    this.#core.touch(node)
    this.#core.emit(
      kindOf.pause,
      node.index,
      -1,
      -1,
      cause,
      -1,
      0,
      this.#core.symbols.of('paused'),
      null,
    )
    return true
  }

  /** Lets a paused node go on: what came up meanwhile happens now, in order. */
  resume(node: LiveNode, cause: number): boolean {
    if (node.status !== 'paused') return false
    const core = this.#core
    node.status = 'up'
    core.touch(node)
    core.emit(kindOf.pause, node.index, -1, -1, cause, -1, 0, core.symbols.of('resumed'), null)
    const waiting = node.deferred
    node.deferred = []
    for (const { kind, payload } of waiting) {
      const slot = core.queue.push(core.now, kind, node.index, payload)
      // Timers and jobs must still be found by the slot they now have.
      if (kind === Entry.timer) node.timers.set((payload as { timer: number }).timer, slot)
      if (kind === Entry.finish) (payload as { slot: number }).slot = slot
    }
    if (node.server) this.#delivery.fill(node)
    return true
  }

  /** Keeps an event of a paused node for later. */
  defer(node: LiveNode, kind: number, payload: unknown): void {
    node.deferred = [...node.deferred, { kind, payload }]
    if (kind === Entry.timer) node.timers.set((payload as { timer: number }).timer, -1)
    if (kind === Entry.finish) (payload as { slot: number }).slot = -1
    this.onDeferred(node)
  }

  /** Carries out a start, stop or signal that a handler asked for. */
  control(node: LiveNode, kind: number, { argument, cause }: Control): void {
    if (kind === Entry.start) this.up(node, argument, cause)
    else if (kind === Entry.stop) this.down(node, 'stopped', 0, cause)
    else this.#signal(node, argument as string, cause)
  }

  /** Tells a supervisor. */
  notice(supervisor: LiveNode, notice: Notice): void {
    if (supervisor.status === 'down') return
    const core = this.#core
    const { supervise } = supervisor.place.behavior
    const seq = core.emit(
      kindOf.notice,
      supervisor.index,
      notice.node,
      -1,
      notice.cause,
      -1,
      notice.code ?? -1,
      core.symbols.of(notice.status),
      null,
    )
    if (!supervise) return
    const change = { node: core.nodes[notice.node]!.id, status: notice.status, code: notice.code }
    this.#handling.run(supervisor, supervise, change, 'supervise', supervisor.index, -1, seq)
  }

  #signal(node: LiveNode, name: string, cause: number): void {
    if (node.status === 'down') return
    const core = this.#core
    const seq = core.emit(
      kindOf.signal,
      node.index,
      -1,
      core.symbols.of(name),
      cause,
      -1,
      0,
      -1,
      null,
    )
    const { signal } = node.place.behavior
    // Nobody can catch KILL.
    if (name === 'KILL') this.down(node, 'killed', 137, seq)
    else if (signal) this.#hook(node, name, signal, seq, name)
    else if (name === 'TERM') this.down(node, 'stopped', 0, seq)
  }

  #announce(node: LiveNode, status: 'up' | 'down', code: number | null, cause: number): void {
    for (const { node: supervisor, after } of this.#supervisors.get(node.place.role) ?? [])
      this.#core.queue.post(this.#core.now + after, Entry.notice, supervisor.index, {
        node: node.index,
        status,
        code,
        cause,
      } satisfies Notice)
  }

  /** Hooks without an argument find the context in its place. */
  #hook(node: LiveNode, name: string, hook: AnyHandler, cause: number, argument?: string): void {
    const { context } = this.#handling
    this.#handling.run(node, hook, argument ?? context, name, node.index, -1, cause)
  }
}
