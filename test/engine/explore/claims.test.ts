import { describe, expect, test } from 'vitest'
import {
  absolute,
  behavior,
  checkClaims,
  checks,
  checkTwins,
  choice,
  node,
  number,
  relative,
  scenario,
  seconds,
  standardErrors,
  system,
} from '../../../engine/index.ts'
import type {
  Claim,
  ClaimOptions,
  ClaimVerdict,
  RunSummary,
  Variant,
} from '../../../engine/index.ts'

type Dice = { table: { roll: object } }

/** A table that rolls 60 dice: counts the eyes, and how often a six came. */
const table = (bias: number) =>
  behavior<Dice, 'table', { sixes: number }>({
    init: () => ({ sixes: 0 }),
    on: {
      roll(state, _message, ctx) {
        const eyes = 1 + ctx.random.choose(6) + bias
        ctx.count('rolls')
        ctx.count('eyes', eyes)
        if (eyes < 6) return
        state.sixes++
        ctx.count('sixes')
      },
    },
  })

const { always, sometimes } = checks<Dice, { table: { sixes: number } }>()
const about = (kind: Variant['kind'], rest: Partial<Variant> = {}): Variant => ({
  title: kind,
  summary: kind,
  kind,
  ...rest,
})

function dice(claims: readonly Claim[] = []) {
  return scenario({
    id: 'dice',
    title: 'Dice',
    summary: 'sixty dice',
    source: 'a table of chances',
    duration: seconds(1),
    parameters: {
      bias: number({ default: 0, min: 0, max: 10, help: 'eyes too many' }),
      fails: choice(['no', 'yes'], { default: 'no', help: '' }),
    },
    variants: {
      with: about('with'),
      loaded: about('broken', { params: { bias: 7 }, caughtBy: { check: 'few sixes', seeds: 3 } }),
      honest: about('broken', { caughtBy: { check: 'few sixes', seeds: 3 } }),
      misnamed: about('broken', { caughtBy: { check: 'few sixs', seeds: 3 } }),
      crashing: about('broken', {
        params: { fails: 'yes' },
        caughtBy: { check: 'few sixes', seeds: 3 },
      }),
    },
    build: ({ bias, fails }) =>
      system<Dice>({
        nodes: { table: node(table(bias)) },
        workload: [
          {
            kind: 'script',
            at: Array.from({ length: 60 }, (_, i) => i),
            to: 'table',
            type: 'roll',
            operation: false,
            message: () => {
              if (fails === 'yes') throw new Error('no dice')
              return {}
            },
          },
        ],
      }),
    checks: [
      always('few sixes', { rows: ['D1.1'], holds: (w) => w.nodes('table')[0]!.state.sixes < 40 }),
      sometimes('a streak', {
        rows: ['D1.2'],
        holds: (w) => w.nodes('table')[0]!.state.sixes >= 13,
      }),
      always('unlisted', { holds: () => true }),
    ],
    claims,
  })
}

const eyes: Claim = {
  name: 'mean of a die',
  rows: ['D2.1'],
  source: 'arithmetic',
  runs: { it: {} },
  value: ({ it }) => it!.total('eyes') / it!.total('rolls'),
  expected: { value: 3.5, tolerance: absolute(0.5) },
}
const sixes: Claim = {
  ...eyes,
  name: 'share of sixes',
  value: ({ it }) => [it!.total('sixes'), it!.total('rolls')],
  expected: { value: 1 / 6, tolerance: standardErrors(4, 0.05) },
}

function verdictOn(claim: Partial<Claim>, options: ClaimOptions = {}): ClaimVerdict {
  const rows = ['D9.9']
  return checkClaims(dice([{ ...eyes, ...claim, rows }]), { rows, ...options })[0]!
}

describe('a claim', () => {
  test('passes when the mean over seeds is within its tolerance', () => {
    const verdict = verdictOn({})
    expect(verdict).toMatchObject({
      scenario: 'dice',
      name: 'mean of a die',
      kind: 'statistical',
      source: 'arithmetic',
      expected: 3.5,
      tolerance: '±0.5',
      pass: true,
      seeds: 30,
      reason: '',
    })
    expect(Math.abs(verdict.value - 3.5)).toBeLessThan(0.5)
    expect(verdict.interval.low).toBeLessThan(verdict.value)
    expect(verdict.interval.high).toBeGreaterThan(verdict.value)
  })

  test('fails when it is not, and says by how much', () => {
    const verdict = verdictOn({ expected: { value: 5, tolerance: absolute(0.5) } })
    expect(verdict.pass).toBe(false)
    expect(verdict.reason).toMatch(/^3\.\d+ is 1\.\d+ off 5; ±0\.5 is allowed$/)
  })

  test('may be within a share of what is expected', () => {
    const within = (value: number, by: number) =>
      verdictOn({ expected: { value, tolerance: relative(by) } })
    expect(within(3.5, 0.1)).toMatchObject({ pass: true, tolerance: '±10%' })
    expect(within(5, 0.1).pass).toBe(false)
  })

  test('may be within standard errors, with more seeds until these are small enough', () => {
    const claim = (precision: number, rest: Partial<Claim> = {}) =>
      verdictOn({ expected: { value: 3.5, tolerance: standardErrors(4, precision) }, ...rest })
    const coarse = claim(0.02)
    const fine = claim(0.004)
    expect(coarse).toMatchObject({ pass: true, seeds: 30, tolerance: '4 standard errors' })
    expect(fine.pass).toBe(true)
    expect(fine.seeds).toBeGreaterThan(60)
    expect(fine.standardError).toBeLessThanOrEqual(0.004 * 3.5)
    const starved = claim(0.004, { most: 40 })
    expect(starved).toMatchObject({ pass: false, seeds: 40 })
    expect(starved.reason).toMatch(/^the standard error .* is too large after all seeds; at most/)
  })

  test('off by more than its standard errors fails', () => {
    const verdict = verdictOn({ expected: { value: 3.8, tolerance: standardErrors(4, 0.01) } })
    expect(verdict.pass).toBe(false)
    expect(verdict.reason).toMatch(/ is \d+\.\d standard errors off 3\.8; 4 are allowed$/)
  })

  test('of runs without any spread must agree to the rounding', () => {
    const exact = (value: number) =>
      verdictOn({
        value: ({ it }) => it!.total('rolls'),
        expected: { value, tolerance: standardErrors() },
      })
    expect(exact(60).pass).toBe(true)
    expect(exact(60.001).pass).toBe(false)
  })

  test('may be a bound, on one side or both', () => {
    const bound = (expected: Claim['expected']) => verdictOn({ expected })
    expect(bound({ atLeast: 3 })).toMatchObject({
      pass: true,
      tolerance: 'bound',
      expected: { atLeast: 3 },
    })
    expect(bound({ atLeast: 3, atMost: 4 }).pass).toBe(true)
    expect(bound({ atLeast: 4 }).reason).toMatch(/ is below 4$/)
    expect(bound({ atMost: 3 }).reason).toMatch(/ is above 3$/)
  })

  test('near its bound takes more seeds', () => {
    expect(verdictOn({ expected: { atLeast: 3.49 } }).seeds).toBeGreaterThan(30)
    expect(verdictOn({ expected: { atLeast: 2 } }).seeds).toBe(30)
  })

  test('of a share pools all seeds, with a binomial error', () => {
    const verdict = verdictOn(sixes)
    const trials = verdict.seeds * 60
    expect(verdict.pass).toBe(true)
    expect(verdict.standardError).toBeCloseTo(Math.sqrt(((1 / 6) * (5 / 6)) / trials), 12)
    expect(
      verdictOn({ ...sixes, expected: { value: 0.25, tolerance: standardErrors(4, 0.05) } }).pass,
    ).toBe(false)
  })

  test('compares runs of one seed in several settings', () => {
    let pairs = 0
    const verdict = verdictOn({
      runs: { fair: {}, loaded: { params: { bias: 7 } } },
      value: ({ fair, loaded }: { [name: string]: RunSummary }) => {
        expect(fair!.seed).toBe(loaded!.seed)
        pairs++
        return (loaded!.total('eyes') - fair!.total('eyes')) / 60
      },
      expected: { value: 7, tolerance: standardErrors() },
    })
    expect(verdict.pass).toBe(true)
    expect(pairs).toBe(verdict.seeds)
  })

  test('takes 30 seeds at least, more if it or whoever checks asks for more', () => {
    expect(verdictOn({ seeds: 5, most: 5 }).seeds).toBe(30)
    expect(verdictOn({ seeds: 35 }).seeds).toBe(35)
    expect(verdictOn({}, { seeds: 40 }).seeds).toBe(40)
  })

  test('whose value is no number, or whose run crashes, is an error and no verdict', () => {
    expect(() => verdictOn({ value: () => NaN })).toThrow(
      'claim "mean of a die": its value is NaN on seed 1; it must be a finite number',
    )
    expect(() => verdictOn({ runs: { it: { params: { fails: 'yes' } } } })).toThrow(
      /^dice, seed 1, .*: the run did not end: table, handling .*no dice$/,
    )
  })
})

describe('exact checks that stand for rows', () => {
  test('are verdicts too, and pass only if they pass on every seed', () => {
    const verdicts = checkClaims(dice([eyes]))
    expect(verdicts.map(({ name }) => name)).toEqual([
      'mean of a die',
      'few sixes (with)',
      'a streak (with)',
    ])
    const [, few, streak] = verdicts
    expect(few).toMatchObject({
      kind: 'exact',
      rows: ['D1.1'],
      value: 1,
      expected: 1,
      tolerance: 'exact',
      pass: true,
      seeds: 30,
      reason: '',
      source: 'a table of chances',
    })
    expect(few!.interval.low).toBeGreaterThan(0.8)
    // Thirteen sixes of sixty come now and then, not always.
    expect(streak!.value).toBeGreaterThan(0)
    expect(streak!.value).toBeLessThan(1)
    expect(streak).toMatchObject({ pass: false })
    expect(streak!.reason).toMatch(/^seed \d+: fail: it was never seen in this run$/)
  })

  test('and claims can be chosen by row', () => {
    const only = (rows: string[]) => checkClaims(dice([eyes]), { rows }).map(({ rows: of }) => of)
    expect(only(['D1.1'])).toEqual([['D1.1']])
    expect(only(['D2.1'])).toEqual([['D2.1']])
    expect(only(['D7.7'])).toEqual([])
  })

  test('stop when whoever watches says so, with what there is', () => {
    const seen: number[] = []
    const [verdict] = checkClaims(dice([eyes]), {
      onProgress: ({ scenario: id, seed, open }) => {
        expect(id).toBe('dice')
        expect(open).toBe(3)
        return seen.push(seed) < 4
      },
    })
    expect(seen).toEqual([1, 2, 3, 4])
    expect(verdict!.seeds).toBe(4)
  })
})

test('broken twins are caught by their check within their seeds, or it is told why not', () => {
  expect(checkTwins(dice())).toEqual([
    {
      scenario: 'dice',
      variant: 'loaded',
      check: 'few sixes',
      within: 3,
      seed: '1',
      pass: true,
      reason: '',
    },
    expect.objectContaining({
      variant: 'honest',
      seed: null,
      pass: false,
      reason: 'the check did not fail within 3 seeds',
    }),
    expect.objectContaining({
      variant: 'misnamed',
      seed: null,
      pass: false,
      reason: 'there is no check "few sixs"; checks are few sixes, a streak, unlisted',
    }),
    expect.objectContaining({
      variant: 'crashing',
      pass: false,
      reason: expect.stringMatching(/^it crashed instead: .*no dice$/),
    }),
  ])
})
