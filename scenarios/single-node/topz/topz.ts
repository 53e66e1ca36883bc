/** The sidecar: it shares the pod's process table, so one image serves every language. */
import { behavior } from '../../../engine/index.ts'
import type { Peer } from '../../../engine/index.ts'
import type { Process, Topz } from './protocol.ts'

/** How a sidecar reads the table. */
export interface Reading {
  /** Whether it lists a process. */
  readonly lists: (peer: Peer) => boolean
  /** Whether it reads the table anew for each question. */
  readonly fresh: boolean
}

/** All processes, every time. */
export const soundReading: Reading = { lists: () => true, fresh: true }

/** A sidecar that shows its pod's process table, and can end a process in good order. */
export function topz({ lists, fresh }: Reading = soundReading) {
  return behavior<Topz, 'topz', { table: Process[] }>({
    init: () => ({ table: [] }),
    on: {
      list(state, { round }, ctx) {
        if (fresh || state.table.length === 0)
          state.table = ctx
            .peers()
            .filter((peer) => peer.role === 'app' && lists(peer))
            .map(({ id, status, gauges }) => ({ id, status, memory: gauges['memory'] ?? null }))
        ctx.reply('table', { round, processes: state.table })
      },
      end(_state, { id }, ctx) {
        // The process table is shared, so an ordinary signal reaches it.
        for (const node of ctx.nodes('app')) if (node === id) ctx.signal(node, 'TERM')
      },
    },
  })
}
