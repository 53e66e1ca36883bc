/**
 * Runs handlers: on plain state directly, or on an immer draft for those who want to see what
 * changed; both come to the same. What goes wrong in one is blamed on it by name.
 */
import { enablePatches, produceWithPatches } from 'immer'
import type { Patch } from 'immer'
import { checkTree, isolate } from '../clockwork/plain.ts'
import type { Core } from './core.ts'
import { Effects } from './effect.ts'
import { HandlerError } from './handler-error.ts'
import { LiveContext } from './live-context.ts'
import type { LiveNode } from './live-node.ts'
import type { AnyHandler } from './reception.ts'

enablePatches()

/** See the file's header. */
export class Handling {
  /** How handlers run. */
  mode: 'direct' | 'draft' = 'direct'
  /** In draft mode, told what each handler changed. */
  onPatches: ((node: LiveNode, patches: Patch[], inverse: Patch[]) => void) | null = null
  /** Told when a node got a new first state. */
  onPrepared: (node: LiveNode) => void = () => {}
  readonly effects: Effects
  readonly context: LiveContext
  readonly #core: Core

  constructor(core: Core) {
    this.#core = core
    this.effects = new Effects(core)
    this.context = new LiveContext(core, this.effects)
  }

  /**
   * Calls a handler or hook and carries out what it asked for.
   * @param name what the handler is for, in an error: a message type or a hook's name.
   * @param from sender by index; the node itself for timers and arrivals.
   * @param cause the trace event it runs in.
   * @throws HandlerError when it throws or asks for something impossible.
   */
  run(
    node: LiveNode,
    handler: AnyHandler,
    argument: unknown,
    name: string,
    from: number,
    operation: number,
    cause: number,
  ): void {
    const core = this.#core
    this.context.enter(node, from, operation)
    node.handled++
    try {
      if (this.mode === 'direct') {
        const answer: unknown = handler(node.state, argument as never, this.context as never)
        if (answer !== undefined) refuseAnswer(answer)
      } else this.#runOnDraft(node, handler, argument)
      if (core.strict) checkTree(node.state, `state of ${node.id}`)
      core.touch(node)
      if (this.effects.count > 0) this.effects.carryOut(node, cause)
    } catch (error) {
      this.effects.forget()
      throw this.blame(node, name, error)
    }
  }

  /** Makes a node's first state, with the same care. */
  prepare(node: LiveNode, make: () => object, name: string): void {
    try {
      node.state = isolate(make(), undefined, `state of ${node.id}`)
    } catch (error) {
      throw this.blame(node, name, error)
    }
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
      throw this.blame(node, name, error)
    }
  }

  #runOnDraft(node: LiveNode, handler: AnyHandler, argument: unknown): void {
    const [next, patches, inverse] = produceWithPatches(node.state, (draft: object) => {
      const answer: unknown = handler(draft, argument as never, this.context as never)
      if (answer !== undefined) refuseAnswer(answer)
    })
    node.state = next
    this.onPatches?.(node, patches, inverse)
  }

  /** What is thrown for an error in a piece of the author's code. */
  blame(node: LiveNode, handler: string, error: unknown): unknown {
    if (error instanceof HandlerError || (error instanceof Error && error.name === 'CapError'))
      return error
    const { now, seq, seed } = this.#core
    return new HandlerError({ node: node.id, handler, at: now, seq, seed }, error)
  }
}

function refuseAnswer(answer: unknown): never {
  const what =
    typeof answer === 'object' && answer !== null && 'then' in answer ? 'a promise' : typeof answer
  throw new TypeError(
    `the handler returned ${what}; a handler returns nothing: no async, no generator; wait with ctx.after`,
  )
}
