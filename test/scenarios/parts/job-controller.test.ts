import { describe, expect, test } from 'vitest'
import {
  behavior,
  ms,
  node,
  nodes,
  pod,
  run,
  scenario,
  seconds,
  system,
} from '../../../engine/index.ts'
import type { Fault } from '../../../engine/index.ts'
import {
  idleExit,
  jobController,
  machine,
  orderOf,
} from '../../../scenarios/parts/job-controller.ts'
import type { JobRoles, JobStatus } from '../../../scenarios/parts/job-controller.ts'

/** Asks for a list of jobs, some of them twice, and at last lists them. */
type Trial = Omit<JobRoles, 'manager' | 'worker'> & {
  manager: JobRoles['manager'] & { ask: { name: string; code: number }; look: object }
  worker: { finish: { code: number } }
}

const manager = behavior<Trial, 'manager', { jobs: JobStatus[] }>({
  init: () => ({ jobs: [] }),
  start(_state, ctx) {
    ctx.after(seconds(20), 'look', {})
  },
  on: {
    ask(_state, { name, code }, ctx) {
      ctx.send(ctx.nodes('orchestrator')[0]!, 'create', { name, work: code })
    },
    created(_state, { existed }, ctx) {
      if (existed) ctx.count('existed')
    },
    look(_state, _message, ctx) {
      ctx.send(ctx.nodes('orchestrator')[0]!, 'list', {})
    },
    jobs(state, { jobs }) {
      state.jobs = jobs
    },
  },
})

/** Takes a second and exits with the code it was given. */
const worker = behavior<Trial, 'worker', { run: string | null; code: number }>({
  init: ({ argument }) => begun(orderOf(argument)),
  recover: ({ argument }, disk) => begun(orderOf(argument, disk.read('run'))),
  start(state, ctx) {
    if (state.run === null) {
      ctx.exit(idleExit)
      return
    }
    ctx.disk.write('run', state.run)
    ctx.after(seconds(1), 'finish', { code: state.code })
  },
  on: {
    finish(_state, { code }, ctx) {
      ctx.exit(code)
    },
  },
})

function begun(order: ReturnType<typeof orderOf>): { run: string | null; code: number } {
  return { run: order?.run ?? null, code: order === null ? 0 : Number(order.work) }
}

function outcome(
  asked: readonly (readonly [name: string, code: number])[],
  faults: Fault[] = [],
  backoffLimit = 2,
) {
  let seen: JobStatus[] = []
  const { summary } = run(
    scenario({
      id: 'trial',
      title: 'Trial',
      summary: 'A few jobs on two machines.',
      duration: seconds(1),
      settle: seconds(30),
      build: () =>
        system<Trial>({
          nodes: {
            manager: node(manager),
            orchestrator: node(jobController<Trial>({ slots: 1, backoffLimit, backoff: ms(100) }), {
              supervises: ['machine', 'worker'],
            }),
            machine: nodes(2, machine<Trial>()),
            worker: nodes(2, worker, { down: true }),
          },
          pods: [
            pod('host-1', ['machine-1', 'worker-1']),
            pod('host-2', ['machine-2', 'worker-2']),
          ],
          workload: [
            {
              kind: 'script',
              to: 'manager',
              type: 'ask',
              at: asked.map(() => 0),
              operation: false,
              message: ({ n }) => ({ name: asked[n]![0], code: asked[n]![1] }),
            },
          ],
        }),
      checks: [
        {
          kind: 'eventually',
          name: 'listed',
          holds(world) {
            seen = (world.nodes('manager')[0]!.state as { jobs: JobStatus[] }).jobs
            return true
          },
        },
      ],
    }),
    { faults },
  )
  expect(summary.end).toEqual({ kind: 'done' })
  return { jobs: seen, summary }
}

describe('a job controller', () => {
  test('runs each job once when its worker exits with 0', () => {
    const { jobs } = outcome([
      ['a', 0],
      ['b', 0],
      ['c', 0],
    ])
    expect(jobs).toHaveLength(3)
    for (const job of jobs) expect(job).toMatchObject({ phase: 'done', runs: 1, failures: 0 })
  })

  test('knows a name once, however often it is asked', () => {
    const { jobs, summary } = outcome([
      ['a', 0],
      ['a', 0],
      ['a', 0],
    ])
    expect(jobs).toHaveLength(1)
    expect(summary.total('existed')).toBe(2)
    expect(summary.total('runs')).toBe(1)
  })

  test('gives up after one run more than the back-off limit', () => {
    const { jobs } = outcome([['a', 1]])
    expect(jobs).toEqual([{ name: 'a', phase: 'failed', runs: 3, failures: 3 }])
  })

  test('a limit of 0 is a bare pod', () => {
    const { jobs } = outcome([['a', 1]], [], 0)
    expect(jobs).toEqual([{ name: 'a', phase: 'failed', runs: 1, failures: 1 }])
  })

  test('runs a job elsewhere when its machine dies for good', () => {
    const { jobs } = outcome([['a', 0]], [{ kind: 'kill', at: ms(500), target: 'host-1' }])
    expect(jobs).toEqual([{ name: 'a', phase: 'done', runs: 2, failures: 1 }])
  })

  test('a machine that comes back does not go on with what it did before', () => {
    const faults: Fault[] = [{ kind: 'kill', at: ms(500), target: 'host-1', for: seconds(1) }]
    const { jobs, summary } = outcome([['a', 0]], faults)
    expect(jobs).toEqual([{ name: 'a', phase: 'done', runs: 2, failures: 1 }])
    expect(summary.total('jobs.done')).toBe(1)
  })

  test('waits while no machine is left, and goes on with the first that comes back', () => {
    const faults: Fault[] = [
      { kind: 'kill', at: ms(500), target: 'host-1', for: seconds(9) },
      { kind: 'kill', at: ms(500), target: 'host-2' },
    ]
    const { jobs } = outcome(
      [
        ['a', 0],
        ['b', 0],
      ],
      faults,
    )
    for (const job of jobs) expect(job).toMatchObject({ phase: 'done', runs: 2 })
  })
})
