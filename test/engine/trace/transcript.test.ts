import { expect, test } from 'vitest'
import { ms, transcript } from '../../../engine/index.ts'
import { perform } from '../../support/stage.ts'
import type { Staging } from '../../support/stage.ts'

const staging: Staging = {
  at: [0, ms(10), ms(20)],
  client: {
    go(_state, { n }, ctx) {
      ctx.begin('ask', n)
      ctx.send(ctx.nodes('server')[0]!, 'go', { n })
    },
    hear: (_state, { text }, ctx) => void ctx.end('ok', text),
  },
  server: {
    go(_state, { n }, ctx) {
      ctx.disk.write('last', n)
      ctx.note('working', { n })
      ctx.after(ms(1), 'wake', { text: '' })
      ctx.reply('hear', { text: 'x'.repeat(n === 0 ? 200 : 3) })
    },
  },
  serverOptions: { capacity: { service: { go: ms(2) } } },
  faults: [{ kind: 'crash', target: 'server', at: ms(12), for: ms(3) }],
  checks: [{ kind: 'always', name: 'fine', holds: () => true }],
}

test('a transcript reads as a story, one line an event, and closes with end and checks', () => {
  const { trace } = perform(staging, { seed: 's' }).recording!
  const text = transcript(trace)
  expect(text.replace(/x{50,}/, 'xxx').replace(/[0-9a-f]{32}/, 'digest')).toMatchInlineSnapshot(`
    "stage with, seed s
    0.000000 s  #0  client is up, started
    0.000000 s  #1  server is up, started
    0.000000 s  #2  go asks client: go {"n":0}
    0.000000 s  #3  client begins ask
    0.001000 s  #5  server ← client: go {"n":0}
    0.003000 s  #7  server has served go of client in 2000 µs
    0.003000 s  #8  server notes: working {"n":0}
    0.003000 s  #10  server disk: last written
    0.004000 s  #11  server timer: wake {"text":""}
    0.004000 s  #12  client ← server: hear {"text":"xxx…
    0.004000 s  #13  client ends ask after 4000 µs: ok "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
    0.010000 s  #14  go asks client: go {"n":1}
    0.010000 s  #15  client begins ask
    0.011000 s  #17  server ← client: go {"n":1}
    0.012000 s  #19  fault: crash server for 0.003 s
    0.012000 s  #20  server is down, crashed
    0.012000 s  #21  go from client is lost at server: crashed
    0.015000 s  #22  lifted: crash server
    0.015000 s  #23  server is up, restarted
    0.020000 s  #24  go asks client: go {"n":2}
    0.020000 s  #25  client begins ask
    0.021000 s  #27  server ← client: go {"n":2}
    0.023000 s  #29  server has served go of client in 2000 µs
    0.023000 s  #30  server notes: working {"n":2}
    0.023000 s  #32  server disk: last written
    0.024000 s  #33  server timer: wake {"text":""}
    0.024000 s  #34  client ← server: hear {"text":"xxx"}
    0.024000 s  #35  client ends ask after 4000 µs: ok "xxx"
    end at 0.024000 s, 36 events, digest
    pass always "fine": it held after every step
    "
  `)
})

test('a transcript of a part has only what was asked for, and counts what it leaves out', () => {
  const { trace } = perform(staging, { seed: 's' }).recording!
  const lines = (options: Parameters<typeof transcript>[1]) =>
    transcript(trace, options).trimEnd().split('\n').slice(1, -2)
  expect(lines({ kinds: ['fault', 'lift'] })).toEqual([
    '0.012000 s  #19  fault: crash server for 0.003 s',
    '0.015000 s  #22  lifted: crash server',
  ])
  expect(lines({ kinds: ['send'], to: ms(1) })).toHaveLength(1)
  expect(lines({ from: ms(20), kinds: ['arrive'] })).toHaveLength(1)
  expect(lines({ nodes: ['client'], kinds: ['up'] })).toEqual([
    '0.000000 s  #0  client is up, started',
  ])
  const all = lines({}).length
  expect(lines({ limit: 3 }).at(-1)).toBe(`… and ${all - 3} more`)
})
