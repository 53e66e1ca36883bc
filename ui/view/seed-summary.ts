/** What many seeds come to: checks counted, measures with intervals, settings paired by seed. */
import { confidenceInterval, pairedDifference } from '../../engine/index.ts'
import type { Estimate } from '../../engine/index.ts'
import { numberKey } from './measure-numbers.ts'
import type { MeasureNumber } from './measure-numbers.ts'
import { isOutcome } from './seed-outcome.ts'
import type { SeedOutcome, SeedResult } from './seed-outcome.ts'

/** The results of one setting, in the order of the seeds; `undefined` where one is still to come. */
export type SeedResults = readonly (SeedResult | undefined)[]

/** How a check came out over the seeds of a setting. */
export interface CheckCount {
  readonly pass: number
  readonly fail: number
  readonly unknown: number
  /** Places of the seeds on which it failed, or stayed undecided. */
  readonly failing: readonly number[]
  readonly undecided: readonly number[]
}

/** A check over the seeds of each setting; `null` where a setting does not have it. */
export interface CheckSummary {
  readonly name: string
  readonly counts: readonly (CheckCount | null)[]
}

/** All checks of all settings, those that fail most first. */
export function checkSummaries(settings: readonly SeedResults[]): readonly CheckSummary[] {
  const names = new Set<string>()
  const tables = settings.map((results) => {
    const counts = new Map<string, { pass: number; failing: number[]; undecided: number[] }>()
    results.forEach((result, place) => {
      if (!isOutcome(result)) return
      for (const { name, result: came } of result.checks) {
        names.add(name)
        const count = counts.get(name) ?? { pass: 0, failing: [], undecided: [] }
        counts.set(name, count)
        if (came === 'pass') count.pass++
        else (came === 'fail' ? count.failing : count.undecided).push(place)
      }
    })
    return counts
  })
  const summaries = [...names].map((name) => ({
    name,
    counts: tables.map((table): CheckCount | null => {
      const count = table.get(name)
      if (!count) return null
      const { failing, undecided } = count
      return { ...count, fail: failing.length, unknown: undecided.length }
    }),
  }))
  const failures = ({ counts }: CheckSummary) =>
    counts.reduce((sum, count) => sum + (count ? count.fail * 1e6 + count.unknown : 0), 0)
  return summaries.sort((a, b) => failures(b) - failures(a))
}

/** A number of a measure over the seeds of each setting. */
export interface MeasureSpread extends Omit<MeasureNumber, 'value'> {
  /** A value for each seed of each setting; `null` where there is none. */
  readonly values: readonly (readonly (number | null)[])[]
  /** Whether all values of all settings are the same. */
  readonly isConstant: boolean
}

/** What the values of a number say. */
export interface SpreadStatistics {
  /** The mean of each setting with its interval; `null` with fewer than two values. */
  readonly means: readonly (Estimate | null)[]
  /** Of two settings: how much more the second has on the same seed. */
  readonly difference: Estimate | null
  /** Of the seeds with both values, the share on which the second is lower, or higher. */
  readonly lower: number
  readonly higher: number
}

/** The numbers of an outcome by their keys: made once, however often new seeds come in. */
const numbersByKey = new WeakMap<SeedOutcome, ReadonlyMap<string, MeasureNumber>>()

function numbersOf(outcome: SeedOutcome): ReadonlyMap<string, MeasureNumber> {
  const known =
    numbersByKey.get(outcome) ?? new Map(outcome.numbers.map((one) => [numberKey(one), one]))
  numbersByKey.set(outcome, known)
  return known
}

/** All numbers of all measures, in the order in which the runs name them. */
export function measureSpreads(settings: readonly SeedResults[]): readonly MeasureSpread[] {
  const tables = settings.map((results) =>
    results.map((result) => (isOutcome(result) ? numbersOf(result) : null)),
  )
  const kinds = new Map<string, MeasureNumber>()
  for (const table of tables)
    for (const numbers of table)
      for (const [key, number] of numbers ?? []) if (!kinds.has(key)) kinds.set(key, number)
  return [...kinds].map(([key, { measure, part, isTime }]) => {
    // What a run never counted it counted 0 times.
    const none = part === '' || part === 'count' ? 0 : null
    const values = tables.map((table) =>
      table.map((numbers) => (numbers ? (numbers.get(key)?.value ?? none) : null)),
    )
    return { measure, part, isTime, values, isConstant: isConstant(values) }
  })
}

function isConstant(values: MeasureSpread['values']): boolean {
  let first: number | null = null
  for (const list of values)
    for (const value of list) {
      first ??= value
      if (value !== null && value !== first) return false
    }
  return true
}

/** Means, and how two settings differ by seed. */
export function spreadStatistics({ values }: Pick<MeasureSpread, 'values'>): SpreadStatistics {
  const first: number[] = []
  const second: number[] = []
  let lower = 0
  let higher = 0
  const [a = [], b = []] = values
  b.forEach((value, place) => {
    const other = a[place] ?? null
    if (value === null || other === null) return
    first.push(value)
    second.push(other)
    if (value < other) lower++
    else if (value > other) higher++
  })
  return {
    means: values.map((list) => {
      const known = list.filter((value) => value !== null)
      return known.length < 2 ? null : confidenceInterval(known)
    }),
    difference: first.length < 2 ? null : pairedDifference({ first, second }),
    lower: lower / Math.max(1, first.length),
    higher: higher / Math.max(1, first.length),
  }
}

/** The seeds of a setting that did not come to their end, or could not be run: their places and why. */
export function unfinished(results: SeedResults): readonly { place: number; reason: string }[] {
  return results.flatMap((result, place) => {
    if (!result) return []
    if (!isOutcome(result)) return [{ place, reason: result.reason }]
    const { end } = result
    if (end.kind === 'done') return []
    return [{ place, reason: 'reason' in end ? end.reason : end.kind }]
  })
}

/** The places of seeds on which any check failed. */
export function failingPlaces(results: SeedResults): ReadonlySet<number> {
  const places = new Set<number>()
  results.forEach((result, place) => {
    if (isOutcome(result) && result.checks.some(({ result: came }) => came === 'fail'))
      places.add(place)
  })
  return places
}
