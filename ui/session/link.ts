/**
 * The state of the page as a link: readable pairs in the fragment. What the command line prints
 * puts some of them into the query, which is read too.
 */
import type { AnyValues, Fault } from '../../engine/index.ts'
import { axisModes } from '../view/axis.ts'
import type { AxisMode, Stretch } from '../view/axis.ts'
import type { RunRequest } from './protocol.ts'

/** Everything that a link restores. */
export interface LinkState {
  readonly request: RunRequest
  /** The event under the cursor, and the time, µs; `null`: wherever the page would begin. */
  readonly event: number | null
  readonly at: number | null
  readonly node: string | null
  readonly mode: AxisMode | null
  readonly stretch: Stretch | null
  /** The beginning of the run's fingerprint when the link was made. */
  readonly print: string | null
}

/** A link, and what in it could not be used. */
export interface ReadLink extends LinkState {
  readonly problems: readonly string[]
}

const longest = 200_000
const mostFaults = 1000
const seedPattern = /^[A-Za-z0-9_-]{1,64}$/
const namePattern = /^[A-Za-z0-9_.#-]{1,100}$/

/** The seed of a page that was opened without one. */
export const firstSeed = '7'

/** The fragment for a state, without `#`. */
export function writeLink(state: LinkState): string {
  const { request, event, at, node, mode, stretch, print } = state
  const pairs = new URLSearchParams()
  pairs.set('scenario', request.scenario)
  if (request.variant !== null) pairs.set('variant', request.variant)
  pairs.set('seed', request.seed)
  for (const [name, value] of Object.entries(request.params)) pairs.set(`p.${name}`, String(value))
  if (request.faults !== null) pairs.set('faults', JSON.stringify(request.faults))
  if (event !== null) pairs.set('event', String(event))
  if (at !== null) pairs.set('t', String(Math.round(at)))
  if (node !== null) pairs.set('node', node)
  if (mode !== null) pairs.set('axis', mode)
  if (stretch !== null) pairs.set('window', `${round(stretch.from)}~${round(stretch.to)}`)
  if (print !== null) pairs.set('print', print)
  return pairs.toString()
}

/** Reads an address. What cannot be used is left out and named; `null` scenario is for the caller to fill. */
export function readLink(address: {
  readonly search: string
  readonly hash: string
}): ReadLink | null {
  const problems: string[] = []
  if (address.search.length + address.hash.length > longest)
    return { ...empty(''), problems: [`the link is longer than ${longest} characters`] }
  const pairs = new URLSearchParams(address.search)
  for (const [name, value] of new URLSearchParams(address.hash.replace(/^#/, '')))
    pairs.set(name, value)
  const scenario = pairs.get('scenario')
  if (scenario === null) return null
  const take = (name: string, pattern: RegExp, says: string): string | null => {
    const value = pairs.get(name)
    if (value === null || pattern.test(value)) return value
    problems.push(`${name} is "${value.slice(0, 80)}"; it must be ${says}`)
    return null
  }
  const whole = (name: string): number | null => {
    const value = take(name, /^\d{1,16}$/, 'a whole number')
    return value === null ? null : Number(value)
  }
  const seed = take('seed', seedPattern, '1 to 64 letters, digits, "-" or "_"') ?? firstSeed
  const mode = take(
    'axis',
    new RegExp(`^(${axisModes.join('|')})$`),
    `one of ${axisModes.join(', ')}`,
  )
  const state: LinkState = {
    request: {
      scenario,
      variant: take('variant', namePattern, 'a name'),
      params: paramsIn(pairs),
      seed,
      faults: faultsIn(pairs.get('faults'), problems),
    },
    event: whole('event'),
    at: whole('t'),
    node: take('node', namePattern, 'a name'),
    mode: mode as AxisMode | null,
    stretch: stretchIn(take('window', /^\d+(\.\d+)?~\d+(\.\d+)?$/, 'two numbers')),
    print: take('print', /^[0-9a-f]{1,64}$/, 'hexadecimal digits'),
  }
  return { ...state, problems }
}

function empty(scenario: string): LinkState {
  const request = { scenario, variant: null, params: {}, seed: firstSeed, faults: null }
  return { request, event: null, at: null, node: null, mode: null, stretch: null, print: null }
}

/** Values as the engine takes them; whether they fit is for the engine to say. */
function paramsIn(pairs: URLSearchParams): AnyValues {
  const params: { [name: string]: number | string | boolean } = Object.create(null) as object as {}
  for (const [name, text] of pairs) {
    if (!name.startsWith('p.')) continue
    const isNumber = /^-?\d+(\.\d+)?(e-?\d+)?$/.test(text)
    params[name.slice(2)] = isNumber
      ? Number(text)
      : text === 'true'
        ? true
        : text === 'false'
          ? false
          : text
  }
  return { ...params }
}

function faultsIn(text: string | null, problems: string[]): readonly Fault[] | null {
  if (text === null) return null
  try {
    const plan: unknown = JSON.parse(text)
    if (!Array.isArray(plan)) throw new Error('it must be a list')
    if (plan.length > mostFaults)
      throw new Error(`it has ${plan.length}; at most ${mostFaults} are allowed`)
    return plan as Fault[]
  } catch (error) {
    problems.push(
      `faults cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
    return null
  }
}

function stretchIn(text: string | null): Stretch | null {
  const [from, to] = (text ?? '').split('~').map(Number)
  return from !== undefined && to !== undefined && to > from ? { from, to } : null
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
