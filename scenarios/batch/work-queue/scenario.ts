/** The work queue: a directory of videos, a thumbnail of each, on workers that come and go. */
import {
  choice,
  duration,
  flag,
  integer,
  link,
  micros,
  ms,
  networks,
  node,
  nodes,
  number,
  pareto,
  pod,
  poisson,
  probability,
  sampler,
  scenario,
  seconds,
  system,
} from '../../../engine/index.ts'
import type { Draw, Fault, Values } from '../../../engine/index.ts'
import { jobController, machine } from '../../parts/job-controller.ts'
import { itemStore, sourceAmbassador } from '../../parts/source-ambassador.ts'
import { workQueueChecks } from './checks.ts'
import { workQueueClaims } from './claims.ts'
import { camera, volume, worker } from './nodes.ts'
import { reconciler } from './reconciler.ts'
import type { Video, WorkQueue } from './protocol.ts'
import { brokenVariants, tuningOf } from './broken.ts'

const parameters = {
  rate: number({ default: 1.5, min: 0.1, max: 50, unit: '/s', help: 'videos uploaded per second' }),
  directory: integer({ default: 60, min: 1, max: 500, help: 'videos in the workload "directory"' }),
  shortest: duration({
    default: ms(800),
    min: ms(1),
    max: seconds(60),
    help: 'work of the shortest video',
  }),
  tail: number({
    default: 1.5,
    min: 1.1,
    max: 10,
    help: 'exponent of the tail of the work: smaller is heavier',
  }),
  unreadable: probability({ default: 0.02, help: 'share of videos that no worker can decode' }),
  machines: integer({ default: 3, min: 1, max: 10, help: 'machines' }),
  slots: integer({ default: 2, min: 1, max: 10, help: 'workers per machine at a time' }),
  parts: integer({
    default: 4,
    min: 1,
    max: 50,
    help: 'parts in which a worker writes its output',
  }),
  period: duration({
    default: seconds(10),
    min: ms(100),
    max: seconds(60),
    help: 'pause between two rounds of the manager',
  }),
  timeout: duration({
    default: seconds(2),
    min: ms(10),
    max: seconds(60),
    help: 'how long a round of the manager may take',
  }),
  backoffLimit: integer({
    default: 6,
    min: 0,
    max: 10,
    help: 'failed runs after which a job runs once more; 0: never',
  }),
  backoff: duration({
    default: ms(200),
    min: ms(1),
    max: seconds(10),
    help: 'delay before the second run; doubles each time',
  }),
  store: choice(['files', 'stream', 'redis'], { default: 'files', help: 'where the videos lie' }),
  kills: integer({
    default: 3,
    min: 0,
    max: 6,
    help: 'machines killed during the run, one after the other',
  }),
  managerCrash: flag({ default: true, help: 'whether the manager crashes once' }),
  outage: flag({ default: true, help: 'whether the source loses its store for a while' }),
  upgrade: flag({ default: true, help: 'whether the source moves to version 2 of its interface' }),
}

type Params = Values<typeof parameters>

const length = seconds(100)

/** A video's work is cut off at this multiple of the shortest, so that a run comes to an end. */
const longest = 40

/** The videos of a workload. */
function video(params: Params): (draw: Draw) => { name: string; video: Video } {
  const draw = sampler(pareto({ minimum: params.shortest, alpha: params.tail }))
  return ({ n, random }) => ({
    name: `clip-${n + 1}`,
    video: {
      length: micros(Math.min(draw(random), params.shortest * longest)),
      readable: random.uniform() >= params.unreadable,
    },
  })
}

/** Kills at equal distances, each of another machine, lifted after six seconds. */
function troubles(params: Params): Fault[] {
  const faults: Fault[] = []
  for (let kill = 0; kill < params.kills; kill++)
    faults.push({
      kind: 'kill',
      at: Math.round((length * (kill + 1)) / (params.kills + 1)),
      target: `host-${(kill % params.machines) + 1}`,
      for: seconds(6),
    })
  if (params.outage)
    faults.push({ kind: 'cut', at: seconds(19), from: 'store', to: 'source', for: seconds(3) })
  if (params.managerCrash)
    faults.push({ kind: 'crash', at: seconds(64), target: 'manager', for: seconds(3) })
  return faults
}

/** See the file's header. */
export const workQueue = scenario({
  id: 'work-queue',
  title: 'Work queue',
  part: 'batch',
  source: '1st ed. ch. 10 and 2nd ed. ch. 11, "Work Queue Systems"',
  summary:
    'A manager compares the videos of a source with the jobs of an orchestrator and creates what is missing; ' +
    'one-shot workers turn each video into a thumbnail. Everything in it may die, and still each video gets one thumbnail.',
  parameters,
  duration: length,
  // One more round for the last uploads, then the longest of them.
  settle: ({ period, shortest }) => seconds(15) + 2 * period + longest * shortest,
  variants: {
    with: {
      title: 'work queue',
      summary:
        'Jobs named after their videos, a versioned source, a timeout, runs repeated, outputs renamed when complete.',
      kind: 'with',
    },
    without: {
      title: 'one script',
      summary: 'One worker takes the videos one after the other, and nothing runs again what died.',
      kind: 'without',
      params: { machines: 1, slots: 1, backoffLimit: 0 },
    },
    ...brokenVariants,
  },
  build(params, variant) {
    const { named, patient, lasting, rename, filesOnly } = tuningOf(variant)
    const { machines, slots } = params
    const hosts = Array.from({ length: machines }, (_, host) => [
      `machine-${host + 1}`,
      ...Array.from({ length: slots }, (_, slot) => `worker-${host * slots + slot + 1}`),
    ])
    const upload = {
      to: 'camera',
      type: 'upload',
      name: 'uploads',
      message: video(params),
    } as const
    return system<WorkQueue>({
      nodes: {
        camera: node(camera),
        store: node(itemStore<WorkQueue>(params.store)),
        source: node(
          sourceAmbassador<WorkQueue>({
            store: filesOnly ? 'files' : params.store,
            upgradeAt: params.upgrade ? seconds(45) : null,
            lasting,
          }),
        ),
        manager: node(
          reconciler({ period: params.period, timeout: patient ? null : params.timeout, named }),
        ),
        orchestrator: node(
          jobController<WorkQueue>({
            slots,
            backoffLimit: params.backoffLimit,
            backoff: params.backoff,
          }),
          { supervises: ['machine', 'worker'] },
        ),
        machine: nodes(machines, machine<WorkQueue>()),
        worker: nodes(machines * slots, worker({ parts: params.parts, rename }), {
          down: true,
          capacity: { service: { encode: ({ time }: { time: number }) => time } },
        }),
        volume: node(volume),
      },
      network: networks.sameRack,
      links: [link('worker', 'worker', { latency: 0 })],
      pods: hosts.map((members, host) => pod(`host-${host + 1}`, members)),
      workload: {
        uploads: [{ kind: 'open', arrivals: poisson(params.rate), ...upload }],
        directory: [
          { kind: 'script', at: Array.from({ length: params.directory }, () => 0), ...upload },
        ],
      },
    })
  },
  faults: (params) => troubles(params),
  checks: workQueueChecks,
  claims: workQueueClaims,
  disturbances: (params) => [
    {
      title: 'Kill a machine',
      faults: [{ kind: 'kill', at: seconds(30), target: 'host-1', for: seconds(10) }],
    },
    {
      title: 'Crash the manager',
      faults: [{ kind: 'crash', at: seconds(29), target: 'manager', for: seconds(5) }],
    },
    {
      title: 'The source loses its store',
      faults: [{ kind: 'cut', at: seconds(29), from: 'store', to: 'source', for: seconds(3) }],
    },
    {
      title: 'One slow worker',
      faults: [{ kind: 'slow', at: seconds(10), target: 'worker-1', factor: 10, for: seconds(60) }],
    },
    {
      title: 'Kill every machine in turn',
      faults: Array.from({ length: params.machines }, (_, host): Fault => ({
        kind: 'kill',
        at: seconds(20 + 10 * host),
        target: `host-${host + 1}`,
        for: seconds(8),
      })),
    },
    {
      title: 'Four times the uploads',
      faults: [{ kind: 'overload', at: seconds(20), factor: 4, for: seconds(20) }],
    },
  ],
  chaos: ({ machines }) => ({
    targets: [
      'manager',
      'worker',
      ...Array.from({ length: machines }, (_, host) => `host-${host + 1}`),
    ],
    kinds: ['crash', 'kill', 'pause'],
    count: 5,
    together: 2,
    from: seconds(5),
    until: seconds(90),
    shortest: seconds(1),
    longest: seconds(8),
  }),
  ignores: [
    'The orchestrator and the volume never fail, and finished jobs are remembered for ever; a real one clears them after a while, and then the source must forget the item, too.',
    'A machine cut off from the orchestrator but alive goes unnoticed, so no two runs of a job overlap.',
    'The orchestrator learns at once that a worker ended or a machine died; a real one takes some 40 s to give a machine up.',
    'Starting a worker takes no time: no images are pulled.',
    'The work of a video is known from its length and does not depend on what else the machine does.',
  ],
})
