/** What must be true of a resource that owners write to. */
import { checks } from '../../../engine/index.ts'
import type { AnyCheck } from '../../../engine/index.ts'
import type { Fencing, WorkerState } from './protocol.ts'

const { always, eventually, sometimes } = checks<Fencing, { worker: WorkerState }>()

/** The checks; `dangerous` says that old owners are bound to send. */
export function fencingChecks(dangerous: boolean): AnyCheck[] {
  return [
    always('no write of an older owner after one of a newer', {
      rows: ['O10.11', 'O10.12', 'P20'],
      watch: ['worker'],
      memory: { highest: 0 },
      holds(world, memory) {
        const token = world.nodes('worker')[0]!.state.value?.token ?? 0
        const highest = memory['highest'] as number
        if (token < highest)
          return `a write with token ${token} was accepted after one with ${highest}`
        memory['highest'] = token
        return true
      },
    }),
    eventually('every job is done or given up', {
      holds: ({ operations }) => operations.begun === operations.ok + operations.fail,
    }),
    sometimes('writes are accepted', {
      watch: ['worker'],
      holds: (world) => world.nodes('worker')[0]!.state.accepted > 0,
    }),
    ...(dangerous
      ? [
          sometimes('an owner that is none any more sends a write', {
            watch: ['worker'],
            holds: (world) =>
              world.nodes('worker').some(({ state }) => state.stale + state.fenced > 0),
          }),
        ]
      : []),
  ]
}
