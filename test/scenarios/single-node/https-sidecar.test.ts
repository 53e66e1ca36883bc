import { describe, expect, it } from 'vitest'
import { checkTwins, ms, run, seconds, transcript } from '../../../engine/index.ts'
import type { Fault, RunSummary } from '../../../engine/index.ts'
import {
  isLegible,
  publicHalf,
  seal,
  sharedKey,
  unseal,
} from '../../../scenarios/single-node/https-sidecar/cipher.ts'
import { httpsSidecar } from '../../../scenarios/single-node/https-sidecar/scenario.ts'

const seeds = Array.from({ length: 20 }, (_, index) => String(index + 1))
const failing = ({ checks }: RunSummary) =>
  checks.filter(({ result }) => result !== 'pass').map(({ name, reason }) => `${name}: ${reason}`)
const names = (summary: RunSummary) => failing(summary).map((text) => text.split(':')[0])

describe('the HTTPS sidecar', { timeout: 30_000 }, () => {
  it('holds over 20 seeds', () => {
    for (const seed of seeds)
      expect(
        failing(
          run(httpsSidecar, { seed, params: { runs: seconds(4) }, strict: seed === '1' }).summary,
        ),
        seed,
      ).toEqual([])
  })

  it('holds while certificates cannot be renewed', () => {
    for (const seed of seeds.slice(0, 10))
      expect(failing(run(httpsSidecar, { seed, params: { outage: true } }).summary), seed).toEqual(
        [],
      )
  })

  it('says nothing in the clear under generated faults', () => {
    for (const seed of seeds)
      expect(failing(run(httpsSidecar, { seed, faults: 'generated' }).summary), seed).toEqual([])
  })

  it('catches every broken twin', () => {
    expect(checkTwins(httpsSidecar).filter(({ pass }) => !pass)).toEqual([])
  })

  it('is an open book without a sidecar', () => {
    const { summary } = run(httpsSidecar, { variant: 'without' })
    expect(names(summary)).toEqual([
      'nothing legible leaves a pod',
      'a listener on the network reads nothing',
    ])
  })

  it('refuses old addresses with a sidecar and serves them without', () => {
    expect(run(httpsSidecar).summary.total('refused')).toBeGreaterThan(0)
    expect(run(httpsSidecar, { variant: 'without' }).summary.total('refused')).toBe(0)
  })

  it('asks the same of every variant', () => {
    expect(
      new Set(
        Object.keys(httpsSidecar.variants).map((variant) =>
          run(httpsSidecar, { variant }).summary.total('asked'),
        ),
      ).size,
    ).toBe(1)
  })

  it('sends visits elsewhere once a dead sidecar has been noticed, and not before', () => {
    const faults: Fault[] = [{ kind: 'crash', at: seconds(1), target: 'gate-1' }]
    const { operations } = run(httpsSidecar, {
      faults,
      history: true,
      params: { runs: seconds(3) },
    })
    const late = operations.filter(
      ({ kind, start }) => kind === 'visit' && start > seconds(1) + ms(700),
    )
    expect(late.length).toBeGreaterThan(50)
    expect(late.every(({ outcome }) => outcome === 'ok')).toBe(true)
  })

  it('does not ask again for all when one answer of a busy pod is late', () => {
    // Short connections and handshakes that cost: asking again for all would be a storm.
    const { summary } = run(httpsSidecar, { seed: '2', params: { keep: 2, runs: seconds(4) } })
    expect(summary.total('texts')).toBeLessThan(2.5 * summary.total('asked'))
    expect(summary.series('lost').every(({ at }) => at < seconds(1.7))).toBe(true)
  })

  it('keeps its certificate in the files of the pod over a crash', () => {
    // The issuer is away when the sidecar returns, so the certificate can only come from the files.
    const faults: Fault[] = [
      { kind: 'cut', at: ms(500), from: 'gate', to: 'issuer' },
      { kind: 'crash', at: ms(600), for: ms(100), target: 'gate' },
    ]
    const { summary } = run(httpsSidecar, {
      faults,
      params: { life: seconds(60), runs: seconds(3) },
    })
    expect(summary.total('bad certificate')).toBe(0)
    expect(summary.total('ok')).toBeGreaterThan(100)
  })

  it('loses its certificate when the pod is killed', () => {
    const faults: Fault[] = [
      { kind: 'cut', at: ms(500), from: 'gate', to: 'issuer' },
      { kind: 'kill', at: ms(600), for: ms(100), target: 'web-1' },
    ]
    const { summary } = run(httpsSidecar, {
      faults,
      params: { life: seconds(60), runs: seconds(3) },
    })
    expect(summary.total('bad certificate')).toBeGreaterThan(0)
  })

  it('makes visits slower when handshakes take the processor', () => {
    const p90 = (seed: number, keep: number) =>
      run(httpsSidecar, {
        seed: String(seed),
        params: { keep, cpu: 1, rate: 120, handshake: ms(6), crash: false },
      }).summary.quantile('exchange', 0.9)!
    // One run's ratio is anything from 1.2 to 3: short runs, close to saturation.
    const ratios = Array.from({ length: 20 }, (_, seed) => p90(seed, 1) / p90(seed, 100))
    expect(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length).toBeGreaterThan(1.3)
    expect(Math.min(...ratios)).toBeGreaterThan(1)
  })

  it('hits every fault that the page offers', () => {
    for (const { title, faults } of httpsSidecar.configure().disturbances)
      expect(
        run(httpsSidecar, { faults }).summary.faults.map(({ hits }) => hits > 0),
        title,
      ).not.toContain(false)
  })

  it.each(['with', 'without', 'falls-back'])(
    'reads the same as before, variant %s',
    async (variant) => {
      // The certificate cannot be renewed, so that one sees what each makes of that.
      const faults: Fault[] =
        variant === 'without' ? [] : [{ kind: 'cut', at: ms(100), from: 'gate', to: 'issuer' }]
      const { recording } = run(httpsSidecar, {
        variant,
        seed: '7',
        faults,
        params: { pods: 1, runs: ms(800), life: ms(400), rate: 10, keep: 1 },
        record: true,
      })
      await expect(transcript(recording!.trace, { limit: 250 })).toMatchFileSnapshot(
        `../../transcripts/https-sidecar.${variant}.txt`,
      )
    },
  )
})

describe('the toy cipher', () => {
  it('gives both ends the same key', () => {
    for (const [a, b] of [
      [1, 65_535],
      [12_345, 54_321],
      [7, 7],
    ] as const)
      expect(sharedKey(publicHalf(a), b)).toBe(sharedKey(publicHalf(b), a))
  })

  it('gives back what was sealed, and only with the right key', () => {
    const text = 'GET /account/17 client-1#5'
    expect(unseal(seal(text, 4711), 4711)).toBe(text)
    expect(isLegible(unseal(seal(text, 4711), 4712))).toBe(false)
    expect(isLegible(seal(text, 4711))).toBe(false)
    expect(isLegible(text)).toBe(true)
  })
})
