/**
 * Reads a trace file, strictly: every line is checked and turned into our own columns, nothing of
 * it is trusted, and a newer version is refused in a sentence.
 */
import { foreign } from '../clockwork/limits.ts'
import { Hash } from '../clockwork/hash.ts'
import { checkPlain } from '../clockwork/plain.ts'
import { unknownName } from '../clockwork/suggestion.ts'
import { eventKinds } from '../model/event.ts'
import type { PatchLine, StatesLine } from './file.ts'
import type { Topology, Trace, TraceFooter, TraceHeader } from './format.ts'
import { traceFormat } from './format.ts'
import { footerOf } from './footer.ts'
import { Recorder } from './recorder.ts'
import { show } from './show.ts'
import { patchLine, stateAt, statesLine } from './states.ts'

/** A file that is no trace, or a broken one: file, line, what is wrong, what is expected. */
export class TraceError extends Error {
  override readonly name = 'TraceError'
}

/** A trace that was read. */
export interface ReadTrace {
  readonly trace: Trace
  readonly form: 'replayable' | 'stand-alone'
  /**
   * The state of every node after the step of event `seq`, or `null` where the file has no states:
   * a replayable trace needs the scenario's code for that.
   */
  stateAt(seq: number): { readonly [node: string]: object } | null
}

const eventFields = [
  'seq',
  'at',
  'kind',
  'node',
  'peer',
  'type',
  'cause',
  'operation',
  'value',
  'detail',
  'message',
]

type Fields = { readonly [name: string]: unknown }

/**
 * Reads a trace from its lines.
 * @throws TraceError naming file, line, what is wrong and what is expected.
 */
export function readTrace(lines: Iterable<string>, file = 'trace'): ReadTrace {
  let number = 0
  const refuse = (what: string): never => {
    throw new TraceError(`${file}:${number}: ${what}`)
  }
  let header: (TraceHeader & { form: ReadTrace['form']; events: number }) | null = null
  let footer: TraceFooter | null = null
  const recorder = new Recorder()
  const symbols: string[] = []
  const symbolOf = new Map<string, number>()
  const places = new Map<string, number>()
  const states: StatesLine[] = []
  const patches: PatchLine[] = []
  const whole = new Hash()
  let block = new Hash()
  let inBlock = 0
  let blocks = 0
  let seq = 0

  const intern = (text: unknown, field: string): number => {
    if (text === undefined) return -1
    if (typeof text !== 'string' || text.length > foreign.stringCharacters)
      return refuse(
        `${field} is ${show(text)}; it must be a text of at most ${foreign.stringCharacters} characters`,
      )
    const known = symbolOf.get(text)
    if (known !== undefined) return known
    symbolOf.set(text, symbols.length)
    return symbols.push(text) - 1
  }
  const place = (id: unknown, field: string): number => {
    if (id === undefined) return -1
    const index = places.get(id as string)
    return (
      index ??
      refuse(`${field}: ${unknownName({ kind: 'node', value: show(id), allowed: places.keys() })}`)
    )
  }
  const integer = (
    value: unknown,
    field: string,
    least: number,
    most: number,
    none?: number,
  ): number => {
    if (value === undefined && none !== undefined) return none
    if (!Number.isSafeInteger(value) || (value as number) < least || (value as number) > most)
      return refuse(
        `${field} is ${show(value)}; it must be a whole number from ${least} to ${most}`,
      )
    return value as number
  }

  const readEvent = (event: Fields): void => {
    for (const field of Object.keys(event))
      if (!eventFields.includes(field))
        refuse(unknownName({ kind: 'field', value: field, allowed: eventFields }))
    if (event['seq'] !== seq) refuse(`seq is ${show(event['seq'])}; event ${seq} must come next`)
    if (seq >= header!.events)
      refuse(`there are more events than the ${header!.events} that the header says`)
    const kind = eventKinds.indexOf(event['kind'] as never)
    if (kind < 0)
      refuse(
        unknownName({
          kind: 'kind of event',
          plural: 'kinds',
          value: show(event['kind']),
          allowed: eventKinds,
        }),
      )
    const value = event['value'] ?? 0
    if (typeof value !== 'number' || !Number.isFinite(value))
      refuse(`value is ${show(value)}; it must be a number`)
    const message = event['message'] ?? null
    if (typeof message !== 'object' || Array.isArray(message))
      refuse(`message is ${show(message)}; it must be an object`)
    plain(message, 'message')
    recorder.event(
      seq,
      integer(event['at'], 'at', 0, Number.MAX_SAFE_INTEGER),
      kind,
      place(event['node'], 'node'),
      place(event['peer'], 'peer'),
      intern(event['type'], 'type'),
      integer(event['cause'], 'cause', -1, seq - 1, -1),
      integer(event['operation'], 'operation', -1, header!.events, -1),
      value as number,
      intern(event['detail'], 'detail'),
      message,
    )
    seq++
  }
  const plain = (value: unknown, what: string): void => {
    try {
      checkPlain(value, what)
    } catch (error) {
      refuse((error as Error).message)
    }
  }

  for (const line of lines) {
    number++
    if (line === '' && footer) continue
    if (footer) refuse('there is more after the end')
    const value = parseLine(line, refuse)
    if (!header) {
      header = readHeader(value, refuse)
      header.topology.nodes.forEach(({ id }, index) => places.set(id, index))
      continue
    }
    if ('block' in value) {
      const { hash, lines: count, number: which } = fieldsOf(value['block'], refuse)
      if (which !== blocks || count !== inBlock)
        refuse(
          `this is block ${show(which)} of ${show(count)} lines; block ${blocks} of ${inBlock} lines was read: lines are missing or doubled`,
        )
      if (hash !== block.digest())
        refuse(
          `the check sum of block ${blocks} does not fit its lines; the file was changed or damaged`,
        )
      blocks++
      block = new Hash()
      inBlock = 0
      continue
    }
    if ('end' in value) {
      if (inBlock > 0) refuse('the check sum of the last block is missing')
      const end = fieldsOf(value['end'], refuse)
      if (end['hash'] !== whole.digest())
        refuse('the check sum of the whole does not fit; the file was changed or damaged')
      if (seq !== header.events) refuse(`the header says ${header.events} events; there are ${seq}`)
      footer = footerOf(end, seq, refuse)
      continue
    }
    block.text(line)
    whole.text(line)
    inBlock++
    const checks = { node: place, plain, refuse, seq }
    if ('states' in value) states.push(statesLine(fieldsOf(value['states'], refuse), checks))
    else if ('patch' in value) patches.push(patchLine(fieldsOf(value['patch'], refuse), checks))
    else readEvent(value)
  }
  if (!header) return refuse('the file is empty; a trace begins with a header line')
  if (!footer)
    return refuse(`the file ends after ${seq} of ${header.events} events; its end is missing`)
  const { form, events: _count, ...rest } = header
  if (form === 'stand-alone' && states.length === 0)
    return refuse('the file says that it stands alone, but has no states; write it again')
  return {
    trace: { header: rest, symbols, events: recorder.events, footer },
    form,
    stateAt: (at) => {
      if (form === 'replayable') return null
      try {
        return stateAt(states, patches, at)
      } catch (error) {
        throw new TraceError(
          `${file}: the patches up to event ${at} do not fit the states: ${(error as Error).message}`,
        )
      }
    },
  }
}

function parseLine(line: string, refuse: (what: string) => never): Fields {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return refuse('this is not JSON; a trace is one JSON object a line')
  }
  return fieldsOf(value, refuse)
}

function fieldsOf(value: unknown, refuse: (what: string) => never): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(`this is ${show(value)}; it must be an object`)
  return value as Fields
}

function readHeader(
  value: Fields,
  refuse: (what: string) => never,
): TraceHeader & { form: ReadTrace['form']; events: number } {
  if (value['orrery'] !== 'trace')
    return refuse('this is no Orrery trace; its first line must have "orrery": "trace"')
  const { format, form, events, spec, topology } = value
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1)
    return refuse(`format is ${show(format)}; this version reads format ${traceFormat}`)
  if (format > traceFormat)
    return refuse(
      `this trace has format ${format}, newer than the ${traceFormat} that this version reads; update Orrery`,
    )
  if (form !== 'replayable' && form !== 'stand-alone')
    return refuse(`form is ${show(form)}; it must be replayable or stand-alone`)
  if (
    !Number.isSafeInteger(events) ||
    (events as number) < 0 ||
    (events as number) > foreign.events
  )
    return refuse(`events is ${show(events)}; it must be a whole number up to ${foreign.events}`)
  const nodes = (topology as Topology | undefined)?.nodes
  if (
    !Array.isArray(nodes) ||
    nodes.length > foreign.nodes ||
    !nodes.every((node) => typeof (node as { id?: unknown } | null)?.id === 'string')
  )
    return refuse(`topology.nodes must be a list of at most ${foreign.nodes} nodes with an id each`)
  if (typeof spec !== 'object' || spec === null)
    return refuse('spec must be an object: what was run')
  return {
    format: traceFormat,
    form,
    events: events as number,
    spec: spec as TraceHeader['spec'],
    topology: topology as Topology,
  }
}
