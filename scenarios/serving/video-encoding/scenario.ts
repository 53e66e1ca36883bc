/** Video encoding: a film cut at its key frames, encoded in parallel, gathered in order. */
import {
  checks,
  choice,
  duration,
  integer,
  ms,
  node,
  nodes,
  number,
  pareto,
  sampler,
  scenario,
  seconds,
  system,
} from '../../../engine/index.ts'
import type { Micros, Stream } from '../../../engine/index.ts'
import { arrivalRules, twiceRules } from './broken.ts'
import { claims } from './claims.ts'
import { director, encoder, studio } from './nodes.ts'
import type { RootState, StudioState, Video } from './protocol.ts'

const { always, eventually, slo, sometimes } = checks<
  Video,
  { studio: StudioState; root: RootState }
>()

const parameters = {
  encoders: integer({ default: 6, min: 1, max: 64, help: 'n: encoders' }),
  segments: integer({ default: 24, min: 1, max: 500, help: 'segments of a film' }),
  interval: integer({
    default: 48,
    min: 1,
    max: 600,
    unit: 'frames',
    help: 'frames between two key frames: one segment',
  }),
  perFrame: duration({
    default: ms(1),
    min: 1,
    max: seconds(1),
    help: 'least time to encode a frame',
  }),
  tail: number({
    default: 1.8,
    min: 1.05,
    max: 10,
    help: 'how even the segments are: the exponent of their power law',
  }),
  overdueAfter: duration({
    default: seconds(1.5),
    min: 0,
    max: seconds(60),
    help: 'when a segment is given out again; 0: never',
  }),
  hop: duration({ default: ms(1), min: 0, max: seconds(1), help: 'one-way network time' }),
  film: choice(['random', 'long-last', 'long-first'], {
    default: 'random',
    help: 'random: a power law; the others: n · (n − 1) segments of 100 ms, and one n times as long at an end',
  }),
  asks: duration({
    default: seconds(8),
    min: ms(1),
    max: seconds(600),
    help: 'how long films are asked for',
  }),
}

/** Frame-parallel encoding with a reorder buffer. */
export const videoEncoding = scenario({
  id: 'video-encoding',
  title: 'Video encoding',
  part: 'serving',
  source:
    'Scatter/gather (Burns, Designing Distributed Systems) for video; list scheduling: Graham, BSTJ 45 (1966)',
  summary:
    'A film is cut at its key frames and every segment goes to whichever encoder is free. Segments ' +
    'come back in any order, and some not at all; the film must be whole, in order, each segment once.',
  parameters,
  duration: ({ asks }) => asks,
  settle: seconds(10),
  variants: {
    with: {
      title: 'scattered',
      summary:
        'Six encoders, a reorder buffer, and a time after which a segment is given out again.',
      kind: 'with',
    },
    without: {
      title: 'one encoder',
      summary: 'One encoder does the whole film.',
      kind: 'without',
      params: { encoders: 1 },
    },
    'by-arrival': {
      title: 'gathered by arrival',
      summary: 'Segments go into the film as they come back.',
      kind: 'broken',
      caughtBy: { check: 'the film is in order, each segment once', seeds: 1 },
    },
    twice: {
      title: 'late answers taken as well',
      summary: 'A segment is given out again too early, and both answers go into the film.',
      kind: 'broken',
      params: { overdueAfter: ms(150) },
      caughtBy: { check: 'the film is in order, each segment once', seeds: 1 },
    },
    'no-deadline': {
      title: 'nothing given out again',
      summary: 'An encoder crashes with a segment in its hands; the film is never finished.',
      kind: 'broken',
      params: { overdueAfter: 0 },
      caughtBy: { check: 'every film is finished', seeds: 1 },
    },
  },
  build(p, variant) {
    const rules =
      variant === 'by-arrival' ? arrivalRules : variant === 'twice' ? twiceRules : undefined
    return system<Video>({
      nodes: {
        studio: node(studio),
        root: node(director({ overdueAfter: p.overdueAfter === 0 ? null : p.overdueAfter }, rules)),
        encoder: nodes(p.encoders, encoder(p.interval), {
          capacity: {
            workers: 1,
            service: { encode: ({ cost }: Video['encoder']['encode']) => cost },
          },
        }),
      },
      network: { latency: p.hop, order: 'fifo' },
      workload: [
        {
          kind: 'closed',
          to: 'studio',
          type: 'ask',
          name: 'films',
          users: 1,
          think: ms(50),
          message: ({ random }) => ({ costs: film(p, random) }),
        },
      ],
    })
  },
  faults: (_p, variant) =>
    variant === 'no-deadline'
      ? [{ kind: 'crash', at: seconds(1), for: ms(500), target: 'encoder' }]
      : [],
  checks: (p, variant) => [
    always('the film is in order, each segment once', {
      rows: ['G8.9'],
      watch: ['studio'],
      holds(world) {
        const { received } = world.nodes('studio')[0]!.state
        const wrong = received.findIndex((segment, place) => segment !== place)
        return wrong < 0 || `segment ${received[wrong]} came in place ${wrong}`
      },
    }),
    always('a film takes as long as list scheduling may', {
      rows: ['G8.9'],
      watch: ['root'],
      holds(world, memory) {
        const { last } = world.nodes('root')[0]!.state
        // The theorem is about encoders that are all there and alike, and segments given out once.
        if (!world.calm) memory['disturbed'] = true
        if (last === null || memory['disturbed'] || last.again > 0 || last.free < p.encoders)
          return true
        // To the root a segment also takes the way there and back.
        const round = 2 * p.hop
        const longest = last.longest + round
        const share = (last.total + last.segments * round) / p.encoders
        if (last.makespan < Math.max(longest, share) - 1)
          return `${last.makespan} µs is below max(longest, Σ / n)`
        // At most Σ / n + (1 − 1 / n) · longest, and so at most (2 − 1 / n) times the optimum.
        return (
          last.makespan <= share + (1 - 1 / p.encoders) * longest + 1 ||
          `${last.makespan} µs is too long for list scheduling`
        )
      },
    }),
    eventually('every film is finished', {
      rows: ['G8.9'],
      watch: ['studio', 'root'],
      holds: ({ operations: { begun, ok } }) => begun === ok || `${begun - ok} films are open`,
    }),
    ...(p.encoders > 1 && p.segments > 1 && p.film === 'random' && variant === 'with'
      ? [
          sometimes('a segment waits for an earlier one', {
            rows: ['G8.9'],
            watch: ['root' as const],
            holds: (world) => {
              const { films } = world.nodes('root')[0]!.state
              return Object.keys(films).some((film) => Object.keys(films[film]!.buffer).length > 0)
            },
          }),
        ]
      : []),
    slo('a film takes at most half of the time of one encoder', {
      measure: 'makespan',
      quantile: 0.5,
      // The mean of a power law is its least value times a / (a − 1); the cap takes off 3%.
      atMost: 0.5 * p.segments * p.interval * p.perFrame * (p.tail / (p.tail - 1)),
    }),
  ],
  claims,
  disturbances: [
    {
      title: 'an encoder slow ×10',
      faults: [{ kind: 'slow', at: seconds(1), for: seconds(2), target: 'encoder-1', factor: 10 }],
    },
    {
      title: 'crash an encoder',
      faults: [{ kind: 'crash', at: seconds(1), for: seconds(1), target: 'encoder-1' }],
    },
    {
      title: 'lose one in ten segments',
      faults: [
        {
          kind: 'degrade',
          at: seconds(1),
          for: seconds(2),
          from: 'encoder',
          to: 'root',
          loss: 0.1,
        },
      ],
    },
  ],
  chaos: {
    targets: ['encoder'],
    kinds: ['crash', 'pause', 'slow'],
    from: ms(200),
    until: seconds(6),
    shortest: ms(50),
    longest: seconds(1),
  },
  ignores: [
    'Segments are independent, as those between key frames are; nothing is said about quality at the cuts.',
    'Moving the frames themselves over the network.',
  ],
})

/** No segment is harder than this many easy ones: an encoder tries only so many ways. */
const hardest = 40

/** The costs of a film's segments. */
function film(
  p: {
    film: string
    encoders: number
    segments: number
    interval: number
    perFrame: Micros
    tail: number
  },
  random: Stream,
): Micros[] {
  const n = p.encoders
  const short = Array.from({ length: n * (n - 1) }, () => ms(100))
  if (p.film === 'long-last') return [...short, n * ms(100)]
  if (p.film === 'long-first') return [n * ms(100), ...short]
  const least = p.interval * p.perFrame
  const draw = sampler(pareto({ minimum: least, alpha: p.tail }))
  return Array.from({ length: p.segments }, () =>
    Math.round(Math.min(draw(random), hardest * least)),
  )
}
