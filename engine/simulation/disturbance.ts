/**
 * The plan of faults at work. Faults stand beside the queue, not in it, so that editing a plan
 * shifts no sequence number; at one moment they come before everything else.
 */
import { formatTime } from '../clockwork/time.ts'
import type { Micros } from '../clockwork/time.ts'
import { jump, setDrift } from '../model/clock.ts'
import { kindOf } from '../model/event.ts'
import { describeFault, lastingKinds } from '../model/fault.ts'
import type { Fault, FaultReport } from '../model/fault.ts'
import { checkPlan, membersOf } from '../model/fault-plan.ts'
import type { Names } from '../model/fault-plan.ts'
import { actionsOf, sameAction } from './action.ts'
import type { Action } from './action.ts'
import type { Core } from './core.ts'
import { ruleName, ruleOf } from './fault-rule.ts'
import type { FaultRule } from './fault-rule.ts'
import type { Handling } from './handling.ts'
import type { Lifecycle } from './lifecycle.ts'
import type { LiveNode } from './live-node.ts'
import type { Sources } from './source.ts'

/** See the file's header. */
export class Disturbance {
  readonly plan: readonly Fault[]
  /** When the next fault sets in or is lifted; Infinity when none is left. */
  next: Micros = Infinity
  readonly #names: Names
  readonly #core: Core
  readonly #handling: Handling
  readonly #lifecycle: Lifecycle
  readonly #sources: Sources
  readonly #actions: readonly Action[]
  readonly #hits: number[]
  /** Faults in force, by place in the plan. */
  readonly #active = new Set<number>()
  /** For each crash, kill or pause in force, the nodes it keeps down or paused. */
  readonly #grip = new Map<number, Set<LiveNode>>()
  #cursor = 0

  constructor(
    plan: readonly unknown[],
    parts: { core: Core; handling: Handling; lifecycle: Lifecycle; sources: Sources; names: Names },
  ) {
    this.#core = parts.core
    this.#handling = parts.handling
    this.#lifecycle = parts.lifecycle
    this.#sources = parts.sources
    this.#names = parts.names
    this.plan = checkPlan(plan, parts.names)
    this.#hits = this.plan.map(() => 0)
    this.#actions = actionsOf(this.plan)
    this.#turnTo(0)
    parts.core.network.onRule = (rule) => {
      if ('index' in rule) this.#hit(rule.index as number)
    }
  }

  /** When the last one did or will. */
  get last(): Micros {
    return this.#actions.at(-1)?.at ?? 0
  }

  /** Whether the plan has run out. What is in force then stays. */
  get over(): boolean {
    return this.#cursor === this.#actions.length
  }

  /** Carries out the next action of the plan. */
  step(): void {
    const { index, lift } = this.#actions[this.#cursor]!
    this.#turnTo(this.#cursor + 1)
    if (lift) this.#lift(index)
    else this.#apply(index)
  }

  #turnTo(cursor: number): void {
    this.#cursor = cursor
    this.next = this.#actions[cursor]?.at ?? Infinity
  }

  /** What each fault achieved. */
  reports(): FaultReport[] {
    return this.plan.map((fault, index) => ({ index, fault, hits: this.#hits[index]! }))
  }

  /** A paused or slowed node felt it. */
  felt(node: LiveNode, kind: 'pause' | 'slow' | 'disk'): void {
    for (const index of this.#active) {
      const fault = this.plan[index]!
      if (fault.kind === kind && this.#targets(fault.target).includes(node)) this.#hit(index)
    }
  }

  /** A workload asked more than it would have. */
  feltOverload(workload: string): void {
    for (const index of this.#active) {
      const fault = this.plan[index]!
      if (fault.kind === 'overload' && (fault.workload ?? workload) === workload) this.#hit(index)
    }
  }

  #hit(index: number): void {
    this.#hits[index]!++
  }

  #targets(target: string): LiveNode[] {
    return membersOf(target, this.#names).map(
      (id) => this.#core.nodes[this.#core.assembly.byName.get(id)!.index]!,
    )
  }

  /**
   * How long a fault will last is no part of its event: what is still to come may be edited, and
   * the events up to there stay the same.
   */
  #emit(kind: number, index: number): number {
    const { symbols } = this.#core
    const { for: _lasting, ...fault } = this.plan[index]!
    return this.#core.emit(kind, -1, -1, symbols.of(describeFault(fault)), -1, -1, index, -1, null)
  }

  #apply(index: number): void {
    const fault = this.plan[index]!
    const seq = this.#emit(kindOf.fault, index)
    if (lastingKinds.has(fault.kind)) this.#active.add(index)
    const count = (changed: boolean) => {
      if (changed) this.#hit(index)
    }
    switch (fault.kind) {
      case 'crash':
        for (const node of this.#targets(fault.target))
          count(this.#seize(index, node, this.#lifecycle.down(node, 'crashed', null, seq)))
        break
      case 'kill': {
        for (const node of this.#targets(fault.target))
          count(this.#seize(index, node, this.#lifecycle.down(node, 'killed', null, seq)))
        this.#core.assembly.system.pods.forEach((pod, place) => {
          if (pod.name === fault.target || pod.zone === fault.target)
            this.#core.folders[place]!.clear()
        })
        break
      }
      case 'restart':
        for (const node of this.#targets(fault.target)) {
          this.#letGo(node, takesDown)
          count(this.#lifecycle.up(node, node.argument, seq))
        }
        break
      case 'pause':
        for (const node of this.#targets(fault.target))
          count(this.#seize(index, node, this.#lifecycle.pause(node, seq)))
        break
      case 'resume':
        for (const node of this.#targets(fault.target)) {
          this.#letGo(node, ['pause'])
          count(this.#lifecycle.resume(node, seq))
        }
        break
      case 'heal':
        this.#undo(index, ['partition', 'cut'])
        break
      case 'release':
        this.#undo(index, ['hold'])
        break
      case 'skew':
        for (const node of this.#targets(fault.target)) {
          setDrift(node.clock, fault.drift, this.#core.now)
          this.#hit(index)
        }
        break
      case 'jump':
        for (const node of this.#targets(fault.target)) {
          jump(node.clock, fault.by)
          this.#hit(index)
        }
        break
      default:
        this.#settle()
    }
  }

  #lift(index: number): void {
    if (!this.#active.delete(index)) return
    const fault = this.plan[index]!
    const seq = this.#emit(kindOf.lift, index)
    switch (fault.kind) {
      case 'crash':
      case 'kill':
        for (const node of this.#freed(index, takesDown))
          this.#lifecycle.up(node, node.argument, seq)
        break
      case 'pause':
        for (const node of this.#freed(index, ['pause'])) this.#lifecycle.resume(node, seq)
        break
      case 'skew':
        for (const node of this.#targets(fault.target))
          setDrift(node.clock, this.#driftOf(node), this.#core.now)
        break
      default:
        this.#settle()
        if (fault.kind === 'hold') this.#handling.effects.release(ruleName(fault, index))
    }
  }

  /**
   * Remembers that a fault keeps a node down or paused: because it did that, or because it set in
   * while another fault did. What was down for reasons of its own, it will not bring up.
   */
  #seize(index: number, node: LiveNode, changed: boolean): boolean {
    const kinds = this.plan[index]!.kind === 'pause' ? (['pause'] as const) : takesDown
    if (changed || this.#gripped(node, kinds)) {
      const nodes = this.#grip.get(index) ?? new Set()
      this.#grip.set(index, nodes.add(node))
    }
    return changed
  }

  #gripped(node: LiveNode, kinds: readonly Fault['kind'][]): boolean {
    for (const [index, nodes] of this.#grip)
      if (kinds.includes(this.plan[index]!.kind) && nodes.has(node)) return true
    return false
  }

  /** A restart or resume undoes what faults did to a node. */
  #letGo(node: LiveNode, kinds: readonly Fault['kind'][]): void {
    for (const [index, nodes] of this.#grip)
      if (kinds.includes(this.plan[index]!.kind)) nodes.delete(node)
  }

  /** The nodes that are free once a fault lets go of them. */
  #freed(index: number, kinds: readonly Fault['kind'][]): LiveNode[] {
    const nodes = this.#grip.get(index) ?? new Set<LiveNode>()
    this.#grip.delete(index)
    return [...nodes].filter((node) => !this.#gripped(node, kinds))
  }

  /** The rate error of a node's clock under the skews in force: that of the latest. */
  #driftOf(node: LiveNode): number {
    let drift = node.place.options.clock?.drift ?? 0
    for (const index of this.#active) {
      const fault = this.plan[index]!
      if (fault.kind === 'skew' && this.#targets(fault.target).includes(node)) drift = fault.drift
    }
    return drift
  }

  /** Ends every fault of some kinds, as heal and release do. */
  #undo(by: number, kinds: readonly Fault['kind'][]): void {
    for (const index of this.#active)
      if (kinds.includes(this.plan[index]!.kind)) {
        this.#hit(by)
        this.#lift(index)
      }
  }

  /** Derives rules, speeds and rates from the faults in force. */
  #settle(): void {
    const { nodes, network } = this.#core
    for (const node of nodes) {
      node.slowness = 1
      node.diskFault = null
      node.diskSlowness = 1
    }
    const rules: FaultRule[] = []
    const rates = new Map<string, number>()
    for (const index of this.#active) {
      const fault = this.plan[index]!
      if (fault.kind === 'slow')
        for (const node of this.#targets(fault.target)) node.slowness *= fault.factor
      else if (fault.kind === 'disk')
        for (const node of this.#targets(fault.target)) {
          node.diskFault = fault.mode
          node.diskSlowness = fault.factor ?? 1
        }
      else if (fault.kind === 'overload') {
        const which = fault.workload ?? '*'
        rates.set(which, (rates.get(which) ?? 1) * fault.factor)
      } else {
        const rule = ruleOf(fault, index, (target) => this.#targets(target))
        if (rule) rules.push(rule)
      }
    }
    network.rules = rules
    this.#sources.setRates(rates)
  }

  save(): unknown {
    return {
      cursor: this.#cursor,
      active: [...this.#active],
      hits: [...this.#hits],
      grip: [...this.#grip].map(([index, nodes]) => [index, [...nodes].map((node) => node.index)]),
    } satisfies Saved
  }

  /**
   * Goes on from a saved state, maybe under another plan.
   * @param fresh whether nothing has happened yet.
   * @throws RangeError when the plans differ in what has already happened.
   */
  load(saved: unknown, savedPlan: readonly Fault[], fresh: boolean): void {
    const { cursor, active, hits, grip } = saved as Saved
    const { now, nodes } = this.#core
    const past = actionsOf(savedPlan)
    const refuse = () => {
      throw new RangeError(
        `the new plan differs from the old one in what had already happened by ` +
          `${formatTime(now)}; branch from an earlier moment`,
      )
    }
    for (let i = 0; i < cursor; i++) {
      const before = past[i]!
      const after = this.#actions[i]
      if (!after || !sameAction(before, savedPlan, after, this.plan)) refuse()
    }
    // Faults come first at a moment, so a new one may not come at this very moment either.
    const next = this.#actions[cursor]
    if (next && (next.at < now || (next.at === now && !fresh))) {
      const before = past[cursor]
      if (!before || !sameAction(before, savedPlan, next, this.plan)) refuse()
    }
    this.#turnTo(cursor)
    this.#active.clear()
    for (const index of active) this.#active.add(index)
    this.#hits.fill(0)
    for (let i = 0; i < this.#hits.length; i++) this.#hits[i] = hits[i] ?? 0
    this.#grip.clear()
    for (const [index, those] of grip)
      this.#grip.set(index, new Set(those.map((place) => nodes[place]!)))
    this.#settle()
  }
}

interface Saved {
  readonly cursor: number
  readonly active: number[]
  readonly hits: number[]
  readonly grip: [number, number[]][]
}

const takesDown: readonly Fault['kind'][] = ['crash', 'kill']
