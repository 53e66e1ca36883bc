import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Streams } from '../../../engine/clockwork/random.ts'
import { describeFault, faultKinds, FaultError, ms, seconds } from '../../../engine/index.ts'
import type { Fault, FaultBudget } from '../../../engine/index.ts'
import { checkPlan, drawPlan, membersOf } from '../../../engine/model/fault-plan.ts'
import type { Names } from '../../../engine/model/fault-plan.ts'
import { perform, stage } from '../../support/stage.ts'
import { generatedPlan } from '../../../engine/index.ts'

const names: Names = {
  nodes: new Set(['root', 'leaf-1', 'leaf-2', 'leaf-3']),
  roles: new Map([
    ['root', ['root']],
    ['leaf', ['leaf-1', 'leaf-2', 'leaf-3']],
  ]),
  pods: new Map([['box', ['root', 'leaf-1']]]),
  zones: new Map([['east', ['leaf-2', 'leaf-3']]]),
  workloads: new Set(['ask']),
}

/** What is wrong with a fault. */
function wrong(...plan: unknown[]): string {
  try {
    checkPlan(plan, names)
  } catch (error) {
    expect(error).toBeInstanceOf(FaultError)
    return (error as Error).message
  }
  return 'nothing'
}

test('a target is a node, a role, a pod or a zone', () => {
  expect(membersOf('leaf-2', names)).toEqual(['leaf-2'])
  expect(membersOf('leaf', names)).toEqual(['leaf-1', 'leaf-2', 'leaf-3'])
  expect(membersOf('box', names)).toEqual(['root', 'leaf-1'])
  expect(membersOf('east', names)).toEqual(['leaf-2', 'leaf-3'])
})

test('a plan is put in order of time, those of one moment as they were given', () => {
  const plan = checkPlan(
    [
      { kind: 'heal', at: 5 },
      { kind: 'crash', target: 'root', at: 1 },
      { kind: 'release', at: 5 },
    ],
    names,
  )
  expect(plan.map(({ kind }) => kind)).toEqual(['crash', 'heal', 'release'])
})

test('every kind passes with its fields', () => {
  const at = 1
  const good: Fault[] = [
    { kind: 'crash', at, target: 'leaf', for: 1 },
    { kind: 'restart', at, target: 'leaf-1' },
    { kind: 'pause', at, target: 'box', for: 2 },
    { kind: 'resume', at, target: 'east' },
    { kind: 'slow', at, target: 'leaf', factor: 2.5, for: 3 },
    { kind: 'partition', at, groups: [['root'], ['leaf-1', 'leaf-2']] },
    { kind: 'cut', at, from: 'root', to: 'leaf' },
    { kind: 'heal', at },
    { kind: 'hold', at, from: 'root', to: 'leaf' },
    { kind: 'release', at },
    { kind: 'degrade', at, from: 'root', to: 'leaf', loss: 1, latencyAdded: 0, bandwidthFactor: 1 },
    { kind: 'skew', at, target: 'leaf', drift: -100 },
    { kind: 'jump', at, target: 'leaf', by: -5 },
    { kind: 'disk', at, target: 'leaf', mode: 'slow', factor: 2 },
    { kind: 'kill', at, target: 'east' },
    { kind: 'overload', at, factor: 3, workload: 'ask' },
  ]
  expect(good.map(({ kind }) => kind)).toEqual([...faultKinds])
  expect(checkPlan(good, names)).toEqual(good)
})

describe('a fault that cannot be is refused with its place in the list:', () => {
  test.each<[string, unknown, string]>([
    ['no object', 7, 'it is 7; it must be an object such as {'],
    ['nothing', null, 'it is null; it must be an object'],
    ['a list', [], 'it is []; it must be an object'],
    [
      'an unknown kind',
      { kind: 'crsh', at: 1 },
      'no kind of fault named "crsh"; did you mean "crash"?',
    ],
    ['no kind', { at: 1, target: 'root' }, 'no kind of fault named "undefined"'],
    ['a kind that objects have', { kind: 'toString', at: 1 }, 'no kind of fault named "toString"'],
    [
      'a negative time',
      { kind: 'heal', at: -1 },
      'heal: at is -1; it must be a whole number of µs, 0 or more',
    ],
    ['a broken time', { kind: 'heal', at: 1.5 }, 'heal: at is 1.5; it must be a whole number'],
    ['no time', { kind: 'heal' }, 'heal: at is undefined; it must be a whole number'],
    ['a time as text', { kind: 'heal', at: '1s' }, 'heal: at is "1s"; it must be a whole number'],
    [
      'a length of 0',
      { kind: 'crash', target: 'root', at: 1, for: 0 },
      'crash: for is 0; it must be a whole number of µs, 1 or more',
    ],
    [
      'a length for what is over at once',
      { kind: 'jump', target: 'root', at: 1, by: 1, for: 1 },
      'jump: no field named "for"',
    ],
    [
      'an unknown target',
      { kind: 'crash', target: 'leaf-9', at: 1 },
      'no node named "leaf-9"; did you mean "leaf-1"',
    ],
    [
      'a target that is no name',
      { kind: 'crash', target: 7, at: 1 },
      'crash: target is 7; it must be a name',
    ],
    ['a missing target', { kind: 'crash', at: 1 }, 'crash: target is missing; it takes target'],
    [
      'an unknown field',
      { kind: 'crash', target: 'root', at: 1, fro: 5 },
      'crash: no field named "fro"; did you mean "for"?',
    ],
    [
      'a factor of 0',
      { kind: 'slow', target: 'root', at: 1, factor: 0 },
      'slow: factor is 0; it must be a number from 0.001 to 1000000',
    ],
    [
      'a loss above 1',
      { kind: 'degrade', from: 'root', to: 'leaf', at: 1, loss: 1.1 },
      'degrade: loss is 1.1; it must be a number from 0 to 1',
    ],
    [
      'a clock that runs backwards',
      { kind: 'skew', target: 'root', at: 1, drift: -1e6 },
      'skew: drift is -1000000; it must be',
    ],
    [
      'an unknown mode',
      { kind: 'disk', target: 'root', at: 1, mode: 'eat' },
      'disk: mode is "eat"; it must be one of lose, tear, slow, refuse',
    ],
    [
      'a slow disk without a factor',
      { kind: 'disk', target: 'root', at: 1, mode: 'slow' },
      'disk: factor is missing; mode slow needs one, such as 10',
    ],
    [
      'an unknown workload',
      { kind: 'overload', factor: 2, at: 1, workload: 'aks' },
      'overload: no workload named',
    ],
    [
      'one group',
      { kind: 'partition', at: 1, groups: [['root']] },
      'partition: groups must be two or more lists of names',
    ],
    [
      'groups that are no lists',
      { kind: 'partition', at: 1, groups: 'ab' },
      'partition: groups must be two or more lists',
    ],
    [
      'a node in two groups',
      { kind: 'partition', at: 1, groups: [['leaf-1'], ['box']] },
      'partition: node "leaf-1" is in two groups; it may be in one',
    ],
  ])('%s', (_what, fault, says) => {
    const message = wrong({ kind: 'heal', at: 0 }, fault)
    expect(message).toContain(says)
    expect(message).toMatch(/^fault 2: /)
  })
})

test('a run refuses a plan before it begins', () => {
  expect(() => perform({}, { faults: [{ kind: 'crash', target: 'sever', at: 0 }] })).toThrow(
    /fault 1: no node named "sever"; did you mean "server"\?/,
  )
})

test('a fault reads in a few words', () => {
  const words = (fault: Fault) => describeFault(fault)
  expect(words({ kind: 'slow', at: 1, target: 'leaf-3', factor: 20, for: seconds(2) })).toBe(
    'slow leaf-3 ×20 for 2 s',
  )
  expect(words({ kind: 'partition', at: 1, groups: [['a', 'b'], ['c']] })).toBe('partition a b | c')
  expect(words({ kind: 'cut', at: 1, from: 'a', to: 'b' })).toBe('cut a → b')
  expect(words({ kind: 'jump', at: 1, target: 'a', by: -ms(500) })).toBe('jump a by -0.5 s')
})

describe('a drawn plan', () => {
  const anyBudget: fc.Arbitrary<FaultBudget> = fc
    .tuple(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 1e6 }), fc.nat(1e6))
    .chain(([from, shortest, more]) =>
      fc.record({
        targets: fc.constantFrom(['leaf'], ['root', 'leaf-1', 'leaf-2'], ['box', 'leaf-3']),
        kinds: fc.subarray([...faultKinds], { minLength: 1 }),
        count: fc.integer({ min: 1, max: 10 }),
        together: fc.integer({ min: 1, max: 3 }),
        from: fc.constant(from),
        until: fc.nat(5e6).map((length) => from + length),
        shortest: fc.constant(shortest),
        longest: fc.constant(shortest + more),
      }),
    )
  const draw = (budget: FaultBudget, seed: string) =>
    drawPlan(budget, names, new Streams(seed).stream('faults'))

  test('is valid, within its span, and everything in it is lifted', () => {
    fc.assert(
      fc.property(anyBudget, fc.nat(), (budget, seed) => {
        const plan = draw(budget, String(seed))
        expect(checkPlan(plan, names)).toEqual(plan)
        expect(plan.length).toBeLessThanOrEqual(budget.count!)
        for (const fault of plan) {
          expect(budget.kinds).toContain(fault.kind)
          expect(fault.at).toBeGreaterThanOrEqual(budget.from)
          expect(fault.at).toBeLessThanOrEqual(Math.max(budget.from, budget.until))
          if (fault.kind === 'jump') continue
          expect(fault.for).toBeGreaterThanOrEqual(Math.max(1, budget.shortest))
          expect(fault.for).toBeLessThanOrEqual(Math.max(1, budget.longest))
        }
      }),
      { numRuns: 500, seed: 6 },
    )
  })

  test('never has more at once than the budget says, nor two on one target', () => {
    fc.assert(
      fc.property(anyBudget, fc.nat(), (budget, seed) => {
        const plan = draw(budget, String(seed)).filter(({ kind }) => kind !== 'jump')
        for (const { at } of plan) {
          const then = plan.filter((fault) => fault.at <= at && at < fault.at + fault.for!)
          expect(then.length).toBeLessThanOrEqual(budget.together!)
          const targets = then.map((fault) => ('target' in fault ? fault.target : null))
          const named = targets.filter((target) => target !== null)
          expect(new Set(named).size).toBe(named.length)
        }
      }),
      { numRuns: 500, seed: 7 },
    )
  })

  test('is the same for one seed and differs between seeds', () => {
    const budget: FaultBudget = {
      targets: ['leaf'],
      from: 0,
      until: seconds(10),
      shortest: ms(100),
      longest: seconds(1),
    }
    expect(draw(budget, 'a')).toEqual(draw(budget, 'a'))
    const plans = new Set(
      Array.from({ length: 20 }, (_, i) => JSON.stringify(draw(budget, `s${i}`))),
    )
    expect(plans.size).toBe(20)
  })

  test('refuses a budget on nodes that do not exist', () => {
    const budget = { targets: ['leef'], from: 0, until: 1, shortest: 1, longest: 2 }
    expect(() => draw(budget, '1')).toThrow(/no node named "leef"; did you mean "leaf"/)
  })

  test('comes from the scenario of a run, or is refused where that has no budget', () => {
    const chaos = { targets: ['server'], from: 0, until: ms(500), shortest: ms(1), longest: ms(9) }
    const { summary, configuration } = perform({ chaos }, { faults: 'generated', seed: '3' })
    expect(summary.faults.length).toBeGreaterThan(0)
    expect(summary.faults.map(({ fault }) => fault)).toEqual(generatedPlan(configuration, '3'))
    expect(() => generatedPlan(stage({}).configure(), '3')).toThrow(
      'scenario stage has no budget for generated faults; give it `chaos`, or a plan of faults',
    )
  })
})
