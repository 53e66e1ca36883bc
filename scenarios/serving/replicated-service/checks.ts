/** What must hold in every run of the replicated service, whatever the seed. */
import { checks, ms } from '../../../engine/index.ts'
import type { AnyCheck, Micros } from '../../../engine/index.ts'
import { detection } from '../../parts/service-prober.ts'
import type { Settings } from './parameters.ts'
import type { Site, SiteStates } from './nodes.ts'

const { always, eventually, slo, sometimes } = checks<Site, SiteStates>()

/** For messages on their way. */
const slack: Micros = ms(10)

/** The checks for these settings. */
export function siteChecks(settings: Settings): AnyCheck[] {
  const { period, timeout, probe, fall, deployEvery } = settings
  // A request sent to a dead replica just before it is found out fails a timeout later.
  const window = detection({ period, timeout: settings.probeTimeout, fall }) + timeout + slack
  return [
    always('no request reaches a replica that is still loading', {
      rows: ['R6.2'],
      watch: ['replica'],
      holds: (world) => world.counter('unready') === 0 || 'a replica got a request before it had read its data',
    }),
    always('requests fail only around a failure', {
      rows: ['R6.1'],
      watch: ['client', 'replica'],
      memory: { failed: 0, since: -1, troubled: {} },
      holds(world, memory) {
        const troubled = memory['troubled'] as { [replica: string]: boolean }
        for (const { id, status, state } of world.nodes('replica')) {
          // A replica that was never started, or was stopped on purpose, is no failure.
          const is = status === 'paused' || (status === 'down' && (state.phase === 'loading' || state.phase === 'ready'))
          if (is && !troubled[id]) memory['since'] = world.now
          troubled[id] = is
        }
        const { fail } = world.operations
        if (fail === memory['failed']) return true
        memory['failed'] = fail
        const since = memory['since'] as number
        if (since >= 0 && world.now - since <= window) return true
        return since < 0
          ? 'a request failed and nothing had gone wrong'
          : `a request failed ${(world.now - since) / 1e6} s after the last failure; by then it must have been found`
      },
    }),
    eventually('as many replicas are ready as are wanted', {
      rows: ['R6.1'],
      watch: ['orchestrator'],
      holds(world) {
        const { slots, wanted } = world.nodes('orchestrator')[0]!.state
        const ready = slots.filter(({ phase }) => phase === 'ready').length
        return ready === wanted || `${ready} replicas are ready and ${wanted} are wanted`
      },
    }),
    ...(deployEvery > 0
      ? [
          sometimes('a new version is rolled out to all', {
            rows: ['R6.1'],
            watch: ['orchestrator'],
            holds: (world) => world.counter('rolled') > 0,
          }),
        ]
      : []),
    ...(probe === 'shallow'
      ? [
          slo('a replica that has loaded is found ready within a period', {
            rows: ['R6.2'],
            measure: 'ready.lag',
            quantile: 1,
            // The histogram keeps three digits.
            atMost: Math.ceil((period + slack) * 1.001),
          }),
        ]
      : []),
  ]
}
