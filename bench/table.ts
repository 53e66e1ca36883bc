/** Figures of a benchmark and how they are shown. */

/** What was measured. */
export interface Figure {
  readonly id: string
  readonly name: string
  readonly unit: string
  /** Per second, median. */
  readonly rate: number
  readonly limit: number
  readonly ratio: number
  readonly goal: number
}

/** Figures as a Markdown table, rates in thousands. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(
    ({ id, name, unit, rate, limit, ratio, goal }) =>
      `| ${id} | ${name} | ${unit} | ${thousands(rate)} | ${thousands(limit)} | ${ratio.toFixed(3)} | ${goal} |`,
  )
  return [
    '| | workload | unit | Orrery, thousands | limit, thousands | ratio | goal |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}

function thousands(rate: number): string {
  return rate >= 1e5 ? String(Math.round(rate / 1000)) : (rate / 1000).toFixed(1)
}
