/**
 * P19: the snapshot of a distributed system that goes on working.
 * Source: Chandy and Lamport, "Distributed snapshots: determining global states of distributed
 * systems", ACM TOCS 3(1), 1985. It needs channels that keep the order of messages.
 */
import { describe, expect, test } from 'vitest'
import {
  behavior,
  exponential,
  ms,
  nodes,
  run,
  scenario,
  seconds,
  system,
} from '../../../engine/index.ts'
import type { Context, NodeId } from '../../../engine/index.ts'

type Bank = {
  branch: {
    work: object
    tokens: { count: number }
    snap: { name: string }
    marker: { name: string }
  }
}

/** A branch's part of a snapshot: its tokens, and those under way to it, by channel. */
interface Part {
  tokens: number
  channels: Record<string, number>
  open: Record<string, boolean>
}

interface Branch {
  tokens: number
  parts: Record<string, Part>
}

/** Tokens of each branch at first. */
const initially = 20

function record(state: Branch, name: string, ctx: Context<Bank, 'branch'>): void {
  const others = ctx.nodes('branch').filter((branch) => branch !== ctx.self)
  state.parts[name] = {
    tokens: state.tokens,
    channels: Object.fromEntries(others.map((branch) => [branch, 0])),
    open: Object.fromEntries(others.map((branch) => [branch, true])),
  }
  for (const branch of others) ctx.send(branch, 'marker', { name })
}

const branch = behavior<Bank, 'branch', Branch>({
  init: () => ({ tokens: initially, parts: {} }),
  start: (_state, ctx) => void ctx.after(0, 'work', {}),
  on: {
    work(state, _message, ctx) {
      const others = ctx.nodes('branch').filter((one) => one !== ctx.self)
      const count = ctx.random.choose(Math.min(state.tokens, 4) + 1)
      if (count > 0) {
        state.tokens -= count
        ctx.send(ctx.random.pick(others), 'tokens', { count })
      }
      if (ctx.now < ms(200)) ctx.after(ctx.random.choose(ms(4)), 'work', {})
    },
    tokens(state, { count }, ctx) {
      state.tokens += count
      const from: NodeId<never> = ctx.from
      for (const part of Object.values(state.parts))
        if (part.open[from]) part.channels[from]! += count
    },
    snap(state, { name }, ctx) {
      if (!state.parts[name]) record(state, name, ctx)
    },
    marker(state, { name }, ctx) {
      ctx.count(`markers of ${name}`)
      if (!state.parts[name]) record(state, name, ctx)
      state.parts[name]!.open[ctx.from] = false
    },
  },
})

/** Snapshots begun while a bank works; several at once, by different branches. */
const snapshots = ['a', 'b', 'c', 'd', 'e']

function bank(count: number, order: 'fifo' | 'any') {
  return scenario({
    id: 'bank',
    title: 'Bank',
    summary: 'tokens go round',
    duration: ms(300),
    settle: seconds(1),
    build: () =>
      system<Bank>({
        nodes: { branch: nodes(count, branch) },
        network: { latency: exponential(ms(6)), order },
        workload: [
          {
            kind: 'script',
            at: [ms(20), ms(60), ms(61), ms(62), ms(150)],
            to: 'branch',
            type: 'snap',
            operation: false,
            message: ({ n }) => ({ name: snapshots[n]! }),
          },
        ],
      }),
  })
}

/** For each snapshot, all tokens in it, and the markers that it took. */
function taken(count: number, order: 'fifo' | 'any', seed: string) {
  const { recording, summary } = run(bank(count, order), { seed, record: true })
  const states = recording!.simulation.assembly.places.map(
    ({ id }) => recording!.simulation.state(id) as Branch,
  )
  return snapshots.map((name) => {
    let tokens = 0
    let inChannels = 0
    for (const state of states) {
      const { tokens: held, channels, open } = state.parts[name]!
      expect(Object.values(open)).not.toContain(true)
      const underWay = Object.values(channels).reduce((sum, n) => sum + n, 0)
      tokens += held + underWay
      inChannels += underWay
    }
    return { tokens, inChannels, markers: summary.total(`markers of ${name}`) }
  })
}

describe('a snapshot of a bank at work', () => {
  test.each([2, 3, 8, 10])(
    'of %i branches loses and invents no token, concurrent ones included',
    (count) => {
      let underWay = 0
      for (const seed of ['1', '2', '3'])
        for (const { tokens, inChannels, markers } of taken(count, 'fifo', seed)) {
          expect(tokens).toBe(count * initially)
          expect(markers).toBe(count * (count - 1))
          underWay += inChannels
        }
      expect(underWay).toBeGreaterThan(0)
    },
  )

  test('over channels that do not keep the order is wrong on some seed', () => {
    const wrong = ['1', '2', '3', '4', '5'].filter((seed) =>
      taken(3, 'any', seed).some(({ tokens }) => tokens !== 3 * initially),
    )
    expect(wrong.length).toBeGreaterThan(0)
  })
})
