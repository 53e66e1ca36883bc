/** Text cut into lines, with bounded memory whatever the text holds. */
import { logLimits } from '../clockwork/limits.ts'

/** The longest line that is read, in UTF-16 units: 64 Ki. A longer one is a bad line. */
export const LINE_LIMIT: number = logLimits.lineCharacters

/**
 * The lines of a text that comes in chunks, without their ends (LF or CR LF). Of a line that is
 * longer than {@link LINE_LIMIT} only the beginning is kept, one unit too long to be read, so that
 * the reader sees what is wrong with it. A last line without an end counts; an empty one does not.
 */
export function* linesOf(chunks: Iterable<string>): Generator<string, void, undefined> {
  let rest = ''
  for (const chunk of typeof chunks === 'string' ? [chunks] : chunks) {
    let start = 0
    for (;;) {
      const end = chunk.indexOf('\n', start)
      if (end < 0) break
      yield withoutEnd(kept(rest, chunk, start, end))
      rest = ''
      start = end + 1
    }
    rest = kept(rest, chunk, start, chunk.length)
  }
  if (rest !== '') yield withoutEnd(rest)
}

/** A line without a CR, LF or CR LF at its end. */
export function withoutEnd(line: string): string {
  let end = line.length
  if (line[end - 1] === '\n') end--
  if (line[end - 1] === '\r') end--
  return end === line.length ? line : line.slice(0, end)
}

/**
 * What is wrong with a line as text, whatever its format; `undefined` when nothing is.
 * Text is anything without control characters, other than a tab.
 */
export function faultOfLine(line: string): string | undefined {
  if (line.length > LINE_LIMIT) {
    return `the line is longer than ${LINE_LIMIT} characters; expected a line of text`
  }
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i)
    if ((code < 32 && code !== 9) || code === 127) {
      const shown = code.toString(16).toUpperCase().padStart(4, '0')
      return `character ${i + 1} is the control character U+${shown}; expected a line of text`
    }
  }
  return undefined
}

function kept(rest: string, chunk: string, start: number, end: number): string {
  // One unit over the limit marks the line as too long; a CR at its end may take one more.
  const room = LINE_LIMIT + 2 - rest.length
  return room <= 0 ? rest : rest + chunk.slice(start, Math.min(end, start + room))
}
