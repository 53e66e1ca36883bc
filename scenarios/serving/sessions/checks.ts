/** What must hold for sessions, whatever the seed. */
import { checks } from '../../../engine/index.ts'
import type { AnyCheck } from '../../../engine/index.ts'
import type { BalancerState } from '../../parts/service-balancer.ts'
import type { Request } from '../../parts/service.ts'
import type { Settings } from './parameters.ts'
import type { Sessions, Visit } from './protocol.ts'

const { always, sometimes } = checks<Sessions, { balancer: BalancerState }>()

/** Where a user was last answered, and when that request was sent. */
interface Home {
  readonly replica: string
  readonly at: number
}

/** A request under way, by the client's id of it. */
interface Asked {
  readonly user: string
  readonly at: number
}

/**
 * Affinity that survives a change of scale: nobody is moved from a server that is there to another
 * that was there already. Both consistent hashing and cookies keep this; `hash mod n` does not.
 * A server is a user's once it has answered: who got no answer has no cookie yet, and no session.
 */
const settled = always('a user is moved only when its server goes or another one comes', {
  rows: ['R6.4'],
  memory: { homes: {}, asked: {}, joined: {}, revision: -1 },
  event({ kind, node, peer, type, message, at }, world, memory) {
    if (kind !== 'send') return true
    const asked = memory['asked'] as unknown as { [id: string]: Asked }
    const homes = memory['homes'] as unknown as { [user: string]: Home }
    if (peer === 'balancer' && type === 'request') {
      const { id, question } = message as Request<Visit>
      asked[id] = { user: question.user, at }
      return true
    }
    if (node !== 'balancer') return true
    if (type === 'answer') {
      const { id, ok, replica } = message as { id: string; ok: boolean; replica: string | null }
      const request = asked[id]
      delete asked[id]
      if (request && ok && replica !== null) homes[request.user] = { replica, at: request.at }
      return true
    }
    if (type !== 'request') return true
    const { backends, revision } = world.nodes('balancer')[0]!.state
    const joined = memory['joined'] as { [replica: string]: number }
    if (memory['revision'] !== revision) {
      for (const replica of Object.keys(joined))
        if (!backends.some((backend) => backend === replica)) delete joined[replica]
      for (const replica of backends) joined[replica] ??= at
      memory['revision'] = revision
    }
    const { user } = (message as Request<Visit>).question
    const home = homes[user]
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
