/**
 * A table of digests, one for each kind of distribution, over ten thousand samples of one seed.
 * Every JavaScript engine must give this very table: what a run draws is part of its fingerprint.
 */
import type { Distribution } from '../../engine/clockwork/distribution.ts'
import {
  bernoulli,
  constant,
  empirical,
  erlang,
  exponential,
  hyperexponential,
  logNormal,
  mixture,
  normal,
  pareto,
  shifted,
  uniform,
  zipf,
} from '../../engine/clockwork/distribution.ts'
import { Hash } from '../../engine/clockwork/hash.ts'
import { Streams } from '../../engine/clockwork/random.ts'
import { durationSampler, sampler } from '../../engine/clockwork/sampler.ts'

/** One distribution of each kind, with shapes that reach every branch of its sampler. */
export const specimens: Readonly<Record<string, Distribution>> = {
  constant: constant(7),
  uniform: uniform(-3, 5),
  exponential: exponential(10_000),
  normal: normal(50, 12),
  logNormal: logNormal({ median: 20_000, sigma: 0.8 }),
  pareto: pareto({ minimum: 2, alpha: 6 }),
  erlang: erlang({ stages: 4, mean: 100 }),
  hyperexponential: hyperexponential([
    { probability: 0.9, mean: 1 },
    { probability: 0.1, mean: 20 },
  ]),
  bernoulli: bernoulli(0.3, 4),
  zipf: zipf({ count: 100, exponent: 0.9 }),
  empirical: empirical([1, 1, 2, 3, 5, 8, 13]),
  shifted: shifted(1_000, exponential(500)),
  mixture: mixture([
    { probability: 0.7, of: normal(10, 1) },
    { probability: 0.3, of: uniform(20, 30) },
  ]),
}

/** The table itself. A change here changes every recorded run: say so in the changelog. */
export const SAMPLE_DIGESTS: Readonly<Record<string, string>> = {
  constant: 'f9254a0a8dec40555adabe2a4ca7187b',
  uniform: 'e045ebc00fc312f751a1fefe2743040c',
  exponential: 'db48cc5e75d6b6fae52cf5f902c75daf',
  normal: '6906c7d0d204fbf8ee76e3a30dc28d5e',
  logNormal: '7e539f26ba659067824b9f545e216a5d',
  pareto: '6c81257f1bee840aca6d77cf1684dfb6',
  erlang: 'f365ba5a122191d10742b8295d97c862',
  hyperexponential: '3287a9ebea8a19315b3ca1d99b793207',
  bernoulli: 'ad297b068148b11c4b63173cf681521a',
  zipf: '1304641dc36d9812b84fdb3bb6215eaf',
  empirical: 'e55837de05006ca9690091fec3e75f38',
  shifted: '11488db4b23c47bbcd183cbcd73a89b5',
  mixture: 'ca77857d93fd620ce50a7ddc73e1545a',
}

/** Digest by name: of the values, and of the same distribution drawn as whole microseconds. */
export function sampleTable(): Record<string, string> {
  const table: Record<string, string> = {}
  for (const [name, distribution] of Object.entries(specimens)) {
    const streams = new Streams('samples')
    const hash = new Hash()
    const draw = sampler(distribution)
    const span = durationSampler(distribution)
    for (let i = 0; i < 10_000; i++) hash.number(draw(streams.stream(name)))
    for (let i = 0; i < 1_000; i++) hash.int(span(streams.stream(name)))
    table[name] = hash.digest()
  }
  return table
}
