/** What to run until: written by a person, read here, and looked for in a run. Nothing is executed. */
import { kinds } from './event-kinds.ts'
import { lastAtMost, rowsOf } from './grouping.ts'
import { eventAt, symbol } from './trace-model.ts'
import type { TraceModel } from './trace-model.ts'

/** How two values are compared. */
export type Sign = '>' | '>=' | '<' | '<=' | '=' | '!='

/** One comparison of a condition: `leaf-1 queued > 10`. */
export interface Term {
  /** The id of a node, or a role: then any of its nodes. */
  readonly node: string
  /** The way into its state; `queued`, `serving` and `status` are known without it. */
  readonly path: readonly string[]
  readonly sign: Sign
  readonly value: number | string | boolean | null
}

/** What a term is looked up in: a node at a moment. */
export interface Looked {
  readonly status: string
  readonly queued: number
  readonly serving: number
  readonly state: object
}

const termForm =
  /^(?<node>[^\s=<>!]+)\s+(?<path>[\w$.#[\]-]+)\s*(?<sign>>=|<=|==|!=|=|>|<|≥|≤|≠)\s*(?<value>.+)$/
const signs: { readonly [sign: string]: Sign } = { '==': '=', '≥': '>=', '≤': '<=', '≠': '!=' }
const columns: ReadonlySet<string> = new Set(['queued', 'serving', 'status'])

/** Reads a condition: terms with `and` between them. `null` for what is none. */
export function readCondition(text: string): readonly Term[] | null {
  const terms = text
    .trim()
    .split(/\s+and(?:\s+|$)|\s*&&\s*/)
    .map(readTerm)
  return terms.every((term) => term !== null) ? terms : null
}

function readTerm(text: string): Term | null {
  const { node, path, sign, value } = termForm.exec(text.trim())?.groups ?? {}
  if (!node || !path || !sign || value === undefined) return null
  const steps = path.replaceAll(/\[([^\]]*)\]/g, '.$1').split('.')
  if (steps.some((step) => step === '')) return null
  return { node, path: steps, sign: signs[sign] ?? (sign as Sign), value: readValue(value.trim()) }
}

function readValue(text: string): Term['value'] {
  if (text === 'true' || text === 'false') return text === 'true'
  if (text === 'null') return null
  const quoted = /^(['"])(.*)\1$/.exec(text)
  if (quoted) return quoted[2]!
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

/** Reads a time: `1.2 s`, `800 ms`, or from the cursor on `+50 ms`. µs; `null` for what is none. */
export function readTime(text: string, now: number): number | null {
  const { plus, number, unit } =
    /^(?<plus>\+?)\s*(?<number>\d+(?:[.,]\d+)?)\s*(?<unit>µs|us|ms|s|min)?$/.exec(text.trim())
      ?.groups ?? {}
  if (number === undefined) return null
  const size = { µs: 1, us: 1, ms: 1000, s: 1_000_000, min: 60_000_000 }[unit ?? 's']!
  return (plus ? now : 0) + Math.round(Number(number.replace(',', '.')) * size)
}

/** Whether all terms can be answered from the columns of a trace, without states. */
export function needsNoState(terms: readonly Term[]): boolean {
  return terms.every(({ path }) => path.length === 1 && columns.has(path[0]!))
}

/** The nodes that a term speaks of, by their places. */
export function placesOfTerm(model: Pick<TraceModel, 'header'>, { node }: Term): number[] {
  const { nodes } = model.header.topology
  const exact = nodes.findIndex(({ id }) => id === node)
  if (exact >= 0) return [exact]
  return nodes.flatMap(({ role, label }, place) => (role === node || label === node ? [place] : []))
}

/** Whether a node fulfils a term. */
export function fulfils(term: Term, node: Looked): boolean {
  return compare(valueOf(term.path, node), term.sign, term.value)
}

function valueOf(path: readonly string[], node: Looked): unknown {
  const [first] = path
  if (path.length === 1 && columns.has(first!) && !Object.hasOwn(node.state, first!))
    return node[first as 'queued' | 'serving' | 'status']
  let value: unknown = node.state
  for (const step of path) {
    if (typeof value === 'string' && step === 'length') value = value.length
    else if (typeof value !== 'object' || value === null) return undefined
    else if (Object.hasOwn(value, step)) value = (value as { [name: string]: unknown })[step]
    else if (step === 'length') value = Object.keys(value).length
    else return undefined
  }
  return value
}

function compare(found: unknown, sign: Sign, wanted: Term['value']): boolean {
  if (sign === '=') return found === wanted
  if (sign === '!=') return found !== undefined && found !== wanted
  if (typeof found !== 'number' || typeof wanted !== 'number') return false
  if (sign === '>') return found > wanted
  if (sign === '>=') return found >= wanted
  return sign === '<' ? found < wanted : found <= wanted
}

/** The first event after `seq` at or after a time; −1 for none. */
export function untilTime(model: TraceModel, seq: number, at: number): number {
  const next = eventAt(model, at - 0.5) + 1
  return next > seq && next < model.length ? next : -1
}

/** The next event about a type of message after `seq`; −1 for none. */
export function untilType(model: TraceModel, seq: number, type: string): number {
  const number = model.symbols.indexOf(type)
  return number < 0 ? -1 : model.events.type.indexOf(number, seq + 1)
}

/** The next event at a node after `seq`; −1 for none. */
export function untilNode(model: TraceModel, seq: number, place: number): number {
  const rows = rowsOf(model.ofNode, place)
  return rows[lastAtMost(rows, seq) + 1] ?? -1
}

/** The next time that a check, or any, changes after `seq`; −1 for none. */
export function untilCheck(model: TraceModel, seq: number, check: number | null): number {
  const { event, ofCheck } = model.flips
  if (check === null) return event[lastAtMost(event, seq) + 1] ?? -1
  const row = rowsOf(ofCheck, check).find((one) => event[one]! > seq)
  return row === undefined ? -1 : event[row]!
}

/**
 * The next event after `seq` at which a condition on columns becomes true, having been false before;
 * −1 for none.
 */
export function untilColumns(model: TraceModel, seq: number, terms: readonly Term[]): number {
  const { events, queues } = model
  const places = terms.map((term) => placesOfTerm(model, term))
  const now = new Map<number, Looked>()
  for (const place of places.flat())
    now.set(place, { status: 'down', queued: 0, serving: 0, state: {} })
  const holds = () =>
    terms.every((term, index) => places[index]!.some((place) => fulfils(term, now.get(place)!)))
  let was: boolean | undefined
  for (let next = 0; next < model.length; next++) {
    const known = now.get(events.node[next]!)
    if (!known) continue
    if (next > seq) was ??= holds()
    now.set(events.node[next]!, {
      status: statusAfter(model, next, known.status),
      queued: queues.queued[next]!,
      serving: queues.serving[next]!,
      state: known.state,
    })
    if (next <= seq) continue
    const is = holds()
    if (is && !was) return next
    was = is
  }
  return -1
}

function statusAfter(model: TraceModel, seq: number, before: string): string {
  const kind = model.events.kind[seq]
  if (kind === kinds.up) return 'up'
  if (kind === kinds.down) return 'down'
  if (kind !== kinds.pause) return before
  return symbol(model, model.events.detail[seq]!) === 'paused' ? 'paused' : 'up'
}

/** The types of message in a run, in the order of the alphabet. */
export function typesOf(model: TraceModel): readonly string[] {
  const seen = new Uint8Array(model.symbols.length)
  const { kind, type } = model.events
  for (let seq = 0; seq < model.length; seq++)
    if (type[seq]! >= 0 && (kind[seq] === kinds.send || kind[seq] === kinds.arrive))
      seen[type[seq]!] = 1
  return model.symbols.filter((_one, place) => seen[place] === 1).sort((a, b) => (a < b ? -1 : 1))
}
