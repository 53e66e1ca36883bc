/** Where reports are kept: the tables and the picture in the README, and a line of history. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from './figure.ts'
import { picture } from './picture.ts'
import { root } from './root.ts'
import { tables } from './table.ts'

const begin = '<!-- figures: written by npm run bench -- --write -->'
const end = '<!-- end of figures -->'

/** Writes all three. @throws Error when the README has lost the marks that the tables go between */
export function keep(report: Report): void {
  const readme = join(root, 'bench/README.md')
  writeFileSync(readme, withFigures(readFileSync(readme, 'utf8'), tables(report)))
  writeFileSync(join(root, 'bench/curves.svg'), picture(report.curves))
  appendFileSync(join(root, 'bench/history.jsonl'), `${JSON.stringify(report)}\n`)
}

/** A text with its figures exchanged. @throws Error when it has no place for them */
export function withFigures(text: string, figures: string): string {
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from < 0 || to < from)
    throw new Error(`the README has no place for figures; put "${begin}" and "${end}" into it`)
  return `${text.slice(0, from + begin.length)}\n\n${figures}\n\n${text.slice(to)}`
}
