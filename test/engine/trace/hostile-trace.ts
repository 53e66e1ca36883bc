/** Traces that somebody made to do harm, made from a good one: one change each. */
import { Hash } from '../../../engine/index.ts'

/** A line as an object. */
export type Line = { [field: string]: unknown }

/**
 * A trace with some lines changed and all check sums made to fit again, as somebody would do who
 * means it.
 */
export function forged(
  lines: readonly string[],
  change: (line: Line, seq: number) => unknown,
): string[] {
  const forgery: string[] = []
  const whole = new Hash()
  let block = new Hash()
  let inBlock = 0
  lines.forEach((text, number) => {
    const line = JSON.parse(text) as Line
    if ('block' in line) {
      const { number: which } = line['block'] as { number: number }
      forgery.push(
        JSON.stringify({ block: { hash: block.digest(), lines: inBlock, number: which } }),
      )
      block = new Hash()
      inBlock = 0
      return
    }
    if ('end' in line) {
      const { end } = change(line, -2) as { end: object }
      forgery.push(JSON.stringify({ end: { ...end, hash: whole.digest() } }))
      return
    }
    const changed = change(line, number === 0 ? -1 : Number(line['seq'] ?? -3))
    const out = typeof changed === 'string' ? changed : JSON.stringify(changed)
    forgery.push(out)
    if (number === 0) return
    block.text(out)
    whole.text(out)
    inBlock++
  })
  return forgery
}
