/** Faults of the network as rules that stand in front of all links. */
import type { Fault } from '../model/fault.ts'
import { pass } from '../model/rule.ts'
import type { Rule, Verdict } from '../model/rule.ts'
import type { LiveNode } from './live-node.ts'

/** A rule that a fault of the plan stands behind. */
export interface FaultRule extends Rule {
  /** The fault's place in the plan. */
  readonly index: number
}

/** The rule of a fault, or `null` when it is none of the network. */
export function ruleOf(
  fault: Fault,
  index: number,
  nodesOf: (target: string) => readonly LiveNode[],
): FaultRule | null {
  const judge = judgeOf(fault, nodesOf)
  return judge && { name: ruleName(fault, index), index, judge }
}

/** The name of a fault's rule, as the trace shows it. */
export function ruleName(fault: Fault, index: number): string {
  return `${fault.kind} ${index + 1}`
}

function judgeOf(
  fault: Fault,
  nodesOf: (target: string) => readonly LiveNode[],
): Rule['judge'] | null {
  const set = (target: string) => new Set(nodesOf(target).map((node) => node.index))
  const oneWay = (from: string, to: string, verdict: Verdict): Rule['judge'] => {
    const a = set(from)
    const b = set(to)
    return (x, y) => (a.has(x) && b.has(y) ? verdict : pass)
  }
  switch (fault.kind) {
    case 'cut':
      return oneWay(fault.from, fault.to, { kind: 'drop' })
    case 'hold':
      return oneWay(fault.from, fault.to, { kind: 'hold' })
    case 'degrade': {
      const there = oneWay(fault.from, fault.to, { kind: 'change', change: fault })
      return (x, y) => {
        const verdict = there(x, y)
        return verdict === pass ? there(y, x) : verdict
      }
    }
    case 'partition': {
      const side = new Map<number, number>()
      fault.groups.forEach((group, number) =>
        group.forEach((target) => set(target).forEach((index) => side.set(index, number))),
      )
      const drop: Verdict = { kind: 'drop' }
      return (x, y) => {
        const a = side.get(x)
        const b = side.get(y)
        return a === undefined || b === undefined || a === b ? pass : drop
      }
    }
    default:
      return null
  }
}
