/** What must be true of configuration in a fleet. */
import { checks } from '../../../engine/index.ts'
import type { AnyCheck, Micros } from '../../../engine/index.ts'
import { offerFor } from './api.ts'
import type { ApiState, AppState, Configured, SidecarState } from './protocol.ts'

const { always, eventually, sometimes } = checks<
  Configured,
  { api: ApiState; app: AppState; sidecar: SidecarState }
>()

/** What a note of a program that refused its configuration says. */
const complaint = (message: unknown) =>
  (message as { data: { version: number; malformed: boolean } }).data

/** The checks; a change must be live within `promise` of when the pod could have had it. */
export function configChecks({ promise }: { promise: Micros }): readonly AnyCheck[] {
  return [
    always('a change is live within a poll and its application', {
      rows: ['S3.2'],
      watch: ['api', 'app', 'sidecar'],
      memory: { since: {} },
      holds(world, memory) {
        const since = memory['since'] as { [node: string]: Micros }
        const api = world.nodes('api')[0]!
        const apps = world.nodes('app')
        const sidecars = world.nodes('sidecar')
        for (const { id, status } of [api, ...apps, ...sidecars])
          if (status !== 'up' || (id === api.id && !api.state.ready)) delete since[id]
          else since[id] ??= world.now
        if (since[api.id] === undefined) return true
        for (const [pod, sidecar] of sidecars.entries()) {
          const app = apps[pod]!
          if (since[app.id] === undefined || since[sidecar.id] === undefined) continue
          const { config, since: offered } = offerFor(api.state, pod)
          if (sidecar.state.bad.includes(config.version)) continue
          const from = Math.max(offered, since[api.id]!, since[app.id]!, since[sidecar.id]!)
          if (world.now - from > promise && app.state.version !== config.version)
            return (
              `${app.id} runs ${app.state.version ?? 'nothing'}, ` +
              `${config.version} is there for ${(world.now - from) / 1e6} s`
            )
        }
        return true
      },
    }),
    eventually('the fleet runs one version', {
      rows: ['S3.2'],
      watch: ['api', 'app'],
      holds(world) {
        const { good } = world.nodes('api')[0]!.state
        for (const { id, status, state } of world.nodes('app')) {
          if (status !== 'up') return `${id} is ${status}`
          if (state.version !== good.config.version)
            return `${id} runs ${state.version ?? 'nothing'}, not ${good.config.version}`
        }
        return true
      },
    }),
    always('nobody serves without a configuration', {
      rows: ['S3.2'],
      watch: ['app'],
      holds(world) {
        const without = world
          .nodes('app')
          .find(({ status, state }) => status === 'up' && state.version === null)
        return without === undefined || `${without.id} is up and has no configuration`
      },
    }),
    always('a bad version reaches one pod at most', {
      rows: ['S3.2'],
      memory: { met: {} },
      event({ kind, node, type, message }, _world, memory) {
        if (kind !== 'note' || type !== 'bad configuration') return true
        const met = memory['met'] as { [version: string]: string }
        const { version } = complaint(message)
        const first = (met[`v${version}`] ??= node)
        return first === node || `version ${version} took ${first} down, and now ${node}`
      },
    }),
    always('a malformed version reaches nobody', {
      rows: ['S3.2'],
      event({ kind, node, type, message }) {
        if (kind !== 'note' || type !== 'bad configuration') return true
        const { version, malformed } = complaint(message)
        return !malformed || `${node} was given version ${version}, which is malformed`
      },
    }),
    sometimes('a visit is answered', {
      watch: ['client'],
      holds: ({ operations }) => operations.ok > 0,
    }),
  ]
}
