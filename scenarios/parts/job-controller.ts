/**
 * A job controller: runs each job to completion on some worker, once more when a run fails, and
 * gives up after a limit. Jobs have names, and a name exists once, so asking twice does no harm.
 *
 * Three roles take part. The `orchestrator` keeps the jobs and places them; a `machine` starts the
 * workers that stand on it; a `worker` (declared `down`, with a disk) is one slot for one run: it is
 * started with an order and ends with an exit code. The orchestrator must supervise the roles
 * `machine` and `worker`. It never fails here, nor is its memory of finished jobs ever cleared.
 *
 * Source: Kubernetes documentation, "Jobs": a failed pod is replaced after a delay that doubles
 * each time, until there are more failures than `backoffLimit`; a bare pod is not replaced.
 */
import { behavior } from '../../engine/index.ts'
import type { Behavior, Context, Micros, NodeId, OperationId, Plain } from '../../engine/index.ts'

/** A job, as whoever lists them sees it. */
export type JobStatus = {
  name: string
  phase: 'waiting' | 'running' | 'delayed' | 'done' | 'failed'
  /** Runs begun so far, and how many of them failed. */
  runs: number
  failures: number
}

/** What a worker is started with. */
export type Order = {
  job: string
  /** Names this run; no two runs have the same. */
  run: string
  /** What is to be done; the controller does not look inside. */
  work: Plain
  operation: OperationId | null
}

/** The roles of this part. A system's protocol has these and its own; `manager` is who asks. */
export type JobRoles = {
  manager: { jobs: { jobs: JobStatus[] }; created: { name: string; existed: boolean } }
  orchestrator: {
    list: object
    create: { name: string; work: Plain }
    retry: { name: string }
  }
  machine: { run: { worker: NodeId<'worker'>; order: Order } }
  worker: Record<never, object>
}

type Job = JobStatus & { work: Plain; operation: OperationId | null }

interface Slot {
  readonly worker: NodeId<'worker'>
  readonly machine: NodeId<'machine'>
  usable: boolean
  job: string | null
}

/** What the controller knows. */
export interface ControllerState {
  /** Names in the order in which jobs were created. */
  names: string[]
  jobs: Record<string, Job>
  /** Names of jobs that wait for a slot, longest first. */
  waiting: string[]
  /** One per worker, in the order in which they are filled. */
  slots: Slot[]
}

/** How a controller treats jobs. */
export interface ControllerOptions {
  /** Workers per machine: the first machine has the first of them, and so on. */
  readonly slots: number
  /** A job with more failed runs than this has failed. 0: a bare pod, never run again. */
  readonly backoffLimit: number
  /** Delay before a failed job runs again, µs; it doubles with each failure. */
  readonly backoff: Micros
}

/** Exit code of a worker that came up without a new order; the controller takes no notice of it. */
export const idleExit = 75

type Ctx = Context<JobRoles, 'orchestrator'>

/** The controller. Counts `jobs`, `runs`, `jobs.done` and `jobs.failed`. */
export function jobController<P extends JobRoles>(
  options: ControllerOptions,
): Behavior<P, 'orchestrator', ControllerState> {
  const controller = behavior<JobRoles, 'orchestrator', ControllerState>({
    init: (self) => ({
      names: [],
      jobs: {},
      waiting: [],
      slots: slotsOf(self.nodes('machine'), self.nodes('worker'), options.slots),
    }),
    on: {
      list(state, _message, ctx) {
        const jobs = state.names.map((name) => {
          const { phase, runs, failures } = state.jobs[name]!
          return { name, phase, runs, failures }
        })
        ctx.reply('jobs', { jobs })
      },
      create(state, { name, work }, ctx) {
        const existed = state.jobs[name] !== undefined
        if (!existed) {
          const { operation } = ctx
          state.jobs[name] = { name, work, operation, phase: 'waiting', runs: 0, failures: 0 }
          state.names.push(name)
          state.waiting.push(name)
          ctx.count('jobs')
          place(state, ctx)
        }
        ctx.reply('created', { name, existed })
      },
      retry(state, { name }, ctx) {
        state.jobs[name]!.phase = 'waiting'
        state.waiting.push(name)
        place(state, ctx)
      },
    },
    supervise(state, { node, status, code }, ctx) {
      const slot = state.slots.find(({ worker }) => worker === node)
      if (slot) {
        if (status === 'down' && code !== idleExit) ended(state, slot, { code, options }, ctx)
      } else
        for (const held of state.slots)
          if (held.machine === node) {
            held.usable = status === 'up'
            // What ran there died with the machine, and nobody is left to say so.
            if (status === 'down') ended(state, held, { code: null, options }, ctx)
          }
      place(state, ctx)
    },
  })
  return controller as unknown as Behavior<P, 'orchestrator', ControllerState>
}

/** A machine: starts the workers that stand on it. */
export function machine<P extends JobRoles>(): Behavior<P, 'machine', object> {
  const starter = behavior<JobRoles, 'machine', object>({
    init: () => ({}),
    on: {
      run(_state, { worker, order }, ctx) {
        ctx.start(worker, order)
      },
    },
  })
  return starter as unknown as Behavior<P, 'machine', object>
}

/**
 * The order that a worker was started with; `null` when there is none, or when it is one that this
 * worker has begun before: then something brought the machine back, not the controller. A worker
 * writes `order.run` to its disk under `run` when it begins, and without an order exits with
 * `idleExit`.
 */
export function orderOf(argument: Plain, lastRun?: Plain): Order | null {
  const order = argument as Order | null
  return order === null || order.run === lastRun ? null : order
}

/** Machine by machine, so that no machine gets its second job before every other has its first. */
function slotsOf(
  machines: readonly NodeId<'machine'>[],
  workers: readonly NodeId<'worker'>[],
  perMachine: number,
): Slot[] {
  const slots: Slot[] = []
  for (let place = 0; place < perMachine; place++)
    machines.forEach((machine, index) => {
      const worker = workers[index * perMachine + place]
      if (worker !== undefined) slots.push({ worker, machine, usable: true, job: null })
    })
  return slots
}

/** Gives free slots to those who have waited longest. */
function place(state: ControllerState, ctx: Ctx): void {
  for (const slot of state.slots) {
    if (!slot.usable || slot.job !== null) continue
    const name = state.waiting.shift()
    if (name === undefined) return
    const job = state.jobs[name]!
    job.phase = 'running'
    job.runs++
    slot.job = name
    ctx.count('runs')
    const { work, operation } = job
    const order = { job: name, run: `${name}#${job.runs}`, work, operation }
    ctx.send(slot.machine, 'run', { worker: slot.worker, order }, { operation })
  }
}

/** A run is over: well, badly (a code other than 0), or by a crash (`null`). */
function ended(
  state: ControllerState,
  slot: Slot,
  how: { readonly code: number | null; readonly options: ControllerOptions },
  ctx: Ctx,
): void {
  if (slot.job === null) return
  const job = state.jobs[slot.job]!
  slot.job = null
  if (how.code === 0) {
    job.phase = 'done'
    ctx.count('jobs.done')
    return
  }
  job.failures++
  if (job.failures > how.options.backoffLimit) {
    job.phase = 'failed'
    ctx.count('jobs.failed')
    return
  }
  job.phase = 'delayed'
  let delay = how.options.backoff
  for (let failure = 1; failure < job.failures; failure++) delay *= 2
  ctx.after(delay, 'retry', { name: job.name })
}
