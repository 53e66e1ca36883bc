/** What events cost as something grows. */
import { taskContestant } from './contestant.ts'
import type { Curve } from './figure.ts'
import { median } from './measure.ts'
import type { Form } from './measure.ts'
import type { Size } from './outcome.ts'
import { say } from './progress.ts'
import type { TaskName } from './task.ts'

interface Line {
  readonly name: string
  readonly by: string
  readonly task: TaskName
  readonly isLimit: boolean
  size(n: number): Size
  /** Whether a point stands where it says itself, because its size only comes near. */
  readonly isOwnPlace?: boolean
}

const lines: readonly Line[] = [
  {
    name: 'W1',
    by: 'pending events',
    task: 'orrery phold',
    isLimit: false,
    size: (n) => ({ processes: n, each: 1, events: Math.max(5 * n, 1e6) }),
  },
  {
    name: 'W1, limit',
    by: 'pending events',
    task: 'limit phold',
    isLimit: true,
    size: (n) => ({ processes: n, each: 1, events: Math.max(5 * n, 1e6) }),
  },
  {
    name: 'W6',
    by: 'nodes',
    task: 'orrery gossip',
    isLimit: false,
    size: (nodes) => ({ nodes }),
  },
  {
    name: 'W6, limit',
    by: 'nodes',
    task: 'limit gossip',
    isLimit: true,
    size: (nodes) => ({ nodes }),
  },
  {
    name: 'W2 recorded',
    by: 'length of the trace',
    task: 'orrery trace',
    isLimit: false,
    size: (events) => ({ events }),
    isOwnPlace: true,
  },
]

/** Measures every curve, from 10² to 10⁶, or to 10⁵ in the quick form. */
export async function measureCurves(form: Form): Promise<Curve[]> {
  const sizes = form.name === 'whole' ? [1e2, 1e3, 1e4, 1e5, 1e6] : [1e2, 1e3, 1e4, 1e5]
  const curves: Curve[] = []
  for (const { name, by, task, isLimit, size, isOwnPlace } of lines) {
    say(`curve: ${name} by ${by}`)
    const points: [number, number][] = []
    for (const n of sizes) {
      // A process of its own for each size: what was compiled for another one would show.
      const contestant = taskContestant(task)
      try {
        const rates: number[] = []
        let place = n
        for (let i = 0; i < 4; i++) {
          const { outcome, rate } = await contestant.round(size(n), 0.3)
          if (outcome.wrong !== undefined) throw new Error(outcome.wrong)
          if (isOwnPlace) place = outcome.amount
          // The first round pays for compiling, unless it is long enough not to mind.
          if (i > 0 || n >= 1e6) rates.push(rate)
          if (n >= 1e6) break
        }
        points.push([place, median(rates)])
      } catch (error) {
        say(`  ${n}: ${error instanceof Error ? error.message : String(error)}`)
      } finally {
        contestant.close()
      }
    }
    curves.push({ name, by, points, isLimit })
  }
  return curves
}
