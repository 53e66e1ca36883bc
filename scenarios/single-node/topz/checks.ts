/** What must be true of the process table. */
import { checks } from '../../../engine/index.ts'
import type { AnyCheck, Micros } from '../../../engine/index.ts'
import type { AppState, DashboardState, Topz } from './protocol.ts'

const { always, sometimes } = checks<Topz, { app: AppState; dashboard: DashboardState }>()

/** The checks for a number of pods; `slack` is the longest way there and back, and a wait in line. */
export function topzChecks(of: {
  period: Micros
  slack: Micros
  appsPerPod: number
  leaker: number
  leak: number
  hasSidecars: boolean
}): readonly AnyCheck[] {
  const { period, slack, appsPerPod, leaker, leak, hasSidecars } = of
  const leaks = leaker >= 0 && leak > 0
  return [
    always('every process is in the table, as it is', {
      rows: ['S3.3'],
      watch: ['dashboard', 'app', 'topz'],
      // Per program: its status and since when; per pod: since when its sidecar answers.
      memory: { status: {}, since: {}, answers: {} },
      holds(world, memory) {
        const status = memory['status'] as { [app: string]: string }
        const since = memory['since'] as { [app: string]: Micros }
        const answers = memory['answers'] as { [pod: string]: Micros }
        world.nodes('topz').forEach((sidecar, pod) => {
          if (sidecar.status !== 'up') delete answers[`pod-${pod}`]
          else answers[`pod-${pod}`] ??= world.now
        })
        const { rows } = world.nodes('dashboard')[0]!.state
        for (const [index, app] of world.nodes('app').entries()) {
          if (status[app.id] !== app.status) {
            status[app.id] = app.status
            since[app.id] = world.now
          }
          const from = hasSidecars ? answers[`pod-${Math.floor(index / appsPerPod)}`] : 0
          // A round may have begun just before; the next one is complete a slack later.
          if (from === undefined || world.now - from <= 2 * period + slack) continue
          const row = rows[app.id]
          if (!row) return `${app.id} is missing from the table`
          if (world.now - row.at > 2 * period + slack)
            return `${app.id} was last seen ${(world.now - row.at) / 1e6} s ago`
          if (world.now - since[app.id]! > 2 * period + slack && row.status !== app.status)
            return `${app.id} is ${app.status}, and the table says ${row.status}`
        }
        return true
      },
    }),
    always('nobody runs out of memory unnamed', {
      rows: ['S3.3'],
      watch: ['app'],
      holds(world) {
        if (world.counter('out of memory') === 0) return true
        const { named } = world.nodes('dashboard')[0]!.state
        return (
          Object.keys(named).length > 0 || 'a process ran out of memory, and nobody had named it'
        )
      },
    }),
    always('nobody is accused without reason', {
      rows: ['S3.3'],
      watch: ['dashboard'],
      holds(world) {
        for (const id of Object.keys(world.nodes('dashboard')[0]!.state.named))
          if (!leaks || id !== `app-${leaker + 1}`) return `${id} is called leaking and is not`
        return true
      },
    }),
    ...(leaks
      ? [
          sometimes('a process leaks', {
            watch: ['app'],
            holds: (world) => world.nodes('app')[leaker]!.state.memory > 80,
          }),
        ]
      : []),
  ]
}
