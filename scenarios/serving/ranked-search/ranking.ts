/**
 * How documents are scored and put in order. A word counts the more the rarer it is, and how rare
 * it is depends on which documents one looks at: all of them, or those of one shard.
 */

/** Words that can be asked for, the frequent ones first. */
export const vocabulary = 12

/** A document with its score. */
export interface Scored {
  readonly document: number
  readonly score: number
}

/** How often a word, by number, stands in a document: 0 in the more documents the rarer it is. */
export function occurrences(document: number, word: number): number {
  // A small integer hash: the same on every machine, and unrelated to where a document is kept.
  let mixed = Math.imul(document + 1, 0x9e3779b1) ^ Math.imul(word + 1, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)
  return Math.max(0, ((mixed ^ (mixed >>> 15)) & 31) - 2 * word)
}

/** What a word is worth among some documents: 1,000 · documents ÷ documents that have it. */
export function weights(documents: readonly number[]): number[] {
  return Array.from({ length: vocabulary }, (_, word) => {
    const having = documents.filter((document) => occurrences(document, word) > 0).length
    return Math.floor((1000 * documents.length) / Math.max(1, having))
  })
}

/** The best `count` of some documents for a query, best first; ties by number. */
export function best(
  documents: readonly number[],
  words: readonly number[],
  worth: readonly number[],
  count: number,
): Scored[] {
  return documents
    .map((document) => ({
      document,
      score: words.reduce((sum, word) => sum + occurrences(document, word) * worth[word]!, 0),
    }))
    .filter(({ score }) => score > 0)
    .sort(better)
    .slice(0, count)
}

/** Puts sorted lists together, best first, and keeps the first `count`. */
export function merge(lists: readonly (readonly Scored[])[], count: number): Scored[] {
  const heads = lists.map(() => 0)
  const merged: Scored[] = []
  while (merged.length < count) {
    let from = -1
    for (let list = 0; list < lists.length; list++) {
      const head = lists[list]![heads[list]!]
      if (head && (from < 0 || better(head, lists[from]![heads[from]!]!) < 0)) from = list
    }
    if (from < 0) break
    merged.push(lists[from]![heads[from]!]!)
    heads[from]!++
  }
  return merged
}

function better(a: Scored, b: Scored): number {
  return b.score - a.score || a.document - b.document
}
