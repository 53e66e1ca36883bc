/** What a run's verdict means for the process. */
import type { Run } from '../engine/index.ts'
import { exit } from './exit.ts'

/** The exit code of one run. */
export function verdictCode({ summary }: Pick<Run, 'summary'>): number {
  if (summary.end.kind === 'crashed') return exit.broken
  if (summary.checks.some(({ result }) => result === 'fail')) return exit.broken
  if (summary.end.kind !== 'done' || summary.checks.some(({ result }) => result === 'unknown'))
    return exit.undecided
  return exit.held
}
