/**
 * `npm run bench`: each workload beside the limit of the machine, in one run, interleaved; medians
 * and ratios. A workload whose answer is wrong has failed and has no speed.
 */
import { writeFileSync } from 'node:fs'
import { limitOfPhold, limitOfQueueing, limitOfRequests } from './limit.ts'
import { phold } from './phold.ts'
import { queueing, theoreticalWait } from './queueing.ts'
import { request } from './request.ts'
import { table } from './table.ts'
import type { Figure } from './table.ts'

/** One workload: how much it does per second, and the limit beside it. */
interface Workload {
  readonly id: string
  readonly name: string
  readonly unit: string
  /** Does the work and returns how much it was. @throws Error when the answer is wrong. */
  work(quick: boolean): number
  limit(quick: boolean): number
  /** The ratio that is aimed at. */
  readonly goal: number
}

const pholdOf = (processes: number, each: number): Workload => {
  const events = (quick: boolean) => (quick ? 200_000 : 2_000_000)
  return {
    id: 'W1',
    name: `PHOLD ${processes.toLocaleString('en')} × ${each}, kernel alone`,
    unit: 'events/s',
    goal: 0.7,
    work(quick) {
      phold(processes, each, events(quick))
      return events(quick)
    },
    limit(quick) {
      limitOfPhold(processes, each, events(quick))
      return events(quick)
    },
  }
}

const requestOf = (record: boolean): Workload => ({
  id: 'W2',
  name: `request/response with timers, ${record ? 'recorded' : 'direct'}`,
  unit: 'requests/s',
  goal: record ? 0.48 : 0.6,
  work: (quick) => request(quick ? 20e6 : 100e6, record),
  limit(quick) {
    const requests = quick ? 200_000 : 1_000_000
    limitOfRequests(requests)
    return requests
  },
})

const queueingOf = (servers: number, load: number): Workload => {
  const customers = (quick: boolean) => (quick ? 50_000 : 1_000_000)
  let seed = 0
  return {
    id: 'W3',
    name: `M/M/${servers} at ρ = ${load}`,
    unit: 'customers/s',
    goal: 0.45,
    work(quick) {
      const wait = queueing(servers, load, customers(quick), String(++seed))
      check(wait, quick)
      return customers(quick)
    },
    limit(quick) {
      check(limitOfQueueing(servers, load, customers(quick)), quick)
      return customers(quick)
    },
  }

  function check(wait: number, quick: boolean): void {
    const due = theoreticalWait(servers, load)
    // Waits hang together over long stretches; this is generous, the exact tests are elsewhere.
    const allowed = quick ? 0.35 : 0.08
    if (Math.abs(wait / due - 1) > allowed)
      throw new Error(`M/M/${servers}: mean wait ${wait}, theory ${due}`)
  }
}

const workloads: readonly Workload[] = [
  pholdOf(1000, 1),
  pholdOf(1000, 16),
  pholdOf(100_000, 1),
  requestOf(false),
  requestOf(true),
  queueingOf(1, 0.8),
  queueingOf(8, 0.9),
]

/** Runs the benchmark; answers with the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const flags = args.filter((word) => word.startsWith('--'))
  const ids = args.filter((word) => !word.startsWith('--'))
  const known = ['--quick', '--json', '--write']
  const wrong = [
    ...flags.filter((flag) => !known.includes(flag)),
    ...ids.filter((id) => !workloads.some((one) => one.id === id)),
  ]
  if (wrong.length > 0) {
    process.stderr.write(
      `unknown: ${wrong.join(', ')}; known are ${[...known, 'W1', 'W2', 'W3'].join(', ')}\n`,
    )
    return 2
  }
  const quick = flags.includes('--quick')
  const chosen = workloads.filter((one) => ids.length === 0 || ids.includes(one.id))
  const figures: Figure[] = []
  for (const one of chosen) {
    process.stderr.write(`${one.id} ${one.name}\n`)
    figures.push(measure(one, quick))
  }
  if (flags.includes('--json'))
    process.stdout.write(
      `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), quick, figures })}\n`,
    )
  else process.stdout.write(`${table(figures)}\n`)
  if (flags.includes('--write'))
    writeFileSync(
      'bench/FIGURES.md',
      `# Figures\n\nMeasured ${new Date().toISOString().slice(0, 10)} on 2 cores, Node ${process.versions.node.split('.')[0]}, ${quick ? 'quick form' : 'whole form'}.\n\n${table(figures)}\n`,
    )
  return 0
}

function measure(one: Workload, quick: boolean): Figure {
  const rounds = quick ? 3 : 5
  one.work(true)
  one.limit(true)
  const rates: number[] = []
  const limits: number[] = []
  for (let round = 0; round < rounds; round++) {
    rates.push(rate(() => one.work(quick)))
    limits.push(rate(() => one.limit(quick)))
  }
  const { id, name, unit, goal } = one
  return {
    id,
    name,
    unit,
    goal,
    rate: median(rates),
    limit: median(limits),
    ratio: median(rates) / median(limits),
  }
}

function rate(work: () => number): number {
  const begin = process.hrtime.bigint()
  const amount = work()
  return amount / (Number(process.hrtime.bigint() - begin) / 1e9)
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!
}
