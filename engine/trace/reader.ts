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
import type { Trace, TraceFooter } from './format.ts'
import { footerOf } from './footer.ts'
import { headerOf } from './header.ts'
import type { FileHeader } from './header.ts'
import { Recorder } from './recorder.ts'
import { Receipts } from './receipts.ts'
import { show } from './show.ts'
import { patchesAt, patchLine, stateAt, statesLine } from './states.ts'

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
  /** What the step that begins with event `seq` changed, where the file says so. */
  patchesAt(seq: number): readonly PatchLine[]
  /** A check sum did not fit, and the reader was told to go on. */
  readonly isDamaged: boolean
}

/** How to read. */
export interface ReadOptions {
  /** Reads on where a check sum does not fit. Default: refuses. */
  readonly ignoreHash?: boolean
}

/** Takes the lines of a trace one after the other, as they come. */
export interface TraceReader {
  /** How many events have come. */
  readonly events: number
  /** @throws TraceError naming file, line, what is wrong and what is expected. */
  line(text: string): void
  /** The trace, when all lines have been given. @throws TraceError for one that is not whole. */
  end(): ReadTrace
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
export function readTrace(
  lines: Iterable<string>,
  file = 'trace',
  options: ReadOptions = {},
): ReadTrace {
  const reader = traceReader(file, options)
  for (const line of lines) reader.line(line)
  return reader.end()
}

/** A reader for lines that come one by one, from a stream. */
export function traceReader(file: string, { ignoreHash = false }: ReadOptions = {}): TraceReader {
  let number = 0
  const refuse = (what: string): never => {
    throw new TraceError(`${file}:${number}: ${what}`)
  }
  let header: FileHeader | null = null
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
  let now = 0
  let isDamaged = false
  const receipts = new Receipts()

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

  const damaged = (what: string): void => {
    if (!ignoreHash) refuse(what)
    isDamaged = true
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
    const at = integer(event['at'], 'at', 0, Number.MAX_SAFE_INTEGER)
    if (at < now) refuse(`at is ${at}; the event before is at ${now}, and time does not go back`)
    now = at
    const cause = integer(event['cause'], 'cause', -1, seq - 1, -1)
    const problem = receipts.problemOf(kind, cause)
    if (problem) refuse(problem)
    recorder.event(
      seq,
      at,
      kind,
      place(event['node'], 'node'),
      place(event['peer'], 'peer'),
      intern(event['type'], 'type'),
      cause,
      // Operations are counted as they begin, so none has a number above that of its event.
      integer(event['operation'], 'operation', -1, seq, -1),
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

  const take = (line: string): void => {
    number++
    if (line.length > foreign.lineCharacters)
      refuse(`this line has ${line.length} characters; at most ${foreign.lineCharacters} are read`)
    if (line === '' && footer) return
    if (footer) refuse('there is more after the end')
    const value = parseLine(line, header === null, refuse)
    if (!header) {
      header = headerOf(value, refuse)
      header.topology.nodes.forEach(({ id }, index) => places.set(id, index))
      return
    }
    if ('block' in value) {
      const { hash, lines: count, number: which } = fieldsOf(value['block'], refuse)
      if (which !== blocks || count !== inBlock)
        refuse(
          `this is block ${show(which)} of ${show(count)} lines; block ${blocks} of ${inBlock} lines was read: lines are missing or doubled`,
        )
      if (hash !== block.digest())
        damaged(
          `the check sum of block ${blocks} does not fit its lines; the file was changed or damaged`,
        )
      blocks++
      block = new Hash()
      inBlock = 0
      return
    }
    if ('end' in value) {
      if (inBlock > 0) refuse('the check sum of the last block is missing')
      const end = fieldsOf(value['end'], refuse)
      if (end['hash'] !== whole.digest())
        damaged('the check sum of the whole does not fit; the file was changed or damaged')
      if (seq !== header.events) refuse(`the header says ${header.events} events; there are ${seq}`)
      footer = footerOf(end, seq, header.spec, refuse)
      return
    }
    whole.textTo(block, line)
    inBlock++
    const checks = { node: place, plain, refuse, seq }
    if ('states' in value) states.push(statesLine(fieldsOf(value['states'], refuse), checks))
    else if ('patch' in value) patches.push(patchLine(fieldsOf(value['patch'], refuse), checks))
    else {
      if (line.length > foreign.eventCharacters)
        refuse(
          `this event has ${line.length} characters; at most ${foreign.eventCharacters} are read`,
        )
      readEvent(value)
    }
  }
  const end = (): ReadTrace => {
    if (!header) return refuse('the file is empty; a trace begins with a header line')
    if (!footer)
      return refuse(`the file ends after ${seq} of ${header.events} events; its end is missing`)
    const { form, events: _count, ...rest } = header
    if (form === 'stand-alone' && states.length === 0)
      return refuse('the file says that it stands alone, but has no states; write it again')
    return {
      trace: { header: rest, symbols, events: recorder.events, footer },
      form,
      isDamaged,
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
      patchesAt: (at) => patchesAt(patches, at),
    }
  }
  return {
    get events() {
      return seq
    },
    line: take,
    end,
  }
}

function parseLine(line: string, isFirst: boolean, refuse: (what: string) => never): Fields {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return refuse(
      isFirst
        ? 'this is no Orrery trace; its first line is not JSON'
        : 'this is not JSON; a trace is one JSON object a line',
    )
  }
  return fieldsOf(value, refuse)
}

function fieldsOf(value: unknown, refuse: (what: string) => never): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(`this is ${show(value)}; it must be an object`)
  return value as Fields
}
