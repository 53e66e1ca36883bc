/** What must hold for sessions, whatever the seed. */
import { checks } from '../../../engine/index.ts'
import type { AnyCheck } from '../../../engine/index.ts'
import type { BalancerState } from '../../parts/service-balancer.ts'
import type { Request } from '../../parts/service.ts'
import type { Settings } from './parameters.ts'
import type { Sessions, Visit } from './protocol.ts'

const { always, sometimes } = checks<Sessions, { balancer: BalancerState }>()

/** When a user was last sent, and where. */
interface Home {
  readonly replica: string
  readonly at: number
}

/**
 * Affinity that survives a change of scale: nobody is moved from a server that is there to another
 * that was there already. Both consistent hashing and cookies keep this; `hash mod n` does not.
 */
const settled = always('a user is moved only when its server goes or another one comes', {
  rows: ['R6.4'],
  memory: { homes: {}, joined: {}, revision: -1 },
  event({ kind, node, peer, type, message, at }, world, memory) {
    if (kind !== 'send' || node !== 'balancer' || type !== 'request') return true
    const { backends, revision } = world.nodes('balancer')[0]!.state
    const joined = memory['joined'] as { [replica: string]: number }
    if (memory['revision'] !== revision) {
      for (const replica of Object.keys(joined))
        if (!backends.some((backend) => backend === replica)) delete joined[replica]
      for (const replica of backends) joined[replica] ??= at
      memory['revision'] = revision
    }
    const { user } = (message as Request<Visit>).question
    const homes = memory['homes'] as unknown as { [user: string]: Home }
    const home = homes[user]
    homes[user] = { replica: peer, at }
    if (!home || home.replica === peer || !(home.replica in joined)) return true
    return (
      joined[peer]! > home.at ||
      `${user} was moved from ${home.replica} to ${peer}, and both had been there all the time`
    )
  },
})

/** A store apart from the servers keeps every session. */
const kept = always('no session is ever lost', {
  rows: ['R6.4'],
  watch: ['client'],
  holds: (world) => world.counter('lost') === 0 || 'a user came back and was not known',
})

/** Whoever answers knows of all earlier visits. */
const fresh = always('a session never goes back in time', {
  rows: ['R6.4'],
  watch: ['client'],
  holds: (world) =>
    world.counter('stale') === 0 || 'a server answered from an old copy of the session',
})

const used = sometimes('users find their sessions again', {
  rows: ['R6.4'],
  watch: ['client'],
  holds: (world) => world.counter('kept') > 20,
})

/** The checks for these settings. */
export function sessionChecks({ external }: Settings): AnyCheck[] {
  return [external ? kept : settled, fresh, used]
}
