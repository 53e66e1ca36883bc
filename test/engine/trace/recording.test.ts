import { beforeAll, describe, expect, test } from 'vitest'
import { eventKinds, ms, Simulation } from '../../../engine/index.ts'
import type { EventColumns } from '../../../engine/index.ts'
import { busyScenario } from '../../support/busy.ts'
import { perform, recorded, stage } from '../../support/stage.ts'
import type { Performance } from '../../support/stage.ts'

const scene = busyScenario({
  clients: 2,
  servers: 3,
  network: { latency: ms(1), loss: 0.02, duplication: 0.02 },
  capacity: { service: { go: ms(2) }, workers: 2 },
  cpu: 0,
  load: 'open',
  faults: [
    { kind: 'crash', target: 'server-2', at: ms(40), for: ms(30) },
    { kind: 'pause', target: 'server-1', at: ms(60), for: ms(20) },
    { kind: 'hold', from: 'client', to: 'server-3', at: ms(90), for: ms(20) },
  ],
})

describe('a recording', () => {
  let run: Performance
  beforeAll(() => {
    run = recorded(scene, { seed: '7' })
  })

  test('has as many events as the run, and its fingerprint as the end of its chain', () => {
    const { trace } = run.recording!
    expect(trace.events.length).toBe(run.summary.events)
    expect(trace.footer).toMatchObject({
      events: run.summary.events,
      time: run.summary.time,
      fingerprint: run.summary.fingerprint,
      end: { kind: 'done' },
    })
    expect(trace.footer.chain.at(-1)).toBe(run.summary.fingerprint)
  })

  test('keeps numbers within what each column can mean', () => {
    const { events, header, symbols } = run.recording!.trace
    const within = (column: keyof EventColumns, least: number, below: number) => {
      for (const value of events[column] as Int32Array) {
        expect(value).toBeGreaterThanOrEqual(least)
        expect(value).toBeLessThan(below)
      }
    }
    within('kind', 0, eventKinds.length)
    within('node', -1, header.topology.nodes.length)
    within('peer', -1, header.topology.nodes.length)
    within('type', -1, symbols.length)
    within('detail', -1, symbols.length)
    within('cause', -1, events.length)
  })

  test('says what was run, enough to run it again', () => {
    const { spec } = run.recording!.trace.header
    expect(spec).toMatchObject({
      scenario: 'stage',
      variant: 'with',
      seed: '7',
      workload: 'default',
    })
    const again = recorded(scene, { seed: spec.seed, faults: spec.faults })
    expect(again.summary.fingerprint).toBe(run.summary.fingerprint)
  })

  test('knows every state at a hundred moments as a run from the beginning does', () => {
    const { recording, summary } = run
    const replay = new Simulation(scene.configure(), { seed: '7' })
    for (let i = 0; i < 100; i++) {
      const seq = Math.floor((i * 7919) % summary.events)
      const { nodes } = recording!.moment(seq)
      const before = replayed.get(seq) ?? replayTo(replay, seq)
      expect(nodes, `after event ${seq}`).toEqual(before)
    }
  }, 60_000)

  test('tells the states of some nodes as it tells those of all', () => {
    const { recording, summary } = run
    const ids = recording!.trace.header.topology.nodes.map(({ id }) => id)
    for (let i = 0; i < 20; i++) {
      const seq = Math.floor((i * 7919) % summary.events)
      const all = recording!.moment(seq)
      const nodes = [ids.at(-1)!, ids[0]!]
      const some = recording!.moment(seq, { nodes })
      expect(some).toEqual({
        ...all,
        nodes: nodes.map((id) => all.nodes.find((one) => one.id === id)),
      })
      expect(recording!.moment(seq, { nodes: [] }).nodes).toEqual([])
    }
  })

  test('refuses to tell of a node that is not there, and names one that is', () => {
    expect(() => run.recording!.moment(0, { nodes: ['clent-1'] })).toThrow(/clent-1.*client/)
  })

  test('gives states that are the asker’s own', () => {
    const { recording } = run
    const [one] = recording!.moment(100).nodes
    const before = structuredClone(one)
    Object.assign(one!.state, { spoilt: true })
    expect(recording!.moment(100).nodes[0]).toEqual(before)
  })

  test('tells what a step changed, forwards and backwards', () => {
    const { events, recording } = run
    const handled = events.filter(
      ({ kind, node }) => kind === 'deliver' && node.startsWith('client'),
    )
    let changed = 0
    for (const { seq, node } of handled.slice(0, 20)) {
      const { changes } = recording!.moment(seq)
      for (const change of changes) {
        expect(change.node).toBe(node)
        if (change.patches.length > 0) changed++
        expect(change.inverse.length > 0).toBe(change.patches.length > 0)
      }
    }
    expect(changed).toBeGreaterThan(10)
  })

  test.each([-1, 1.5, NaN, 1e9])('refuses the moment %s', (seq) => {
    expect(() => run.recording!.moment(seq)).toThrow(/there is no event .*; events are 0 to \d+/)
  })

  test('keeps a bounded number of snapshots, however long the run', () => {
    const long = perform(
      {
        client: { go: (_state, { n }, ctx) => void ctx.after(10, 'go', { n: n + 1 }) },
        duration: ms(10),
        settle: ms(1500),
      },
      { strict: false },
    )
    expect(long.summary.events).toBeGreaterThan(150_000)
    const kept = long.recording!.snapshots
    expect(kept.length).toBeLessThanOrEqual(64)
    const seq = long.summary.events - 1000
    expect(long.recording!.moment(seq).at).toBe(long.recording!.trace.events.at[seq])
  }, 60_000)

  test('of a run that crashed still knows its moments, the last one included', () => {
    const crashed = perform({
      at: [0, ms(1)],
      client: {
        go(state, { n }) {
          state.diary.push(`go ${n}`)
          if (n === 1) throw new Error('stop')
        },
      },
    })
    const last = crashed.summary.events - 1
    const { nodes } = crashed.recording!.moment(last)
    expect(nodes[0]!.state).toEqual({ diary: ['go 0'], notes: {} })
    expect(crashed.recording!.moment(last - 1).nodes[0]!.state).toEqual({
      diary: ['go 0'],
      notes: {},
    })
  })

  test('of a run that was capped still knows its last moment', () => {
    const capped = perform({ at: [0, 1, 2, 3, 4, 5] }, { caps: { events: 4 } })
    expect(capped.summary.events).toBe(4)
    expect(capped.recording!.trace.events.length).toBe(4)
    expect(capped.recording!.moment(3).at).toBe(1)
  })

  test('describes pods, zones, labels and workers', () => {
    const { recording } = perform({
      pods: [{ name: 'box', members: ['server'], zone: 'east' }],
      serverOptions: { label: 'the server', capacity: { workers: 3, service: 1 } },
    })
    expect(recording!.trace.header.topology).toEqual({
      nodes: [
        { id: 'client', role: 'client', label: 'client', pod: null, zone: null, workers: null },
        { id: 'server', role: 'server', label: 'the server', pod: 'box', zone: 'east', workers: 3 },
      ],
      pods: [{ name: 'box', members: ['server'], zone: 'east' }],
    })
  })

  test('does not change what it records: stage by stage the runs agree', () => {
    const plain = new Simulation(stage({}).configure(), { seed: '7' })
    plain.run()
    expect(recorded(stage({}), { seed: '7' }).summary.fingerprint).toBe(plain.fingerprint)
  })
})

const replayed = new Map<number, unknown>()

/** States by a run from the beginning; what lies behind is taken from a fresh one. */
function replayTo(simulation: Simulation, seq: number): unknown {
  let from = simulation
  if (from.events > seq) {
    from = new Simulation(scene.configure(), { seed: '7' })
  }
  while (from.events <= seq && from.step());
  const nodes = from.assembly.places.map(({ id, role, rank }) => {
    const { status, state, queued, serving, clock } = from.world.nodes(role)[rank]!
    return { id, role, status, state: structuredClone(state), queued, serving, clock }
  })
  replayed.set(seq, nodes)
  return nodes
}
