import { describe, expect, test } from 'vitest'
import { run } from '../../../engine/index.ts'
import { lock } from '../../../scenarios/serving/lock/scenario.ts'
import { Breath } from '../../../ui/session/worker/breath.ts'
import { explained } from '../../../ui/session/worker/explaining.ts'
import type { KeptRun } from '../../../ui/session/worker/kept-run.ts'
import { originOf } from '../../../ui/session/worker/origin.ts'

function kept(variant: string): KeptRun {
  const finished = run(lock, { variant, seed: '3', record: true })
  const recording = finished.recording!
  return {
    trace: recording.trace,
    flips: recording.flips,
    moment: (seq) => recording.moment(seq),
    run: finished,
  }
}

const breath = () => new Breath(() => undefined)

describe('where a value came from', () => {
  const one = kept('with')
  const recording = one.run!.recording!
  const nodes = one.trace.header.topology.nodes

  test('is the last event before at which the value was another one', async () => {
    for (const seq of [300, 1100, 2900]) {
      const node = nodes[seq % nodes.length]!.id
      const state = recording.moment(seq).nodes.find(({ id }) => id === node)!.state
      const path = [Object.keys(state)[0]!]
      const read = (at: number) =>
        JSON.stringify(
          (recording.moment(at).nodes.find(({ id }) => id === node)!.state as never)[path[0]!],
        )
      const { event } = await originOf(one, { node, path, seq, including: true }, breath())
      if (event === null) {
        expect(read(0)).toBe(read(seq))
        continue
      }
      expect(event).toBeLessThanOrEqual(seq)
      expect(read(event)).toBe(read(seq))
      const columns = one.trace.events.columns()
      let before = event - 1
      while (before > 0 && columns.at[before] === columns.at[event]) before--
      expect(read(before)).not.toBe(read(event))
    }
  })

  test('asked at the event that changed it, it is the change before', async () => {
    const [node] = nodes.filter(({ role }) => role === 'store')
    const ask = { node: node!.id, path: Object.keys(stateOf(node!.id)).slice(0, 1), seq: 2500 }
    const last = await originOf(one, { ...ask, including: true }, breath())
    const earlier = await originOf(one, { ...ask, seq: last.event!, including: false }, breath())
    expect(earlier.event === null || earlier.event < last.event!).toBe(true)
  })

  test('a file without its run is refused', async () => {
    const file: KeptRun = { ...one, run: null }
    const ask = { node: 'store', path: ['a'], seq: 10, including: true }
    await expect(originOf(file, ask, breath())).rejects.toThrow('file')
    expect(explained(file, 0)).toBeNull()
  })

  function stateOf(id: string): object {
    return recording.moment(100).nodes.find((node) => node.id === id)!.state
  }
})

describe('why a history is not linearizable', () => {
  const one = kept('without')
  const check = one.run!.configuration.checks.findIndex(({ kind }) => kind === 'linearizable')
  const found = explained(one, check)

  test('it is told with an order and what has no place in it, cut to what can be drawn', () => {
    if (found?.kind !== 'history' || !found.failure) throw new Error('it holds')
    const { operations, all, ordered, sentences } = found.failure
    expect(operations.some(({ isCulprit }) => isCulprit)).toBe(true)
    expect(operations.length).toBeLessThanOrEqual(48)
    expect(all).toBeGreaterThanOrEqual(operations.length)
    const numbers = operations.flatMap(({ order }) => order ?? [])
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(Math.max(...numbers)).toBe(ordered)
    for (const { isCulprit, order } of operations) if (isCulprit) expect(order).toBeNull()
    expect(sentences[0]).toContain('not linearizable')
  })

  test('other checks tell what they look at', () => {
    expect(explained(one, 0)).toMatchObject({ kind: 'states' })
    expect(explained(one, 99)).toBeNull()
  })
})
