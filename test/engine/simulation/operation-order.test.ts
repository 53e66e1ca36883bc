import { expect, test } from 'vitest'
import { behavior, node, run, scenario, seconds, system } from '../../../engine/index.ts'

test('an operation begun after another ended, in one handler, comes after it in the history', () => {
  type Chain = { client: { go: object } }
  const client = behavior<Chain, 'client', object>({
    init: () => ({}),
    on: {
      go(_state, _message, ctx) {
        ctx.begin('first')
        ctx.end('ok')
        ctx.begin('second')
        ctx.end('ok')
      },
    },
  })
  const chain = scenario({
    id: 'chain',
    title: 'Chain',
    summary: 'two operations in one handler',
    duration: seconds(1),
    build: () =>
      system<Chain>({
        nodes: { client: node(client) },
        workload: [
          {
            kind: 'script',
            at: [0],
            to: 'client',
            type: 'go',
            message: () => ({}),
            operation: false,
          },
        ],
      }),
  })
  const { operations } = run(chain, { history: true })
  const [first, second] = operations
  expect([first!.kind, second!.kind]).toEqual(['first', 'second'])
  const places = [first!.startSeq, first!.endSeq!, second!.startSeq, second!.endSeq!]
  expect(places.toSorted((a, b) => a - b)).toEqual(places)
  expect(new Set(places).size).toBe(4)
})
