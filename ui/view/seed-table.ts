/** Many seeds as one table, a row for each run: for files that other programs read. */
import { numberKey } from './measure-numbers.ts'
import { isOutcome } from './seed-outcome.ts'
import type { SeedResults } from './seed-summary.ts'

/** A setting and the results of its seeds. */
export interface NamedResults {
  readonly name: string
  readonly results: SeedResults
}

/** See the file's header. Cells are numbers, or text; '' where there is nothing. */
export interface SeedTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** The table of all settings: what was run, how it ended, then every check and every measure, µs. */
export function seedTable(settings: readonly NamedResults[]): SeedTable {
  const checks = new Set<string>()
  const numbers = new Set<string>()
  for (const { results } of settings)
    for (const result of results)
      if (isOutcome(result)) {
        for (const { name } of result.checks) checks.add(name)
        for (const number of result.numbers) numbers.add(numberKey(number))
      }
  const rows = settings.flatMap(({ name, results }) =>
    results.flatMap((result) => {
      if (!result) return []
      if (!isOutcome(result))
        return [[name, result.seed, result.reason, '', '', ...blank(checks), ...blank(numbers)]]
      const came = new Map(result.checks.map((check) => [check.name, check.result]))
      const values = new Map(result.numbers.map((one) => [numberKey(one), one.value]))
      return [
        [
          name,
          result.seed,
          result.end.kind,
          result.events,
          result.time,
          ...[...checks].map((check) => came.get(check) ?? ''),
          ...[...numbers].map((number) => values.get(number) ?? ''),
        ],
      ]
    }),
  )
  return {
    columns: ['setting', 'seed', 'end', 'events', 'time', ...checks, ...numbers],
    rows,
  }
}

function blank(names: ReadonlySet<string>): string[] {
  return [...names].map(() => '')
}
