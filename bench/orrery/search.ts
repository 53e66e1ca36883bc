/** W4: a whole bundled scenario, measures and checks on, in three modes. */
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run, seconds as virtualSeconds, traceLines } from '../../engine/index.ts'
import { scatterGather } from '../../scenarios/serving/scatter-gather/scenario.ts'
import { now } from '../clock.ts'
import type { Outcome } from '../outcome.ts'
import { writeTrace } from './recording.ts'

/** Virtual seconds that clients ask. */
export type SearchSize = { readonly asks: number }

/** How the run is kept. */
export type Keeping = 'sweep' | 'recorded' | 'disk'

/** Scatter/gather with a hundred leaves and a copy of each. Amount in trace events. */
export function search({ asks }: SearchSize, keeping: Keeping): Outcome {
  const path = join(tmpdir(), `orrery-bench-${process.pid}.gz`)
  try {
    const begin = now()
    const { summary, recording } = run(scatterGather, {
      seed: '1',
      params: { leaves: 100, asks: virtualSeconds(asks) },
      record: keeping !== 'sweep',
    })
    if (keeping === 'disk') writeTrace(path, traceLines(recording!.trace))
    const seconds = now() - begin
    const failed = summary.checks.filter(({ result }) => result !== 'pass')
    return {
      amount: summary.events,
      seconds,
      ...(failed.length > 0
        ? { wrong: failed.map(({ name, reason }) => `${name}: ${reason}`).join('; ') }
        : {}),
    }
  } finally {
    rmSync(path, { force: true })
  }
}
