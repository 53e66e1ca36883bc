/** What must hold in every run of the replicated service, whatever the seed. */
import type { AnyCheck } from '../../../engine/index.ts'
import {
  allReady,
  failsOnlyAroundFailures,
  foundReady,
  onlyLoaded,
  rollsOut,
} from '../../parts/service-checks.ts'
import { detection } from '../../parts/service-prober.ts'
import type { Settings } from './parameters.ts'

/** The checks for these settings. */
export function siteChecks(settings: Settings): AnyCheck[] {
  const { period, timeout, probe, probeTimeout, fall, deployEvery, scaleTo, replicas } = settings
  const starts = deployEvery > 0 || scaleTo > replicas
  // A request sent to a dead replica just before it is found out fails a timeout later.
  const window = detection({ period, timeout: probeTimeout, fall }) + timeout
  return [
    onlyLoaded(['R6.2']),
    failsOnlyAroundFailures(window, ['R6.1']),
    allReady(['R6.1']),
    ...(deployEvery > 0 || scaleTo > 0 ? [rollsOut(['R6.1'])] : []),
    ...(probe === 'shallow' && starts ? [foundReady(period, ['R6.2'])] : []),
  ]
}
