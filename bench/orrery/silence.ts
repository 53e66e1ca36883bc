/** What hashing costs: the same run with a hash that takes no words. */
import { Hash } from '../../engine/index.ts'
import { now } from '../clock.ts'
import type { Outcome } from '../outcome.ts'
import { answered, askAll } from './request.ts'
import type { RequestSize } from './request.ts'

/** Methods that a hash needs even when it is fed nothing. */
const kept = new Set(['constructor', 'digest', 'save', 'load'])

/**
 * W2 with every feeding method of the engine's hash emptied, for this process and for good. What
 * the run then saves is the price of hashing, all but the walk through states that feeds it.
 */
export function silentRequest(size: RequestSize): Outcome {
  const methods = Hash.prototype as unknown as Record<string, unknown>
  for (const name of Object.getOwnPropertyNames(Hash.prototype))
    if (!kept.has(name) && typeof methods[name] === 'function') methods[name] = () => {}
  const begin = now()
  const run = askAll(size, false)
  const seconds = now() - begin
  // If words still reached the hash by another way, its digest would depend on them.
  const isSilent = run.summary.fingerprint === new Hash().digest()
  return {
    amount: answered(run),
    seconds,
    time: size.milliseconds,
    ...(isSilent ? {} : { wrong: 'the hash was not silenced: its digest still shows the run' }),
  }
}
