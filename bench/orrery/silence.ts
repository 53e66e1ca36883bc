/** What hashing costs: the same run with a hash that takes no words. */
import { Hash } from '../../engine/index.ts'
import { now } from '../clock.ts'
import type { Outcome } from '../outcome.ts'
import { answered, askAll } from './request.ts'
import type { RequestSize } from './request.ts'

/**
 * W2 with every method that feeds the engine's hash emptied, for this process and for good. What
 * the run then saves is the price of hashing, all but the walk through states that feeds it. Names
 * of streams are hashed too, so links draw other numbers than usual; the judgement of W2 says
 * whether they are as random.
 */
export function silentRequest(size: RequestSize): Outcome {
  silence()
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

function silence(): void {
  const methods = Hash.prototype as unknown as Record<string, unknown>
  for (const name of Object.getOwnPropertyNames(Hash.prototype))
    if (feeds(name)) methods[name] = () => {}
}

/** Whether a method changes what the hash has come to. */
function feeds(name: string): boolean {
  const method: unknown = (Hash.prototype as unknown as Record<string, unknown>)[name]
  // Going on from a saved state is no feeding.
  if (typeof method !== 'function' || name === 'constructor' || name === 'load') return false
  const hash = new Hash()
  const before = hash.digest()
  const words = name === 'text' ? ['word'] : [1, 2, 3, 4, 5, 6, 7, 8, 9]
  Reflect.apply(method, hash, words)
  return hash.digest() !== before
}
