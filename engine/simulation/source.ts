/** The workloads of a run: when each asks next, and of whom. */
import type { Shape } from '../clockwork/key.ts'
import { isolate } from '../clockwork/plain.ts'
import type { Stream } from '../clockwork/random.ts'
import { durationSampler } from '../clockwork/sampler.ts'
import { unknownName } from '../clockwork/suggestion.ts'
import type { Micros } from '../clockwork/time.ts'
import { gaps } from '../model/arrivals.ts'
import type { Gap } from '../model/arrivals.ts'
import { kindOf } from '../model/event.ts'
import type { Plain } from '../model/protocol.ts'
import type { AnyWorkload, Asked, LogEntry } from '../model/workload.ts'
import { ScenarioError } from '../scenario/error.ts'
import type { Core } from './core.ts'
import { Entry } from './core.ts'
import type { Delivery } from './delivery.ts'
import { Envelope, usual } from './envelope.ts'
import type { Handling } from './handling.ts'
import type { LiveNode } from './live-node.ts'
import type { OpenOperation } from './operations.ts'

/** Logs by name; each call begins at the first row again. */
export type Logs = { readonly [name: string]: () => Iterable<LogEntry> }

/** One workload at work. */
interface Source {
  readonly workload: AnyWorkload
  readonly name: string
  readonly symbol: number
  /** The names of its users so far, when it has users. */
  readonly users: string[]
  /** The fields that its messages had last time. */
  readonly shape: Shape
  /** What its messages are called in errors. */
  readonly what: string
  readonly targets: readonly LiveNode[]
  readonly until: Micros
  readonly limit: number
  readonly times: Stream
  readonly contents: Stream
  readonly gap: Gap | null
  readonly think: ((random: Stream) => Micros) | null
  rate: number
  /** Arrivals so far, and those for which a time is set. */
  count: number
  scheduled: number
  rows: Iterator<LogEntry> | null
  row: LogEntry | null
  /** Whether it will ask no more; for logs. */
  done: boolean
}

/** An operation that says nothing of itself. */
const nothing: Asked = Object.freeze({})

/** See the file's header. */
export class Sources {
  /** Told when an overloaded workload asks. */
  onOverload: (workload: string) => void = () => {}
  /** Time of the last row of a log. */
  lastRow: Micros = 0
  readonly #core: Core
  readonly #handling: Handling
  readonly #delivery: Delivery
  readonly #sources: Source[]
  readonly #logs: Logs

  constructor(
    workloads: readonly AnyWorkload[],
    parts: { core: Core; handling: Handling; delivery: Delivery; duration: Micros; logs: Logs },
  ) {
    const { core, handling, delivery, duration, logs } = parts
    this.#core = core
    this.#handling = handling
    this.#delivery = delivery
    this.#logs = logs
    const names = new Set<string>()
    this.#sources = workloads.map((workload) => {
      const name = workload.name ?? workload.type
      if (names.has(name))
        throw new ScenarioError(`two workloads are named "${name}"; give each a \`name\``)
      names.add(name)
      return this.#open(workload, name, duration)
    })
  }

  /** The names of the workloads. */
  get names(): readonly string[] {
    return this.#sources.map(({ name }) => name)
  }

  /** Whether rows of a log are still to come. */
  get reading(): boolean {
    for (const { rows, done } of this.#sources) if (rows !== null && !done) return true
    return false
  }

  /** Schedules the first arrival of each. */
  start(): void {
    this.#sources.forEach((source, index) => {
      const { workload } = source
      const from = workload.from ?? 0
      if (workload.kind === 'closed')
        for (let user = 0; user < workload.users; user++)
          this.#schedule(index, from + source.think!(source.times), user)
      else this.#next(index, from)
    })
  }

  /** Rates under overload faults; `*` stands for every workload. */
  setRates(rates: ReadonlyMap<string, number>): void {
    for (const source of this.#sources)
      source.rate = (rates.get('*') ?? 1) * (rates.get(source.name) ?? 1)
  }

  /** An operation ended: its user thinks, then asks again. */
  ended(operation: OpenOperation): void {
    const source = this.#sources[operation.source]
    if (source?.think)
      this.#schedule(
        operation.source,
        this.#core.now + Math.round(source.think(source.times) / source.rate),
        operation.user,
      )
  }

  /** A workload asks. */
  arrive(index: number, user: number): void {
    const source = this.#sources[index]!
    const core = this.#core
    const { workload } = source
    const n = source.count++
    if (source.rate > 1) this.onOverload(source.name)
    const pick =
      workload.spread === 'random'
        ? source.contents.choose(source.targets.length)
        : n % source.targets.length
    const node =
      source.targets[
        workload.kind === 'closed' && workload.spread === undefined
          ? user % source.targets.length
          : pick
      ]!
    const { what } = source
    let message: object
    let operation: OpenOperation | null
    try {
      const draw = { n, user, at: core.now, random: source.contents, entry: source.row }
      message = isolate(workload.message(draw), core.hash, what, source.shape)
      operation = this.#begin(source, index, node, message, user, n)
    } catch (error) {
      throw this.#handling.blame(node, what, error)
    }
    const reception = node.receptions.get(workload.type)!
    const call = operation === null ? -1 : operation.index
    const seq = core.emit(
      kindOf.arrive,
      node.index,
      -1,
      reception.symbol,
      -1,
      call,
      user,
      source.symbol,
      message,
    )
    if (operation) core.watchers.historian?.begin(operation)
    if (workload.kind !== 'closed') this.#next(index, core.now)
    if (node.status === 'down') {
      core.emit(
        kindOf.drop,
        node.index,
        -1,
        reception.symbol,
        seq,
        call,
        0,
        core.symbols.of('down'),
        null,
      )
      return
    }
    // What was said of the message is written down by now; from here on it is the receiver's.
    const { index: to } = node
    this.#delivery.ask(
      node,
      new Envelope(to, to, reception, message, call, seq, core.now, -1, usual),
    )
  }

  #begin(
    source: Source,
    index: number,
    node: LiveNode,
    message: object,
    user: number,
    n: number,
  ): OpenOperation | null {
    const { workload } = source
    if (workload.operation === false) return null
    const asked: Asked = workload.operation?.(message as never) ?? nothing
    return this.#core.operations.begin(
      source.name,
      n + 1,
      workload.kind === 'closed' ? (source.users[user] ??= `${source.name}-${user + 1}`) : node.id,
      asked.kind ?? workload.type,
      asked.key,
      asked.input ?? (message as Plain),
      this.#core.now,
      this.#core.seq,
      index,
      user,
    )
  }

  #schedule(index: number, at: Micros, user: number): void {
    const source = this.#sources[index]!
    if (at >= source.until || source.scheduled >= source.limit) {
      source.done = true
      return
    }
    source.scheduled++
    this.#core.queue.post(at, Entry.arrive, index, user)
  }

  /** Schedules the next arrival of an open, scripted or logged workload. */
  #next(index: number, from: Micros): void {
    const source = this.#sources[index]!
    const { workload } = source
    switch (workload.kind) {
      case 'open':
        return this.#schedule(index, from + source.gap!(source.times, from, source.rate), 0)
      case 'script': {
        const at = workload.at[source.count]
        if (at !== undefined) this.#schedule(index, Math.max(at, this.#core.now), 0)
        return
      }
      case 'log': {
        const { value, done } = source.rows!.next() as IteratorResult<LogEntry, undefined>
        source.row = done ? null : value
        source.done = done === true
        if (done) return
        this.lastRow = Math.max((workload.from ?? 0) + value.at, this.#core.now)
        return this.#schedule(index, this.lastRow, 0)
      }
    }
  }

  #open(workload: AnyWorkload, name: string, duration: Micros): Source {
    const { assembly, nodes, streams } = this.#core
    const places = assembly.byRole.get(workload.to) ?? [assembly.byName.get(workload.to)!]
    if (workload.kind === 'closed' && workload.operation === false)
      throw new ScenarioError(
        `workload "${name}" is closed; its users wait for an operation to end, so it cannot have \`operation: false\``,
      )
    return {
      workload,
      name,
      symbol: this.#core.symbols.of(name),
      users: [],
      shape: [],
      what: `message "${workload.type}" of workload "${name}"`,
      targets: places.map((place) => nodes[place.index]!),
      until:
        workload.until ??
        (workload.kind === 'log' || workload.kind === 'script' ? Infinity : duration),
      limit: workload.limit ?? Infinity,
      times: streams.stream(`workload ${name}`),
      contents: streams.stream(`workload ${name} content`),
      gap: workload.kind === 'open' ? gaps(workload.arrivals) : null,
      think: workload.kind === 'closed' ? durationSampler(workload.think) : null,
      rate: 1,
      count: 0,
      scheduled: 0,
      rows: workload.kind === 'log' ? this.#rows(workload.log) : null,
      row: null,
      done: false,
    }
  }

  #rows(log: string): Iterator<LogEntry> {
    const open = Object.hasOwn(this.#logs, log) ? this.#logs[log] : undefined
    if (!open)
      throw new ScenarioError(
        `${unknownName({ kind: 'log', value: log, allowed: Object.keys(this.#logs) })}; whoever runs the scenario hands logs in by name`,
      )
    return open()[Symbol.iterator]()
  }

  save(): unknown {
    return {
      lastRow: this.lastRow,
      sources: this.#sources.map(({ rate, count, scheduled, row, done }) => ({
        rate,
        count,
        scheduled,
        row,
        done,
      })),
    }
  }

  load(saved: unknown): void {
    const from = saved as {
      lastRow: Micros
      sources: Pick<Source, 'rate' | 'count' | 'scheduled' | 'row' | 'done'>[]
    }
    this.lastRow = from.lastRow
    this.#sources.forEach((source, index) => {
      const state = from.sources[index]!
      source.rate = state.rate
      source.count = state.count
      source.scheduled = state.scheduled
      source.done = state.done
      source.row = state.row
      if (source.workload.kind === 'log') {
        // A log is read anew up to where it was; the row in hand has been read but has not arrived.
        source.rows = this.#rows(source.workload.log)
        const read = state.count + (state.row === null ? 0 : 1)
        for (let i = 0; i < read; i++) source.rows.next()
      }
    })
  }
}
