import type { Operation } from '../../../engine/measure/history.ts'

/** A history from short notes, in the order of invocation; times are the places themselves. */
export function historyOf(
  ...notes: (Partial<Operation> & { kind: string; span: [number, number | null] })[]
): Operation[] {
  return notes.map(({ span: [start, end], ...note }, index) => ({
    id: `#${index}`,
    process: `p${index}`,
    input: null,
    output: null,
    outcome: end === null ? 'info' : 'ok',
    start,
    end,
    startSeq: start,
    endSeq: end,
    ...note,
  }))
}
