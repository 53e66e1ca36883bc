import { describe, expect, test } from 'vitest'
import { treeRows } from '../../../ui/view/state-tree.ts'

const none = { patches: [], inverse: [] }
const shown = (rows: ReturnType<typeof treeRows>) =>
  rows.map(({ depth, key, value, change, before, hidden }) =>
    [`${'  '.repeat(depth)}${key}`, hidden ? `… ${hidden}` : value, change, before]
      .filter(Boolean)
      .join(' '),
  )

describe('the tree of a state', () => {
  test('small things stay on one line', () => {
    const rows = treeRows(
      { served: 3, by: { a: 1, b: true }, list: [1, 2], nothing: {} },
      none,
      new Set(),
    )
    expect(shown(rows)).toEqual(['served 3', 'by a 1  b true', 'list [1 2]', 'nothing { }'])
  })

  test('a changed value says what it was, and is found inside what is closed', () => {
    const state = { open: { 'root#1': { asker: 'client-1', waiting: 1 } } }
    const change = {
      patches: [{ op: 'replace' as const, path: ['open', 'root#1', 'waiting'], value: 1 }],
      inverse: [{ op: 'replace' as const, path: ['open', 'root#1', 'waiting'], value: 2 }],
    }
    expect(shown(treeRows(state, change, new Set()))).toEqual([
      'open {1}',
      '  root#1 {2}',
      '    asker client-1',
      '    waiting 1 changed 2',
    ])
  })

  test('what is gone is shown where it was', () => {
    const change = {
      patches: [{ op: 'remove' as const, path: ['open', 'a'] }],
      inverse: [{ op: 'add' as const, path: ['open', 'a'], value: 7 }],
    }
    expect(shown(treeRows({ open: { b: 1 } }, change, new Set()))).toEqual([
      'open {1}',
      '  b 1',
      '  a 7 removed',
    ])
  })

  test('a list that has grown says by what', () => {
    const change = {
      patches: [{ op: 'add' as const, path: ['hits', 2], value: 9 }],
      inverse: [{ op: 'replace' as const, path: ['hits', 'length'], value: 2 }],
    }
    expect(shown(treeRows({ hits: [1, 2, 9] }, change, new Set()))).toEqual(['hits + 9  (3) added'])
  })

  test('long maps show the beginning and what changed, and count the rest', () => {
    const state = Object.fromEntries(
      Array.from({ length: 40 }, (_one, index) => [`k${index}`, index]),
    )
    const change = {
      patches: [{ op: 'replace' as const, path: ['k33'], value: 33 }],
      inverse: [{ op: 'replace' as const, path: ['k33'], value: 32 }],
    }
    const rows = treeRows(state, change, new Set())
    expect(shown(rows).at(-2)).toBe('k33 33 changed 32')
    expect(rows.at(-1)!.hidden).toBe(40 - rows.length + 1)
    expect(treeRows(state, change, new Set([rows.at(-1)!.id]))).toHaveLength(40)
  })
})
