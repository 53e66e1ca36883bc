import { describe, expect, test } from 'vitest'
import { compareRecordings, compareTraces, ms } from '../../../engine/index.ts'
import { perform } from '../../support/stage.ts'
import type { Part, Performance } from '../../support/stage.ts'
import { changed } from './changed-trace.ts'

/** Many requests and answers, and a server that keeps a sum. */
function played(server: NonNullable<Part<'server'>['go']>, count = 400): Performance {
  return perform({
    at: Array.from({ length: count }, (_, n) => ms(n)),
    client: {
      go: (_state, { n }, ctx) => ctx.send(ctx.nodes('server')[0]!, 'go', { n }),
      hear: () => undefined,
    },
    server: {
      init: () => ({ diary: [], notes: { sum: 0 } }),
      go: server,
    },
  })
}

const sums: NonNullable<Part<'server'>['go']> = (state, { n }, ctx) => {
  state.notes['sum'] = (state.notes['sum'] as number) + n
  ctx.reply('hear', { text: `${n}` })
}

describe('two runs', () => {
  test('that are the same have no difference', () => {
    expect(compareRecordings(played(sums).recording!, played(sums).recording!)).toBeNull()
  })

  test('differ first at the event, node and field where one line of a handler differs', () => {
    const other = played((state, { n }, ctx) => {
      state.notes['sum'] = (state.notes['sum'] as number) + n
      ctx.reply('hear', { text: n === 300 ? 'three hundred' : `${n}` })
    })
    const first = played(sums)
    const difference = compareTraces(first.recording!.trace, other.recording!.trace)
    const send = first.events.find(
      ({ kind, message }) => kind === 'send' && (message as { text?: string }).text === '300',
    )!
    expect(difference).toMatchObject({
      seq: send.seq,
      node: 'server',
      field: 'message.text',
      first: '300',
      second: 'three hundred',
    })
    expect(difference!.sentence).toMatch(
      /^event #\d+ differs in message\.text: "300" here \(.*server → client: hear.*\), "three hundred" there \(/,
    )
  })

  test('differ in a state before any event shows it', () => {
    const first = played(sums)
    const other = played((state, { n }, ctx) => {
      state.notes['sum'] = (state.notes['sum'] as number) + (n === 300 ? -n : n)
      ctx.reply('hear', { text: `${n}` })
    })
    expect(compareTraces(first.recording!.trace, other.recording!.trace)).toBeNull()
    const deliver = first.events.find(
      ({ kind, node, at }) => kind === 'deliver' && node === 'server' && at === ms(301),
    )!
    const difference = compareRecordings(first.recording!, other.recording!)
    expect(difference).toMatchObject({
      seq: deliver.seq,
      node: 'server',
      field: 'state.notes.sum',
      first: (300 * 301) / 2,
      second: (300 * 301) / 2 - 600,
    })
    expect(difference!.sentence).toContain(
      'server differs in state.notes.sum: 45150 here, 44550 there',
    )
  }, 60_000)

  test('differ in a state first, when that only later leads to another event', () => {
    const first = played(sums)
    const other = played((state, { n }, ctx) => {
      state.notes['sum'] = (state.notes['sum'] as number) + (n === 100 ? -n : n)
      const late = n === 350 ? ` of ${String(state.notes['sum'])}` : ''
      ctx.reply('hear', { text: `${n}${late}` })
    })
    const byEvent = compareTraces(first.recording!.trace, other.recording!.trace)!
    const byState = compareRecordings(first.recording!, other.recording!)!
    expect(byEvent.field).toBe('message.text')
    expect(byState.field).toBe('state.notes.sum')
    expect(byState.seq).toBeLessThan(byEvent.seq)
  }, 60_000)

  test('differ in a state also behind a step with thousands of events', () => {
    const crowd = (turned: number) =>
      perform({
        servers: 1500,
        at: [0, ms(10), ms(20)],
        client: {
          go(state, { n }, ctx) {
            state.notes['n'] = n === turned ? -n : n
            for (const server of ctx.nodes('server')) ctx.send(server, 'wake', { text: '' })
          },
        },
        server: { wake: () => undefined },
      })
    const difference = compareRecordings(crowd(9).recording!, crowd(2).recording!)
    expect(difference).toMatchObject({
      node: 'client',
      field: 'state.notes.n',
      first: 2,
      second: -2,
    })
  }, 60_000)

  test('of which one ends earlier differ in length', () => {
    const difference = compareTraces(
      played(sums, 3).recording!.trace,
      played(sums, 2).recording!.trace,
    )
    expect(difference).not.toBeNull()
    const same = played(sums, 3).recording!.trace
    const cut = changed(same, (_row, seq) => seq < same.events.length - 1)
    expect(compareTraces(same, cut)).toMatchObject({
      field: 'length',
      sentence: expect.stringMatching(/^one run ends after \d+ events; the other goes on with .*#/),
    })
  })

  test('with other columns differ in the first of them that does', () => {
    const { trace } = played(sums, 3).recording!
    const other = changed(trace, (row, seq) => {
      if (seq === 7) row.at++
      return true
    })
    expect(compareTraces(trace, other)).toMatchObject({ seq: 7, field: 'at' })
  })
})
