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
  constant: '1caf0fc7eaf9cf0a985927c876f6f459',
  uniform: '96dbeeed901ac8cfee51020df15f3dcb',
  exponential: '9e3b43a0daa4255886187ca3b1f46cd2',
  normal: '82a9e41b7a0e2dcaae143f968af701da',
  logNormal: '9327703e640b950b8bf7e8cba15bf4b2',
  pareto: '3a3541bea856515b664aec5c8f593668',
  erlang: 'f0b02df0f0e6eff33961fed78732397d',
  hyperexponential: '60d5bfbdede2df9a6f76ab12d3fb01be',
  bernoulli: '3f1061cc9747531cad86c914e0fdc044',
  zipf: '798334e9824630cb3ad59b98ae580385',
  empirical: '086b87fdc49db7747c44ba85403f86fd',
  shifted: 'd56c7c130fa289a7be94a1a020b52a4c',
  mixture: '95c95c622ee6428d6cae8117c4f9fa1f',
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
