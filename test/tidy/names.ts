import { isIn } from './source.ts'
import type { Finding, Guard, Source } from './source.ts'

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const pascal = /^[A-Z][A-Za-z0-9]*$/
const vague = new Set(
  'util utils helper helpers manager managers misc common data stuff'.split(' '),
)
const endings = /(\.(test|long|config|module|d|worker))?\.(ts|tsx|mjs|css)$/

/** A file is one noun: `kebab-case.ts`, a component `PascalCase.tsx`, and no word for anything. */
export const names: Guard = (sources) => {
  const looked = sources.filter(({ path }) => endings.test(path))
  return { looked: looked.length, findings: looked.flatMap(judge) }
}

function judge(source: Source): Finding[] {
  const { path } = source
  const parts = path.split('/')
  const file = parts.pop() ?? ''
  const name = file.replace(endings, '')
  const findings: string[] = []
  const folder = parts.find((part) => !kebab.test(part))
  if (folder !== undefined) findings.push(`the folder ${folder} is not in kebab-case`)
  if (!isNamed(source, file, name)) {
    findings.push(`${file} is neither kebab-case nor the PascalCase name of a component`)
  }
  const word = [...parts, ...name.split('-')].find((part) => vague.has(part.toLowerCase()))
  if (word !== undefined) findings.push(`"${word}" says nothing; name the noun within`)
  return findings.map((says) => ({ path, line: 0, says }))
}

function isNamed(source: Source, file: string, name: string): boolean {
  // Only components, their styles and their tests are named after the component.
  const mayBePascal = file.endsWith('x') || file.endsWith('.css')
  if (mayBePascal && isIn(source, 'ui', 'test') && pascal.test(name)) return true
  if (file.endsWith('.tsx') && isIn(source, 'ui')) return name === 'main'
  return kebab.test(name)
}
