/** The last line of a trace file, checked when read. */
import { foreign, measuresMax } from '../clockwork/limits.ts'
import { isForbiddenKey } from '../clockwork/plain-error.ts'
import { describeFault } from '../model/fault.ts'
import type { FaultReport } from '../model/fault.ts'
import type { CheckVerdict } from '../scenario/property.ts'
import type { MeasureSummary, RunEnd } from '../scenario/summary.ts'
import type { RunSpec, TraceFooter } from './format.ts'
import { show } from './show.ts'

type Fields = { readonly [name: string]: unknown }
type Refuse = (what: string) => never

const ways = ['done', 'capped', 'stopped', 'crashed']
const results = ['pass', 'fail', 'unknown']
const checkKinds = ['always', 'eventually', 'sometimes', 'linearizable', 'slo']
const measureKinds = ['counter', 'histogram', 'gauge']

/**
 * The footer that `value` is, of a file with so many events and this spec. `refuse` throws for what
 * cannot be, saying what it must be.
 */
export function footerOf(
  value: Fields,
  events: number,
  spec: RunSpec,
  refuse: Refuse,
): TraceFooter {
  const { end, time, fingerprint, chain, measures, checks, faults } = value
  if (value['events'] !== events)
    refuse(`the end says ${show(value['events'])} events; there are ${events}`)
  if (!Number.isSafeInteger(time) || (time as number) < 0)
    refuse(`time is ${show(time)}; it must be a whole number of µs`)
  if (!isDigest(fingerprint)) refuse(`fingerprint is ${show(fingerprint)}; it must be a text`)
  if (!Array.isArray(chain) || !chain.every(isDigest))
    refuse(`chain is ${show(chain)}; it must be a list of texts`)
  const how = endOf(end, refuse)
  for (const [field, list] of Object.entries({ checks, faults }))
    if (!Array.isArray(list) || !list.every(isRecord))
      refuse(`${field} is ${show(list)}; it must be a list of objects`)
  if (!isRecord(measures)) return refuse(`measures is ${show(measures)}; it must be an object`)
  return {
    events,
    time: time as number,
    fingerprint: fingerprint as string,
    chain: chain as string[],
    end: how,
    checks: (checks as Fields[]).map((check, place) => checkOf(check, place, events, refuse)),
    measures: measuresOf(measures, refuse),
    faults: (faults as Fields[]).map((report, place) => reportOf(report, place, spec, refuse)),
  }
}

function endOf(value: unknown, refuse: Refuse): RunEnd {
  const kind = isRecord(value) ? value['kind'] : undefined
  if (!ways.includes(kind as string))
    refuse(`end.kind is ${show(kind)}; it must be one of ${ways.join(', ')}`)
  if (kind === 'done' || kind === 'stopped') return { kind }
  const reason = textOf((value as Fields)['reason'], 'end.reason', refuse)
  return { kind: kind as 'capped' | 'crashed', reason }
}

function checkOf(check: Fields, place: number, events: number, refuse: Refuse): CheckVerdict {
  const where = `checks[${place}]`
  const { kind, result, rows, event, at } = check
  if (!checkKinds.includes(kind as string))
    refuse(`${where}.kind is ${show(kind)}; it must be one of ${checkKinds.join(', ')}`)
  if (!results.includes(result as string))
    refuse(`${where}.result is ${show(result)}; it must be one of ${results.join(', ')}`)
  if (!Array.isArray(rows) || !rows.every((row) => typeof row === 'string'))
    refuse(`${where}.rows is ${show(rows)}; it must be a list of texts`)
  for (const [field, number] of Object.entries({ event, at }))
    if (number !== null && !(Number.isSafeInteger(number) && (number as number) >= 0))
      refuse(`${where}.${field} is ${show(number)}; it must be a whole number, or null`)
  if (event !== null && (event as number) >= events)
    refuse(`${where}.event is ${show(event)}; there are ${events} events`)
  return {
    name: textOf(check['name'], `${where}.name`, refuse),
    kind: kind as CheckVerdict['kind'],
    rows,
    result: result as CheckVerdict['result'],
    reason: textOf(check['reason'], `${where}.reason`, refuse),
    event: event as number | null,
    at: at as number | null,
  }
}

function measuresOf(value: Fields, refuse: Refuse): { [name: string]: MeasureSummary } {
  const names = Object.keys(value)
  if (names.length > measuresMax)
    refuse(`there are ${names.length} measures; at most ${measuresMax} are read`)
  const measures: { [name: string]: MeasureSummary } = {}
  for (const name of names) {
    const measure = value[name]
    const where = `measures.${name.slice(0, 60)}`
    if (isForbiddenKey(name) || !isRecord(measure) || !isKind(measure['kind']))
      return refuse(`${where} is ${show(measure)}; its kind must be ${measureKinds.join(', ')}`)
    for (const [field, number] of Object.entries(measure))
      if (field !== 'kind' && number !== null && !Number.isFinite(number))
        refuse(`${where}.${field} is ${show(number)}; it must be a number, or null`)
    measures[name] = { ...measure } as unknown as MeasureSummary
  }
  return measures
}

function reportOf(report: Fields, place: number, spec: RunSpec, refuse: Refuse): FaultReport {
  const where = `faults[${place}]`
  const { index, fault, hits } = report
  const planned = spec.faults[index as number]
  // What is reported is in the plan, which was checked.
  if (!planned || !isRecord(fault) || describeFault(planned) !== describedOf(fault))
    return refuse(`${where} is ${show(fault)}; it must be fault ${show(index)} of the spec's plan`)
  if (!Number.isSafeInteger(hits) || (hits as number) < 0)
    return refuse(`${where}.hits is ${show(hits)}; it must be a whole number`)
  return { index: index as number, fault: planned, hits: hits as number }
}

function describedOf(fault: Fields): string {
  try {
    return describeFault(fault as never)
  } catch {
    return ''
  }
}

function textOf(value: unknown, what: string, refuse: Refuse): string {
  if (typeof value !== 'string' || value.length > foreign.stringCharacters)
    return refuse(
      `${what} is ${show(value)}; it must be a text of at most ${foreign.stringCharacters} characters`,
    )
  return value
}

function isDigest(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{1,64}$/.test(value)
}

function isKind(value: unknown): boolean {
  return measureKinds.includes(value as string)
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
