/**
 * Links that a person can read and write: pairs in the fragment, or in the query, as the command
 * line prints them. The page reads them; it writes `payload.ts`.
 */
import { unknownName } from '../../../engine/index.ts'
import type { AnyValues, Fault } from '../../../engine/index.ts'
import { axisModes } from '../../view/axis.ts'
import type { AxisMode, Stretch } from '../../view/axis.ts'
import { JsonError, strictJson } from '../strict-json.ts'
import { firstSeed, stateOf } from './state.ts'
import type { Reading } from './state.ts'

/** Pairs that are not followed at all; the message says why. */
export class PairsError extends Error {
  override readonly name = 'PairsError'
}

const mostFaults = 1000
const seedPattern = /^[A-Za-z0-9_-]{1,64}$/
const namePattern = /^[A-Za-z0-9_.:#-]{1,100}$/
const known = [
  'scenario',
  'variant',
  'seed',
  'faults',
  'event',
  't',
  'node',
  'axis',
  'window',
  'print',
]
/** For the page itself, or for nobody: what a page does by itself is not for a link to say. */
const others = new Set(['embed', 'trace', 'autoplay', 'fullscreen', 'sound'])
const forbidden = new Set(['__proto__', 'constructor', 'prototype'])

type Pairs = ReadonlyMap<string, string>

/** Reads pairs. What cannot be used is left out and named. @throws PairsError */
export function readPairs(search: string, fragment: string): Reading {
  const pairs = new Map([...pairsIn(search.replace(/^\?/, '')), ...pairsIn(fragment)])
  const problems: string[] = []
  for (const name of pairs.keys())
    if (!known.includes(name) && !others.has(name) && !name.startsWith('p.'))
      problems.push(unknownName({ kind: 'field', value: name, allowed: known }))
  const trace = pairs.get('trace')
  if (trace !== undefined) return { kind: 'trace', address: trace }
  const scenario = pairs.get('scenario')
  if (scenario === undefined) return { kind: 'none' }
  const take = (name: string, pattern: RegExp, says: string): string | null => {
    const value = pairs.get(name)
    if (value === undefined || pattern.test(value)) return value ?? null
    problems.push(`${name} is "${value.slice(0, 80)}"; it must be ${says}`)
    return null
  }
  const whole = (name: string): number | null => {
    const value = take(name, /^\d{1,15}$/, 'a whole number')
    return value === null ? null : Number(value)
  }
  const axis = new RegExp(`^(${axisModes.join('|')})$`)
  const print = take('print', /^[0-9a-f]{1,64}$/, 'hexadecimal digits')
  const state = stateOf(
    {
      scenario,
      variant: take('variant', namePattern, 'a name'),
      params: paramsIn(pairs),
      seed: take('seed', seedPattern, '1 to 64 letters, digits, "-" or "_"') ?? firstSeed,
      faults: faultsIn(pairs.get('faults'), problems),
    },
    {
      cursor: { address: null, seq: whole('event'), at: whole('t') },
      node: take('node', namePattern, 'a name'),
      mode: take('axis', axis, `one of ${axisModes.join(', ')}`) as AxisMode | null,
      stretch: stretchIn(take('window', /^\d+(\.\d+)?~\d+(\.\d+)?$/, 'two numbers')),
      prints: print === null ? null : { whole: print, chain: [] },
    },
  )
  return { kind: 'state', state, problems }
}

/** Pairs as they stand, decoded once. @throws PairsError for one twice, and for what no text is */
function pairsIn(text: string): Map<string, string> {
  const pairs = new Map<string, string>()
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const at = pair.indexOf('=')
    const name = decoded(at < 0 ? pair : pair.slice(0, at))
    const value = at < 0 ? '' : decoded(pair.slice(at + 1))
    if (forbidden.has(name.replace(/^p\./, '')))
      throw new PairsError(`the name ${JSON.stringify(name)} is not allowed`)
    if (pairs.has(name))
      throw new PairsError(`the field ${JSON.stringify(name.slice(0, 60))} is there twice`)
    pairs.set(name, value)
  }
  return pairs
}

function decoded(text: string): string {
  let clear: string
  try {
    clear = decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw new PairsError(`${JSON.stringify(text.slice(0, 60))} is no text`)
  }
  if (/\p{Cc}/u.test(clear))
    throw new PairsError(`${JSON.stringify(text.slice(0, 60))} holds signs that no text has`)
  return clear
}

/** Values as the engine takes them; whether they fit is for the engine to say. */
function paramsIn(pairs: Pairs): AnyValues {
  const params: { [name: string]: number | string | boolean } = {}
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
  return params
}

function faultsIn(text: string | undefined, problems: string[]): readonly Fault[] | null {
  if (text === undefined) return null
  try {
    const plan = strictJson(text)
    if (!Array.isArray(plan)) throw new JsonError('it must be a list')
    if (plan.length > mostFaults)
      throw new JsonError(`it has ${plan.length}; at most ${mostFaults} are allowed`)
    return plan as Fault[]
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    problems.push(`faults cannot be read: ${error.message}`)
    return null
  }
}

function stretchIn(text: string | null): Stretch | null {
  const [from, to] = (text ?? '').split('~').map(Number)
  return from !== undefined && to !== undefined && to > from ? { from, to } : null
}
