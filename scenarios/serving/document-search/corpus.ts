/**
 * A small library with a real inverted index. The first four documents are those of the book's
 * example: "cat" is in 1, 2 and 4, "dog" in 1, 3 and 4. In all others a word stands or not by rule.
 */

/** The words that are asked for, the frequent ones first. */
export const words = ['cat', 'dog', 'fish', 'bird', 'horse', 'snail', 'heron', 'newt'] as const

const example: readonly (readonly string[])[] = [['cat', 'dog'], ['cat'], ['dog'], ['cat', 'dog']]

/** Whether a document, numbered from 1, contains a word. Word w is in about 60 / (w + 1) per cent. */
export function contains(document: number, word: string): boolean {
  const known = example[document - 1]
  if (known) return known.includes(word)
  const rank = words.indexOf(word as (typeof words)[number])
  if (rank < 0) return false
  // A small integer hash: the same on every machine, and unrelated to where a document is kept.
  let mixed = Math.imul(document, 0x9e3779b1) ^ Math.imul(rank + 1, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)
  return ((mixed ^ (mixed >>> 15)) >>> 0) % 1000 < 600 / (rank + 1)
}

/** Lists of documents by word, each ascending. */
export type Index = { [word: string]: number[] }

/** The inverted index of some documents. */
export function indexOf(documents: readonly number[]): Index {
  const index: Index = {}
  for (const word of words) index[word] = documents.filter((document) => contains(document, word))
  return index
}

/** The documents that have all the words, by the index. Words nobody knows are in none. */
export function lookUp(index: Index, wanted: readonly string[]): number[] {
  return intersect(wanted.map((word) => index[word] ?? []))
}

/** What is in every list; all ascending. Of no lists: nothing. */
export function intersect(lists: readonly (readonly number[])[]): number[] {
  const [first = [], ...rest] = lists
  return first.filter((document) => rest.every((list) => list.includes(document)))
}

/** The right answer, by reading every document. */
export function readAll(documents: number, wanted: readonly string[]): number[] {
  const found: number[] = []
  for (let document = 1; document <= documents; document++)
    if (wanted.every((word) => contains(document, word))) found.push(document)
  return found
}
