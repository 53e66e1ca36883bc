/** What must be true of ownership: never two owners, never none for longer than a time to live. */
import { checks } from '../../../engine/index.ts'
import type { AnyCheck, Micros, NodeView } from '../../../engine/index.ts'
import type { MonitorState, Ownership, ServerState } from './protocol.ts'

const { always, eventually, sometimes } = checks<
  Ownership,
  { server: ServerState; monitor: MonitorState }
>()

/** The checks. `bound` is the longest failover, `forgetful` says that owners ignore the end of a lease. */
export function ownershipChecks(bound: Micros, forgetful: boolean): AnyCheck[] {
  /** Whether a server would act as the owner if it were asked now. */
  const owns = ({ status, state, clock }: NodeView<ServerState>): boolean =>
    status === 'up' && state.lease !== null && (forgetful || clock < state.lease.until)
  return [
    always('one owner at a time', {
      rows: ['O10.8', 'O10.9'],
      watch: ['server'],
      holds(world) {
        const owners = world.nodes('server').filter(owns)
        return (
          owners.length <= 1 ||
          `${owners.map(({ id }) => id).join(' and ')} act as owners at the same time`
        )
      },
    }),
    always('a failover takes no longer than the time to live', {
      rows: ['O10.8', 'O10.9'],
      watch: ['monitor'],
      holds(world) {
        const { longest } = world.nodes('monitor')[0]!.state
        return longest <= bound || `a failover took ${longest / 1e6} s`
      },
    }),
    eventually('somebody owns it', {
      rows: ['O10.8', 'O10.9'],
      watch: ['server'],
      holds: (world) => world.nodes('server').some(owns) || 'nobody is the owner',
    }),
    eventually('a crashed owner has been replaced', {
      rows: ['O10.8', 'O10.9'],
      watch: ['monitor'],
      holds: (world) =>
        world.nodes('monitor')[0]!.state.lostAt === null ||
        'the owner crashed, and nobody took over',
    }),
    sometimes('ownership changes hands', {
      watch: ['monitor'],
      holds: (world) => world.nodes('monitor')[0]!.state.changes > 0,
    }),
  ]
}
