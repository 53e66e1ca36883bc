/** What many seeds come to: checks counted, measures with intervals, settings paired by seed. */
import { confidenceInterval, pairedDifference } from '../../engine/index.ts'
import type { Estimate } from '../../engine/index.ts'
import { numberKey } from './measure-numbers.ts'
import type { MeasureNumber } from './measure-numbers.ts'
import { isOutcome } from './seed-outcome.ts'
import type { SeedResult } from './seed-outcome.ts'

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
  /** The mean of each setting with its interval; `null` with fewer than two values. */
  readonly means: readonly (Estimate | null)[]
  /** Of two settings: how much more the second has on the same seed. */
  readonly difference: Estimate | null
  /** Of the seeds with both values, the share on which the second is lower, or higher. */
  readonly lower: number
  readonly higher: number
  /** Whether all values of all settings are the same. */
  readonly isConstant: boolean
}

/** All numbers of all measures, in the order in which the runs name them. */
export function measureSpreads(settings: readonly SeedResults[]): readonly MeasureSpread[] {
  const kinds = new Map<string, Omit<MeasureNumber, 'value'>>()
  const tables = settings.map((results) =>
    results.map((result) => {
      const numbers = new Map<string, number | null>()
      if (isOutcome(result))
        for (const { value, ...kind } of result.numbers) {
          const key = numberKey(kind)
          if (!kinds.has(key)) kinds.set(key, kind)
          numbers.set(key, value)
        }
      return isOutcome(result) ? numbers : null
    }),
  )
  return [...kinds].map(([key, kind]) => {
    // What a run never counted it counted 0 times.
    const none = kind.part === '' || kind.part === 'count' ? 0 : null
    const values = tables.map((table) =>
      table.map((numbers) => (numbers === null ? null : (numbers.get(key) ?? none))),
    )
    return { ...kind, values, ...statisticsOf(values) }
  })
}

function statisticsOf(
  values: readonly (readonly (number | null)[])[],
): Pick<MeasureSpread, 'means' | 'difference' | 'lower' | 'higher' | 'isConstant'> {
  const known = values.map((list) => list.filter((value) => value !== null))
  const first: number[] = []
  const second: number[] = []
  const [a = [], b = []] = values
  b.forEach((value, place) => {
    const other = a[place] ?? null
    if (value === null || other === null) return
    first.push(value)
    second.push(other)
  })
  const share = (sign: number) =>
    first.filter((value, place) => Math.sign(value - second[place]!) === sign).length /
    Math.max(1, first.length)
  const all = known.flat()
  return {
    means: known.map((list) => (list.length < 2 ? null : confidenceInterval(list))),
    difference: first.length < 2 ? null : pairedDifference({ first, second }),
    lower: share(-1),
    higher: share(1),
    isConstant: all.every((value) => value === all[0]),
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
