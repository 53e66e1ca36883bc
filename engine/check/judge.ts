/**
 * Judges the checks of a run while it goes on, and once more at its end. Costs nothing per step
 * beyond the checks whose roles changed.
 */
import { copy } from '../clockwork/plain.ts'
import type { Micros } from '../clockwork/time.ts'
import { formatTime } from '../clockwork/time.ts'
import { eventKinds } from '../model/event.ts'
import type { Measures } from '../measure/measures.ts'
import type { Operation } from '../measure/history.ts'
import type {
  AnyCheck,
  CheckResult,
  CheckVerdict,
  Judgement,
  Memory,
} from '../scenario/property.ts'
import type { RunEnd } from '../scenario/summary.ts'
import type { EventView } from '../scenario/world.ts'
import type { Simulation } from '../simulation/simulation.ts'
import type { EventWatcher, Referee } from '../simulation/watcher.ts'
import { checkLinearizable } from './linearizable.ts'
import { modelNamed } from './models.ts'

/** What a check has come to so far. */
interface Case {
  readonly check: AnyCheck
  memory: Memory
  /** `always`: the first violation. `sometimes`: the first sighting. */
  event: number | null
  at: Micros | null
  reason: string
  /** `eventually`: whether it holds now, and since when it last became true. */
  holds: boolean
}

/** A change of a check during a run: for the page, which flips it at its event. */
export interface Flip {
  readonly check: number
  readonly event: number
  readonly at: Micros
  readonly holds: boolean
}

/** See the file's header. */
export class Judge implements Referee, EventWatcher {
  readonly #checks: readonly AnyCheck[]
  #cases: Case[]
  #simulation: Simulation | null = null
  /** By check: for each node whether the check watches its role; `null`: it watches all. */
  #watched: (Uint8Array | null)[] = []
  /** Flips so far, in order. */
  flips: Flip[] = []

  constructor(checks: readonly AnyCheck[]) {
    this.#checks = checks
    this.#cases = checks.map((check) => ({
      check,
      memory: 'memory' in check && check.memory ? copy(check.memory) : {},
      event: null,
      at: null,
      reason: '',
      holds: false,
    }))
  }

  /** Whether any check looks at single events, so that the run need not call otherwise. */
  get looksAtEvents(): boolean {
    return this.#checks.some((check) => 'event' in check && check.event !== undefined)
  }

  /** Whether any check looks at states after each step. */
  get looksAtStates(): boolean {
    return this.#checks.some((check) => 'holds' in check && check.holds !== undefined)
  }

  /** Begins to judge a simulation that has taken no step yet. */
  attach(simulation: Simulation): void {
    this.#simulation = simulation
    const { places } = simulation.assembly
    this.#watched = this.#checks.map((check) => {
      if (!('watch' in check) || !check.watch) return null
      const watch = new Set<string>(check.watch)
      return Uint8Array.from(places, ({ role }) => Number(watch.has(role)))
    })
  }

  step(changed: readonly number[]): void {
    const simulation = this.#simulation
    if (!simulation || changed.length === 0) return
    for (let i = 0; i < this.#cases.length; i++) {
      const one = this.#cases[i]!
      const { check } = one
      if (!('holds' in check) || !check.holds) continue
      if (check.kind !== 'eventually' && one.event !== null) continue
      const watched = this.#watched[i]!
      if (watched !== null && !touches(watched, changed)) continue
      this.#settle(
        i,
        check.holds(simulation.world, one.memory),
        simulation.events - 1,
        simulation.now,
      )
    }
  }

  event(
    seq: number,
    at: number,
    kind: number,
    node: number,
    peer: number,
    type: number,
    _cause: number,
    _operation: number,
    _value: number,
    _detail: number,
    message: object | null,
  ): void {
    const simulation = this.#simulation
    if (!simulation) return
    let view: EventView | null = null
    for (let i = 0; i < this.#cases.length; i++) {
      const one = this.#cases[i]!
      const { check } = one
      if (!('event' in check) || !check.event || one.event !== null) continue
      view ??= {
        seq,
        at,
        kind: eventKinds[kind]!,
        node: simulation.assembly.places[node]?.id ?? '',
        peer: simulation.assembly.places[peer]?.id ?? '',
        type: simulation.symbols[type] ?? '',
        message,
      }
      this.#settle(i, check.event(view, simulation.world, one.memory), seq, at)
    }
  }

  #settle(index: number, judgement: Judgement, event: number, at: Micros): void {
    const one = this.#cases[index]!
    const holds = judgement === true
    const said = typeof judgement === 'string' ? judgement : ''
    switch (one.check.kind) {
      case 'always':
        if (holds) return
        one.event = event
        one.at = at
        one.reason = said || `it was false at ${formatTime(at)}`
        this.flips.push({ check: index, event, at, holds: false })
        return
      case 'sometimes':
        if (!holds) return
        one.event = event
        one.at = at
        this.flips.push({ check: index, event, at, holds: true })
        return
      case 'eventually':
        one.reason = said
        if (holds === one.holds && one.event !== null) return
        one.holds = holds
        one.event = event
        one.at = at
        this.flips.push({ check: index, event, at, holds })
        return
    }
  }

  /** The verdicts at the end of a run. */
  verdicts(run: {
    end: RunEnd
    history: readonly Operation[]
    measures: Measures
    /** When the last fault was lifted and the workload ended: `eventually` counts from then. */
    calmFrom: Micros
    settle: Micros
  }): CheckVerdict[] {
    const cut = run.end.kind !== 'done'
    return this.#cases.map((one) => {
      const { check } = one
      const verdict = (
        result: CheckResult,
        reason: string,
        event = one.event,
        at = one.at,
      ): CheckVerdict => ({
        name: check.name,
        kind: check.kind,
        rows: check.rows ?? [],
        result,
        reason,
        event,
        at,
      })
      switch (check.kind) {
        case 'always':
          if (one.event !== null) return verdict('fail', one.reason)
          return cut
            ? verdict('unknown', `the run was cut: ${why(run.end)}`)
            : verdict('pass', 'it held after every step')
        case 'sometimes':
          if (one.event !== null) return verdict('pass', `first seen at ${formatTime(one.at!)}`)
          return cut
            ? verdict('unknown', `the run was cut: ${why(run.end)}`)
            : verdict('fail', 'it was never seen in this run')
        case 'eventually': {
          if (cut) return verdict('unknown', `the run was cut: ${why(run.end)}`)
          if (!one.holds) return verdict('fail', one.reason || `it was still false at the end`)
          const late = one.at! - (run.calmFrom + run.settle)
          if (late > 0)
            return verdict(
              'fail',
              `it became true only at ${formatTime(one.at!)}, after the time to settle`,
            )
          return verdict('pass', `true from ${formatTime(one.at!)} on`)
        }
        case 'linearizable': {
          const kinds = check.operations
          const history = run.history.filter(
            ({ kind }) => kinds === undefined || kinds.includes(kind),
          )
          const { result, reason } = checkLinearizable(history, modelNamed(check.model), {
            failMeans: check.failMeans ?? 'not-done',
          })
          return verdict(result, reason, null, null)
        }
        case 'slo': {
          const { measure, quantile, atMost, atLeast } = check
          if (cut) return verdict('unknown', `the run was cut: ${why(run.end)}`)
          const has = run.measures.has(measure)
          const value =
            quantile === undefined
              ? has
                ? run.measures.counter(measure).total
                : 0
              : has
                ? run.measures.histogram(measure).quantile(quantile)
                : null
          const what =
            quantile === undefined
              ? measure
              : `p${Number((quantile * 100).toPrecision(6))} of ${measure}`
          if (value === null) return verdict('unknown', `nothing was measured as "${measure}"`)
          if (atMost !== undefined && value > atMost)
            return verdict('fail', `${what} is ${value}; at most ${atMost} is allowed`)
          if (atLeast !== undefined && value < atLeast)
            return verdict('fail', `${what} is ${value}; at least ${atLeast} is due`)
          return verdict('pass', `${what} is ${value}`)
        }
      }
    })
  }

  save(): unknown {
    return {
      cases: this.#cases.map((one) => ({ ...one, memory: copy(one.memory) })),
      flips: [...this.flips],
    }
  }

  load(saved: unknown): void {
    const { cases, flips } = saved as { cases: Case[]; flips: readonly Flip[] }
    this.#cases = cases.map((one) => ({ ...one, memory: copy(one.memory) }))
    this.flips = [...flips]
  }
}

function touches(watched: Uint8Array, changed: readonly number[]): boolean {
  for (let i = 0; i < changed.length; i++) if (watched[changed[i]!] === 1) return true
  return false
}

function why(end: RunEnd): string {
  return end.kind === 'capped' || end.kind === 'crashed' ? end.reason : end.kind
}
