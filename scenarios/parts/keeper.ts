/**
 * A keeper starts nodes again that ended themselves, as an orchestrator does with a container that
 * exits. What a fault takes down comes back when the fault is lifted, not by the keeper.
 */
import { behavior } from '../../engine/index.ts'
import type { Behavior, Micros, NodeId } from '../../engine/index.ts'

/** What a keeper receives: its own timer. Give the role `keeper` of a protocol this. */
export type KeeperMessages = {
  restart: { node: string }
}

type Minimal = { keeper: KeeperMessages }

/** A behavior for the role `keeper`; its node says with `supervises` whom it keeps. `after`: µs from an exit to the restart. */
export function keeper<
  P extends { keeper: KeeperMessages } & { [role: string]: { [type: string]: object } },
>(after: Micros): Behavior<P, 'keeper', { restarts: number }> {
  const one = behavior<Minimal, 'keeper', { restarts: number }>({
    init: () => ({ restarts: 0 }),
    on: {
      restart(state, { node }, ctx) {
        state.restarts++
        ctx.start(node as NodeId<'keeper'>)
      },
    },
    supervise(_state, { node, status, code }, ctx) {
      if (status === 'down' && code !== null) ctx.after(after, 'restart', { node })
    },
  })
  return one as unknown as Behavior<P, 'keeper', { restarts: number }>
}
