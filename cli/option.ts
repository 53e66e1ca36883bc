/** What options mean: seeds, parameters, times. */
import { allowed, parse, unknownName } from '../engine/index.ts'
import type { AnyValues, Scenario } from '../engine/index.ts'
import { UsageError } from './exit.ts'

/** Most seeds of one command. */
const seedsMax = 1e7

/** A seed as given, or a fresh one. @throws UsageError */
export function seedOf(text: string | undefined): string {
  // An empty variable counts as none.
  const seed = text ?? (process.env['ORRERY_SEED'] || fresh())
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(seed))
    throw new UsageError(`seed is "${seed}"; it must be 1 to 64 letters, digits, "-" or "_"`)
  return seed
}

function fresh(): string {
  return String(1 + Math.floor(Math.random() * 2_147_483_647))
}

/** The seeds of a range such as `1..1000`, ends included. @throws UsageError */
export function seedRange(text: string): { first: number; last: number } {
  const match = /^(\d{1,15})\.\.(\d{1,15})$/.exec(text)
  const first = Number(match?.[1])
  const last = Number(match?.[2])
  if (!match || last < first || last - first >= seedsMax)
    throw new UsageError(
      `seeds are "${text}"; they must be a range of whole numbers such as 1..1000, at most ${seedsMax} of them`,
    )
  return { first, last }
}

/** Parameters from `name=value` words. @throws UsageError, ScenarioError */
export function paramsOf(scenario: Scenario, words: readonly string[]): AnyValues {
  const params: { [name: string]: number | string | boolean } = {}
  for (const word of words) {
    const at = word.indexOf('=')
    if (at < 1) throw new UsageError(`parameter is "${word}"; it must be name=value`)
    const name = word.slice(0, at)
    const parameter = Object.hasOwn(scenario.parameters, name)
      ? scenario.parameters[name]
      : undefined
    if (!parameter)
      throw new UsageError(
        `${unknownName({ kind: 'parameter', value: name, allowed: Object.keys(scenario.parameters) })} (scenario ${scenario.id})`,
      )
    if (Object.hasOwn(params, name))
      throw new UsageError(`parameter ${name} is given twice; it must be ${allowed(parameter)}`)
    params[name] = parse(name, parameter, word.slice(at + 1))
  }
  return params
}

/** A span of time such as `20ms`, in µs. @throws UsageError */
export function spanOf(option: string, text: string): number {
  const match = /^(\d+(?:\.\d+)?)(us|ms|s|m|h)$/.exec(text)
  if (!match)
    throw new UsageError(`${option} is "${text}"; it must be a time such as 20ms, 1.5s or 2h`)
  const scale = { us: 1, ms: 1e3, s: 1e6, m: 60e6, h: 3600e6 }[match[2] as 'us']
  return Math.round(Number(match[1]) * scale)
}

/** A number above 0. @throws UsageError */
export function positiveOf(option: string, text: string): number {
  const value = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || !(value > 0))
    throw new UsageError(`${option} is "${text}"; it must be a number above 0`)
  return value
}

/** A word quoted for a shell when it needs to be. */
export function quoted(word: string): string {
  return /^[A-Za-z0-9_./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
