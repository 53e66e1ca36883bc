/**
 * A small stage for engine tests: clients and servers that do what a test tells them and otherwise
 * write down what they hear. Links take exactly 1 ms unless a test says otherwise.
 */
import type {
  AnyCheck,
  Behavior,
  Context,
  Fault,
  FaultBudget,
  LinkOptions,
  LinkRule,
  NodeOptions,
  Plain,
  Pod,
  Role,
  Run,
  RunOptions,
  Scenario,
  Workload,
} from '../../engine/index.ts'
import { behavior, ms, node, nodes, run, scenario, seconds, system } from '../../engine/index.ts'
import { eventsOf } from './happenings.ts'
import type { Happening } from './happenings.ts'

/** What actors can be sent: `go` begins, `hear` and `wake` are written down. */
interface Lines {
  go: { n: number }
  hear: { text: string }
  wake: { text: string }
}

/** The protocol of the stage. */
export type Talk = {
  client: { [T in keyof Lines]: Lines[T] }
  server: { [T in keyof Lines]: Lines[T] }
}

/** An actor's state: what it heard and when, by its own clock; and room for a test's own. */
export interface Diary {
  diary: string[]
  notes: { [name: string]: Plain }
}

/** An actor's handlers and hooks; what a test leaves out is written down. */
export type Part<R extends Role<Talk>> = Partial<Behavior<Talk, R, Diary>['on']> &
  Partial<Omit<Behavior<Talk, R, Diary>, 'on'>>

/** The context of an actor, for functions that a test shares between handlers. */
export type Prompter = Context<Talk, Role<Talk>>

/** What a test puts on the stage. */
export interface Staging {
  readonly client?: Part<'client'>
  readonly server?: Part<'server'>
  /** How many there are; one, named `client` or `server`, when left out. */
  readonly clients?: number
  readonly servers?: number
  readonly clientOptions?: NodeOptions<Talk> | ((index: number) => NodeOptions<Talk>)
  readonly serverOptions?: NodeOptions<Talk> | ((index: number) => NodeOptions<Talk>)
  readonly network?: LinkOptions
  readonly links?: readonly LinkRule<
    'client' | 'server' | `client-${number}` | `server-${number}`
  >[]
  readonly pods?: readonly Pod[]
  /** When clients are told to go. Default: once, at 0. */
  readonly at?: readonly number[]
  readonly workload?:
    | readonly Workload<Talk>[]
    | { readonly [name: string]: readonly Workload<Talk>[] }
  readonly faults?: readonly Fault[]
  readonly checks?: readonly AnyCheck[]
  readonly chaos?: FaultBudget
  readonly duration?: number
  readonly settle?: number
}

/** A scenario of a staging. */
export function stage(staging: Staging): Scenario {
  const { client = {}, server = {}, network = { latency: ms(1) }, links, pods } = staging
  const crowd = <R extends Role<Talk>>(
    count: number | undefined,
    cast: Behavior<Talk, R, Diary>,
    options: NodeOptions<Talk> | ((index: number) => NodeOptions<Talk>) = {},
  ) => {
    if (count !== undefined) return nodes(count, cast, options)
    return node(cast, typeof options === 'function' ? options(0) : options)
  }
  const script: Workload<Talk> = {
    kind: 'script',
    at: staging.at ?? [0],
    to: 'client',
    type: 'go',
    message: ({ n }) => ({ n }),
    operation: false,
  }
  return scenario({
    id: 'stage',
    title: 'Stage',
    summary: 'a stage for tests',
    duration: staging.duration ?? seconds(1),
    settle: staging.settle ?? seconds(1),
    build: () =>
      system<Talk>({
        nodes: {
          client: crowd(staging.clients, actor<'client'>(client), staging.clientOptions),
          server: crowd(staging.servers, actor<'server'>(server), staging.serverOptions),
        },
        network,
        ...(links ? { links } : {}),
        ...(pods ? { pods } : {}),
        workload: staging.workload ?? [script],
      }),
    faults: staging.faults ?? [],
    checks: staging.checks ?? [],
    ...(staging.chaos ? { chaos: staging.chaos } : {}),
  })
}

/** An actor of a part. */
function actor<R extends Role<Talk>>(part: Part<R>): Behavior<Talk, R, Diary> {
  const { go, hear, wake, ...hooks } = part as Part<'client'>
  const spec: Behavior<Talk, 'client', Diary> = {
    init: () => ({ diary: [], notes: {} }),
    ...hooks,
    on: {
      go: go ?? (() => undefined),
      hear:
        hear ??
        ((state, { text }, ctx) => {
          state.diary.push(`${ctx.now} ${ctx.from}: ${text}`)
        }),
      wake:
        wake ??
        ((state, { text }, ctx) => {
          state.diary.push(`${ctx.now} wake: ${text}`)
        }),
    },
  }
  return behavior(spec) as unknown as Behavior<Talk, R, Diary>
}

/** A finished and recorded run of a staging. */
export interface Performance extends Run {
  readonly events: readonly Happening[]
  /** What a node wrote down by the end. */
  diary(node: string): readonly string[]
  /** A node's last state. */
  state(node: string): Diary
}

/** Runs a staging, recorded and in strict mode. */
export function perform(staging: Staging, options: RunOptions = {}): Performance {
  return recorded(stage(staging), options)
}

/** Runs a scenario, recorded and in strict mode. */
export function recorded(scene: Scenario, options: RunOptions = {}): Performance {
  const result = run(scene, { record: true, strict: true, ...options })
  const recording = result.recording!
  const state = (name: string) => recording.simulation.state(name) as Diary
  return {
    ...result,
    events: eventsOf(recording.trace),
    state,
    diary: (name) => state(name).diary,
  }
}
