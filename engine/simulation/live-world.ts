/** The state of a run as checks see it. */
import { unknownName } from '../clockwork/suggestion.ts'
import { reading } from '../model/clock.ts'
import type { NodeId } from '../model/protocol.ts'
import type { NodeView, World } from '../scenario/world.ts'
import type { Core } from './core.ts'
import type { LiveNode } from './live-node.ts'

class View implements NodeView<object> {
  readonly id: NodeId
  readonly role: string
  readonly #node: LiveNode
  readonly #core: Core

  constructor(core: Core, node: LiveNode) {
    this.#core = core
    this.#node = node
    this.id = node.id
    this.role = node.place.role
  }

  get status() {
    return this.#node.status
  }

  get state() {
    return this.#node.state
  }

  get clock() {
    return reading(this.#node.clock, this.#core.now)
  }

  get queued() {
    return this.#node.server?.queued ?? 0
  }

  get serving() {
    return this.#node.server?.serving ?? 0
  }

  get disk() {
    return this.#node.platter.content()
  }
}

/** See the file's header. */
export class LiveWorld implements World {
  readonly #core: Core
  readonly #over: () => boolean
  readonly #views = new Map<string, readonly View[]>()

  constructor(core: Core, over: () => boolean) {
    this.#core = core
    this.#over = over
  }

  get now() {
    return this.#core.now
  }

  get calm() {
    return this.#over()
  }

  get operations() {
    const { begun, ended } = this.#core.operations
    return { begun, ok: ended.ok, fail: ended.fail }
  }

  nodes(role: string): readonly NodeView<never>[] {
    const views = this.#views.get(role) ?? this.#look(role)
    return views as unknown as readonly NodeView<never>[]
  }

  /** Views of a role's nodes, made when somebody first looks. */
  #look(role: string): readonly View[] {
    const { byRole } = this.#core.assembly
    const places = byRole.get(role)
    if (!places) throw new Error(unknownName({ kind: 'role', value: role, allowed: byRole.keys() }))
    const views = places.map(({ index }) => new View(this.#core, this.#core.nodes[index]!))
    this.#views.set(role, views)
    return views
  }

  counter(name: string): number {
    return this.#core.counters.get(name) ?? 0
  }
}
