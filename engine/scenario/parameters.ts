/**
 * The parameters of a scenario: a schema as data, from which come the checks, the command line's
 * help and the page's sliders.
 */
import { unknownName } from '../clockwork/suggestion.ts'
import { ScenarioError } from './error.ts'

/** A number with its range. `unit` is for readers; a `µs` value may be written as `20ms` or `1.5s`. */
export interface NumberParameter {
  readonly kind: 'integer' | 'number' | 'duration'
  readonly default: number
  readonly min: number
  readonly max: number
  readonly unit: string
  readonly help: string
}

/** One of a few words. */
export interface ChoiceParameter<C extends string = string> {
  readonly kind: 'choice'
  readonly default: C
  readonly choices: readonly C[]
  readonly help: string
}

/** Yes or no. */
export interface FlagParameter {
  readonly kind: 'flag'
  readonly default: boolean
  readonly help: string
}

/** A parameter of a scenario. */
export type Parameter = NumberParameter | ChoiceParameter | FlagParameter

/** The parameters of a scenario by name. */
export interface Parameters {
  readonly [name: string]: Parameter
}

/** The values that go with a schema of parameters. */
export type Values<Q extends Parameters> = {
  readonly [K in keyof Q]: Q[K] extends NumberParameter
    ? number
    : Q[K] extends ChoiceParameter<infer C>
      ? C
      : boolean
}

/** Values whose schema is not known. */
export type AnyValues = { readonly [name: string]: number | string | boolean }

interface Range {
  readonly default: number
  readonly min: number
  readonly max: number
  readonly help: string
  readonly unit?: string
}

/** A whole number within a range. */
export function integer(range: Range): NumberParameter {
  return { kind: 'integer', unit: '', ...range }
}

/** A number within a range. */
export function number(range: Range): NumberParameter {
  return { kind: 'number', unit: '', ...range }
}

/** A chance between 0 and 1. */
export function probability(range: {
  default: number
  help: string
  min?: number
  max?: number
}): NumberParameter {
  return { kind: 'number', unit: '', min: 0, max: 1, ...range }
}

/** A span of time, whole µs. */
export function duration(range: Omit<Range, 'unit'>): NumberParameter {
  return { kind: 'duration', unit: 'µs', ...range }
}

/** One of a few words. */
export function choice<const C extends string>(
  choices: readonly C[],
  rest: { default: NoInfer<C>; help: string },
): ChoiceParameter<C> {
  return { kind: 'choice', choices, ...rest }
}

/** Yes or no. */
export function flag(rest: { default: boolean; help: string }): FlagParameter {
  return { kind: 'flag', ...rest }
}

/** What a parameter allows, in words: `a whole number from 1 to 64`. */
export function allowed(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'flag':
      return 'true or false'
    case 'choice':
      return `one of ${parameter.choices.join(', ')}`
    case 'integer':
      return `a whole number from ${parameter.min} to ${parameter.max}`
    case 'number':
      return `a number from ${parameter.min} to ${parameter.max}`
    case 'duration':
      return `a time from ${spell(parameter.min)} to ${spell(parameter.max)}, such as 20ms or 1.5s`
  }
}

/** µs as a person writes them: `20ms`. */
export function spell(time: number): string {
  if (time !== 0 && time % 1e6 === 0) return `${time / 1e6}s`
  if (time !== 0 && time % 1e3 === 0) return `${time / 1e3}ms`
  return `${time}us`
}

/**
 * The value of a parameter from what a person wrote. Decimal digits only; a duration carries its
 * unit (`us`, `ms`, `s`, `m`, `h`) or none for µs.
 * @throws ScenarioError naming the value and what is allowed.
 */
export function parse(name: string, parameter: Parameter, text: string): number | string | boolean {
  const refuse = (): never => {
    throw new ScenarioError(`parameter ${name} is "${text}"; it must be ${allowed(parameter)}`)
  }
  switch (parameter.kind) {
    case 'flag':
      return text === 'true' ? true : text === 'false' ? false : refuse()
    case 'choice':
      return text
    case 'integer':
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : refuse()
    case 'duration': {
      const match = /^(\d+(?:\.\d+)?)(us|µs|ms|s|m|h)?$/.exec(text)
      if (!match) return refuse()
      return Math.round(Number(match[1]) * scale(match[2]))
    }
  }
}

function scale(unit: string | undefined): number {
  switch (unit) {
    case 'ms':
      return 1e3
    case 's':
      return 1e6
    case 'm':
      return 60e6
    case 'h':
      return 3600e6
    default:
      return 1
  }
}

/**
 * Full values: the defaults, overridden by what is given.
 * @throws ScenarioError for a name that does not exist, a value of the wrong kind or out of range.
 */
export function resolve<Q extends Parameters>(
  parameters: Q,
  given: AnyValues,
  scenario: string,
): Values<Q> {
  const names = Object.keys(parameters)
  for (const name of Object.keys(given))
    if (!Object.hasOwn(parameters, name))
      throw new ScenarioError(
        `${unknownName({ kind: 'parameter', value: name, allowed: names })} (scenario ${scenario})`,
      )
  const values: Record<string, number | string | boolean> = {}
  for (const name of names) {
    const parameter = parameters[name]!
    const asked = Object.hasOwn(given, name) ? given[name] : undefined
    const value = asked === undefined ? parameter.default : asked
    if (!fits(parameter, value))
      throw new ScenarioError(
        `parameter ${name} is ${JSON.stringify(value) ?? String(value)}; it must be ${allowed(parameter)}`,
      )
    values[name] = value
  }
  return values as Values<Q>
}

function fits(parameter: Parameter, value: unknown): boolean {
  switch (parameter.kind) {
    case 'flag':
      return typeof value === 'boolean'
    case 'choice':
      return typeof value === 'string' && parameter.choices.includes(value)
    case 'number':
      return typeof value === 'number' && value >= parameter.min && value <= parameter.max
    case 'integer':
    case 'duration':
      return (
        Number.isSafeInteger(value) &&
        (value as number) >= parameter.min &&
        (value as number) <= parameter.max
      )
  }
}
