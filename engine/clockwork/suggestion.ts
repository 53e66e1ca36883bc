/**
 * "Did you mean": the one place that turns an unknown name into a sentence, so that all refusals
 * read alike. It compares spelling only (edit distance); it knows nothing of what the names mean.
 */

/** Names and values longer than this are cut when shown, and never compared. */
const SHOWN_LENGTH = 60
/** At most this many names are listed in a sentence; the nearest to what was asked come first. */
const SHOWN_NAMES = 12

/**
 * The edit distance of two words: how many letters must be inserted, deleted, replaced, or swapped
 * with their neighbour (each letter at most once).
 *
 * Source: optimal string alignment, the restricted form of Damerau, "A technique for computer
 * detection and correction of spelling errors", CACM 7(3), 1964.
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let best = Math.min(
        last[column]! + 1,
        current[column - 1]! + 1,
        last[column - 1]! + (same ? 0 : 1),
      )
      const swapped =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) best = Math.min(best, beforeLast[column - 2]! + 1)
      current.push(best)
    }
    beforeLast = last
    last = current
  }
  return last[b.length]!
}

/**
 * The words ordered by how near they are to `word`, nearest first; ties keep their given order.
 * Letter case counts less than any other difference.
 */
export function byNearness(word: string, words: Iterable<string>): string[] {
  return ranked(word, words).map((candidate) => candidate.word)
}

/**
 * The nearest of `words` if it is near enough to be a slip of the fingers (up to a third of the
 * letters differ, or one is the beginning of the other), otherwise `undefined`.
 */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  const [best] = ranked(word, words)
  return best !== undefined && isNear(word, best) ? best.word : undefined
}

/** `did you mean "leaf"?` when one of the allowed names is near, otherwise an empty string. */
export function suggest(word: string, allowed: Iterable<string>): string {
  const best = nearest(word, allowed)
  return best === undefined ? '' : `did you mean ${quote(best)}?`
}

/**
 * The sentence that refuses an unknown name:
 * `no node named "lef"; did you mean "leaf"? nodes are root, leaf`.
 *
 * At most 12 names are listed, in their given order when all fit and nearest first when not, and
 * the rest are counted.
 *
 * @param refusal.kind what the name names, in the singular: `node`, `measure`, `column`
 * @param refusal.plural the plural of `kind`, where adding an "s" (or "ies", "es") is wrong
 */
export function unknownName(refusal: {
  kind: string
  value: string
  allowed: Iterable<string>
  plural?: string
}): string {
  const { kind, value } = refusal
  const plural = refusal.plural ?? pluralOf(kind)
  const allowed = [...refusal.allowed]
  const refused = `no ${kind} named ${quote(value)}`
  if (allowed.length === 0) return `${refused}; there are no ${plural}`
  const hint = suggest(value, allowed)
  return `${refused}; ${hint}${hint === '' ? '' : ' '}${plural} are ${list(value, allowed)}`
}

/** A name as it is shown in a sentence: in double quotes, escaped, cut after 60 characters. */
export function quote(name: string): string {
  return JSON.stringify(cut(name))
}

interface Candidate {
  word: string
  distance: number
}

function ranked(word: string, words: Iterable<string>): Candidate[] {
  const wanted = word.toLowerCase()
  const candidates: Candidate[] = []
  for (const candidate of words) {
    const tooLong = word.length > SHOWN_LENGTH || candidate.length > SHOWN_LENGTH
    // Half a letter for a difference of case only: nearer than any real edit, not the same word.
    const distance = tooLong
      ? Number.MAX_SAFE_INTEGER
      : editDistance(wanted, candidate.toLowerCase()) + (candidate === word ? 0 : 0.5)
    candidates.push({ word: candidate, distance })
  }
  return candidates.sort((a, b) => a.distance - b.distance)
}

function isNear(word: string, candidate: Candidate): boolean {
  const longer = Math.max(word.length, candidate.word.length)
  if (candidate.distance <= Math.max(1, Math.floor(longer / 3)) + 0.5) {
    // A different single letter is a different name, not a slip.
    return longer > 1 || candidate.distance < 1
  }
  const start = Math.min(word.length, candidate.word.length)
  return (
    start >= 3 &&
    word.slice(0, start).toLowerCase() === candidate.word.slice(0, start).toLowerCase()
  )
}

function list(value: string, allowed: string[]): string {
  if (allowed.length <= SHOWN_NAMES) return allowed.map(cut).join(', ')
  const shown = byNearness(value, allowed).slice(0, SHOWN_NAMES)
  return `${shown.map(cut).join(', ')} and ${allowed.length - SHOWN_NAMES} more`
}

function cut(name: string): string {
  return name.length <= SHOWN_LENGTH ? name : `${name.slice(0, SHOWN_LENGTH)}…`
}

function pluralOf(kind: string): string {
  if (/[^aeiou]y$/.test(kind)) return `${kind.slice(0, -1)}ies`
  return /(?:s|x|ch|sh)$/.test(kind) ? `${kind}es` : `${kind}s`
}
