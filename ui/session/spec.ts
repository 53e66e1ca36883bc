/** Run specs as files: what to run, as JSON. */
import { unknownName } from '../../engine/index.ts'
import type { AnyValues, Fault } from '../../engine/index.ts'
import type { RunRequest } from './protocol.ts'
import { strictJson } from './strict-json.ts'

/** The version that this page writes. */
const specVersion = 1

const fields = [
  'orrery',
  'version',
  'scenario',
  'variant',
  'params',
  'seed',
  'workload',
  'faults',
  'engine',
]

type Fields = { readonly [name: string]: unknown }

/** A run spec as a file. Values and faults left out are the scenario's own. */
export function specText({ scenario, variant, params, seed, faults }: RunRequest): string {
  const spec = {
    orrery: 'run',
    version: specVersion,
    scenario,
    ...(variant === null ? {} : { variant }),
    params,
    seed,
    ...(faults === null ? {} : { faults }),
  }
  return `${JSON.stringify(spec, null, 2)}\n`
}

/**
 * The request that a file's text means.
 * @throws Error saying what is wrong, and what is allowed; whether a scenario, a value or a fault
 * exists is for the engine to say
 */
export function specIn(text: string, file: string): RunRequest {
  const refuse = (what: string): never => {
    throw new Error(`${file}: ${what}`)
  }
  let value: unknown
  try {
    value = strictJson(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return refuse((error as Error).message)
  }
  if (!isFields(value)) return refuse('it must be an object that says what to run')
  if (value['orrery'] === undefined && value['scenario'] === undefined)
    return refuse('this is no Orrery trace and no run spec; a spec names a "scenario"')
  for (const name of Object.keys(value))
    if (!fields.includes(name)) refuse(unknownName({ kind: 'field', value: name, allowed: fields }))
  const { orrery = 'run', version = specVersion } = value
  if (orrery !== 'run') return refuse(`orrery is ${shown(orrery)}; a run spec has "run"`)
  if (!Number.isInteger(version) || (version as number) < 1)
    return refuse(`version is ${shown(version)}; this version reads ${specVersion}`)
  if ((version as number) > specVersion)
    return refuse(`it has version ${shown(version)}; it was made by a newer Orrery`)
  const { scenario, variant, params = {}, seed = '1', faults } = value
  if (typeof scenario !== 'string')
    return refuse(`scenario is ${shown(scenario)}; it must be a name`)
  if (variant !== undefined && variant !== null && typeof variant !== 'string')
    return refuse(`variant is ${shown(variant)}; it must be a name`)
  if (typeof seed !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(seed))
    return refuse(
      `seed is ${shown(seed)}; it must be a text of 1 to 64 letters, digits, "-" or "_"`,
    )
  if (!isFields(params)) return refuse(`params is ${shown(params)}; it must be an object of values`)
  for (const [name, param] of Object.entries(params))
    if (
      !['number', 'string', 'boolean'].includes(typeof param) ||
      Math.abs(param as number) === Infinity
    )
      refuse(`params.${name} is ${shown(param)}; it must be a number, a text or a flag`)
  if (faults !== undefined && faults !== null && !Array.isArray(faults))
    return refuse(`faults is ${shown(faults)}; it must be a list of faults`)
  return {
    scenario,
    variant: variant ?? null,
    params: params as AnyValues,
    seed,
    faults: (faults as readonly Fault[] | undefined | null) ?? null,
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'missing').slice(0, 60)
}
