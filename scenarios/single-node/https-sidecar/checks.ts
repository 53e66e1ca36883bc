/** What must be true of encryption at the edge of a pod. */
import { checks } from '../../../engine/index.ts'
import type { AnyCheck, Micros } from '../../../engine/index.ts'
import { isLegible } from './cipher.ts'
import type { CarrierState, ClientState, Web } from './protocol.ts'

const { always, eventually, sometimes } = checks<
  Web,
  { client: ClientState; carrier: CarrierState }
>()

/** `web-2` for `gate-2` and `app-2`; other nodes are in no pod. */
const podOf = (node: string) => /^(?:gate|app)-(\d+)$/.exec(node)?.[1] ?? node

/** The text that a message carries, if it does. */
function textOf(message: unknown): string {
  const { text, body } = message as { text?: unknown; body?: { text?: unknown } }
  return typeof text === 'string' ? text : typeof body?.text === 'string' ? body.text : ''
}

/** The checks; a dead sidecar must be noticed within `notice`. */
export function webChecks({ notice }: { notice: Micros }): readonly AnyCheck[] {
  return [
    always('nothing legible leaves a pod', {
      rows: ['S3.1'],
      event({ kind, node, peer, message }) {
        if (kind !== 'send' || podOf(node) === podOf(peer)) return true
        const text = textOf(message)
        return !isLegible(text) || `${node} sends ${peer} "${text}" in the clear`
      },
    }),
    always('a listener on the network reads nothing', {
      rows: ['S3.1'],
      watch: ['carrier'],
      holds(world) {
        const { read, lastRead } = world.nodes('carrier')[0]!.state
        return read === 0 || `it read "${lastRead}"`
      },
    }),
    always('a pod whose sidecar is dead is unready', {
      rows: ['S3.1'],
      watch: ['gate', 'carrier', 'prober'],
      memory: { since: {} },
      holds(world, memory) {
        const since = memory['since'] as { [gate: string]: Micros }
        const { ready } = world.nodes('carrier')[0]!.state
        for (const [pod, { id, status }] of world.nodes('gate').entries()) {
          if (status === 'up') delete since[id]
          else since[id] ??= world.now
          if (since[id] !== undefined && world.now - since[id] > notice && ready.includes(pod))
            return `${id} is ${status} since ${since[id] / 1e6} s, and its pod still takes visits`
        }
        return true
      },
    }),
    eventually('every visit ends', {
      watch: ['client'],
      holds: ({ operations: { begun, ok, fail } }) =>
        begun === ok + fail || `${begun - ok - fail} visits are open`,
    }),
    sometimes('a visit is answered', {
      watch: ['client'],
      holds: ({ operations }) => operations.ok > 0,
    }),
  ]
}
