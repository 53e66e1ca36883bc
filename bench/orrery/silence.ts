/** What hashing costs: the same run with a hash that takes no words. */
import { Hash, ms, Simulation } from '../../engine/index.ts'
import { now } from '../clock.ts'
import type { Outcome } from '../outcome.ts'
import { answeredIn, requests } from './request.ts'
import type { RequestSize } from './request.ts'

/** By then every client has sent and every link is open, so that no stream is still to be named. */
const opening = ms(1000)

/**
 * The last three quarters of W2, hashed as ever or not at all. A silent hash is silent for the rest
 * of the process: each round takes a new one. `seconds` is the time of those three quarters, the
 * answer that of the whole run.
 */
export function tailOfRequests(size: RequestSize, isSilent: boolean): Outcome {
  // Once for nothing, since a new process has compiled nothing.
  simulate(size).run()
  const simulation = simulate(size)
  const end = ms(size.milliseconds)
  simulation.runUntil(opening)
  if (isSilent) silence()
  const before = simulation.fingerprint
  // Emptied methods send what was compiled back to the beginning; it is over by the time we look.
  simulation.runUntil(end / 4)
  const begin = now()
  simulation.runUntil(end)
  const seconds = now() - begin
  // If words still reached the hash by another way, its digest would have gone on.
  const hasStood = simulation.fingerprint === before
  return {
    amount: answeredIn(simulation),
    seconds,
    time: size.milliseconds,
    ...(hasStood === isSilent ? {} : { wrong: 'the hash took words, or none, against orders' }),
  }
}

function simulate({ milliseconds }: RequestSize): Simulation {
  return new Simulation(requests(milliseconds).configure(), { seed: '1' })
}

/** Empties every method that feeds the engine's hash, in this process and for good. */
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
