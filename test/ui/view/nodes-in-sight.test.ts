import { describe, expect, test } from 'vitest'
import { nodesInSight } from '../../../ui/view/nodes-in-sight.ts'

const system = (counts: { readonly [role: string]: number }) =>
  Object.entries(counts).flatMap(([role, count]) =>
    Array.from({ length: count }, (_none, i) => ({
      id: `${role}-${i}`,
      role,
      label: `${i}`,
      pod: null,
      zone: null,
      workers: null,
    })),
  )
const none = { opened: new Set<string>(), chosen: [] }

describe('whose state is shown', () => {
  test('of a small system it is everybody’s', () => {
    expect(nodesInSight(system({ client: 3, leaf: 190 }), none)).toBeNull()
  })

  test('of a large one it is that of the roles which are drawn node by node', () => {
    const nodes = system({ client: 3, leaf: 10_000 })
    expect(nodesInSight(nodes, none)).toEqual(['client-0', 'client-1', 'client-2'])
  })

  test('the chosen node is among them, wherever it is', () => {
    const nodes = system({ client: 1, leaf: 10_000 })
    const sight = { ...none, chosen: ['leaf-77', 'client-0'] }
    expect(nodesInSight(nodes, sight)).toEqual(['client-0', 'leaf-77'])
  })

  test('a role that is opened is, unless it is huge', () => {
    const nodes = system({ client: 1, rack: 150, leaf: 10_000 })
    const sight = { ...none, opened: new Set(['rack', 'leaf']) }
    expect(nodesInSight(nodes, sight)).toHaveLength(151)
  })
})
