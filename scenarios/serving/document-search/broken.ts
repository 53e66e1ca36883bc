/** What people get wrong about gathering documents. */
import { soundRules } from './nodes.ts'
import type { Rules } from './nodes.ts'

/** Whatever is there at the deadline is called the answer. */
export const silentRules: Rules = { ...soundRules, isComplete: () => true }

/** Counts answers and throws them on a heap: one that arrives twice stands in for another. */
export const heapRules: Rules = {
  isDone: ({ parts, answers }) => answers >= parts,
  isComplete: ({ parts, answers }) => answers >= parts,
  heaps: true,
}
