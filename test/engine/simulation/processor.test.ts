import { describe, expect, test } from 'vitest'
import { ms, run } from '../../../engine/index.ts'
import type { Fault, Pod } from '../../../engine/index.ts'
import { perform, stage } from '../../support/stage.ts'
import type { Part } from '../../support/stage.ts'

/** Work for a member of the pod: from when, and for how long it would run alone. */
interface Work {
  readonly at: number
  readonly member: number
  readonly takes: number
}

interface Sharing {
  readonly members?: number
  readonly cpu?: number
  readonly shares?: readonly number[]
  readonly limits?: readonly number[]
  readonly workers?: number
  readonly faults?: readonly Fault[]
}

/** A pod whose members share processors, and what its members are asked. Links take no time. */
function sharing(works: readonly Work[], rest: Sharing) {
  const { members = 2, cpu = 1, shares, limits, workers = 8, faults = [] } = rest
  const names = Array.from({ length: members }, (_, index) => `server-${index + 1}`)
  const byName = (values: readonly number[] | undefined) =>
    Object.fromEntries((values ?? []).map((value, index) => [names[index]!, value]))
  const pod: Pod = {
    name: 'pod',
    members: names,
    cpu,
    shares: byName(shares),
    limits: byName(limits),
  }
  const client: Part<'client'> = {
    go(_state, { n }, ctx) {
      ctx.send(ctx.nodes('server')[works[n]!.member]!, 'go', { n })
    },
  }
  return {
    client,
    servers: members,
    serverOptions: {
      capacity: { workers, service: { go: ({ n }: { n: number }) => works[n]!.takes } },
    },
    network: { latency: 0 },
    pods: [pod],
    at: works.map(({ at }) => at),
    faults,
  }
}

/** When each piece of work was done, in the order in which they were given; `null`: it was not. */
function done(works: readonly Work[], rest: Sharing = {}): (number | null)[] {
  const { events } = perform(sharing(works, rest))
  const starts = events.filter(({ kind }) => kind === 'serve')
  const ends = events.filter(({ kind }) => kind === 'finish')
  const sends = events.filter(({ kind, type }) => kind === 'send' && type === 'go')
  return sends.map(({ seq }) => {
    const deliver = events.find(({ kind, cause }) => kind === 'deliver' && cause === seq)
    const start = starts.find(({ cause }) => cause === deliver?.seq)
    return ends.find(({ cause }) => cause === start?.seq)?.at ?? null
  })
}

const job = (member: number, takes: number, at = 0): Work => ({ at, member, takes })

describe('shared processors', () => {
  test('serve one job at full speed', () => {
    expect(done([job(0, ms(10))])).toEqual([ms(10)])
  })

  test('serve two equal jobs of two members at half speed', () => {
    expect(done([job(0, ms(10)), job(1, ms(10))])).toEqual([ms(20), ms(20)])
  })

  test('serve two jobs of one member at half speed', () => {
    expect(done([job(0, ms(10)), job(0, ms(10))])).toEqual([ms(20), ms(20)])
  })

  test('give a member its share, however many jobs another one has', () => {
    // Half for the one job; the other three share the other half, and all once the one is done.
    expect(done([job(0, ms(10)), job(1, ms(10)), job(1, ms(10)), job(1, ms(10))])).toEqual([
      ms(20),
      ms(40),
      ms(40),
      ms(40),
    ])
  })

  test('let a job that comes later slow down the one that runs', () => {
    // 5 ms alone, then 10 ms of half for each; the last 5 ms alone again.
    expect(done([job(0, ms(10)), job(1, ms(10), ms(5))])).toEqual([ms(15), ms(20)])
  })

  test('divide by weight', () => {
    // 3 : 1 until the first is done at 20 ms; the second has had 5 of its 15 ms by then.
    expect(done([job(0, ms(15)), job(1, ms(15))], { shares: [3, 1] })).toEqual([ms(20), ms(30)])
  })

  test('never give one job more than one processor', () => {
    expect(done([job(0, ms(10)), job(1, ms(10))], { cpu: 4 })).toEqual([ms(10), ms(10)])
  })

  test('make three jobs share two processors', () => {
    expect(done([job(0, ms(10)), job(1, ms(10)), job(2, ms(10))], { members: 3, cpu: 2 })).toEqual([
      ms(15),
      ms(15),
      ms(15),
    ])
  })

  test('hold a member to its limit, also when it is alone', () => {
    expect(done([job(0, ms(10))], { limits: [0.2] })).toEqual([ms(50)])
  })

  test('give what a limit leaves over to the others', () => {
    // 0.2 and 0.8: the second is done at 10 / 0.8 ms.
    expect(done([job(0, ms(10)), job(1, ms(10))], { limits: [0.2] })).toEqual([ms(50), ms(12.5)])
  })

  test('are all given out when some members are held and others are short', () => {
    // Of two processors: 0.5 to the first by its limit, 0.75 to each of the others.
    expect(
      done([job(0, ms(6)), job(1, ms(6)), job(2, ms(6))], { members: 3, cpu: 2, limits: [0.5] }),
    ).toEqual([ms(12), ms(8), ms(8)])
  })

  test('keep a job waiting while all workers of its member are busy', () => {
    expect(done([job(0, ms(10)), job(0, ms(10), 1)], { workers: 1 })).toEqual([ms(10), ms(20)])
  })

  test('are divided anew when a member crashes', () => {
    const faults: Fault[] = [{ kind: 'crash', target: 'server-2', at: ms(10) }]
    expect(done([job(0, ms(10)), job(1, ms(10))], { faults })).toEqual([ms(15), null])
  })

  test('lose all their jobs when the pod is killed', () => {
    const faults: Fault[] = [{ kind: 'kill', target: 'pod', at: ms(10), for: ms(10) }]
    expect(done([job(0, ms(10)), job(1, ms(10)), job(0, ms(10), ms(30))], { faults })).toEqual([
      null,
      null,
      ms(40),
    ])
  })

  test('work longer for a member that is slow', () => {
    const faults: Fault[] = [{ kind: 'slow', target: 'server-1', at: 0, factor: 3 }]
    expect(done([job(0, ms(10))], { faults })).toEqual([ms(30)])
  })

  test('complete nothing for a member that is paused', () => {
    const faults: Fault[] = [{ kind: 'pause', target: 'server-1', at: ms(5), for: ms(30) }]
    const [end] = done([job(0, ms(10))], { faults })
    expect(end).toBeGreaterThanOrEqual(ms(35))
  })

  test('come to the same for odd times, and never before the work is done', () => {
    const works = Array.from({ length: 40 }, (_, k) =>
      job(k % 3, 1 + ((k * 7919) % 5003), (k * 1237) % 20_011),
    )
    const ends = done(works, { members: 3, cpu: 2, shares: [1, 2, 3], limits: [2, 0.7, 2] })
    works.forEach(({ at, takes }, place) => expect(ends[place]! - at).toBeGreaterThanOrEqual(takes))
    // Two processors cannot do more than two seconds of work in a second.
    const all = works.reduce((sum, { takes }) => sum + takes, 0)
    const last = Math.max(...ends.map((end) => end!))
    expect(last).toBeGreaterThanOrEqual(all / 2)
    expect(last).toBeLessThan(all)
  })

  test('do nothing for a pod without shared processors', () => {
    const { pods, ...rest } = sharing([job(0, ms(10)), job(1, ms(10))], {})
    const { cpu: _, ...apart } = pods[0]!
    const { summary } = run(stage({ ...rest, pods: [apart] }))
    expect(summary.measures['service.server']).toMatchObject({ min: ms(10), max: ms(10) })
  })
})
