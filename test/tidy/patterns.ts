import { isIn } from './source.ts'
import type { Guard } from './source.ts'

const required = ['scenario.ts', 'lab.mdx']

/** Each pattern's folder, `scenarios/<part of the book>/<pattern>/`, is complete. */
export const patterns: Guard = (sources) => {
  const folders = new Map<string, Set<string>>()
  for (const source of sources) {
    const [, part, pattern, ...rest] = source.path.split('/')
    if (!isIn(source, 'scenarios') || part === 'parts' || !pattern || rest.length === 0) continue
    const folder = `scenarios/${part}/${pattern}`
    const files = folders.get(folder) ?? new Set()
    folders.set(folder, files.add(rest.join('/')))
  }
  const findings = [...folders].flatMap(([path, files]) =>
    required
      .filter((file) => !files.has(file))
      .map((file) => ({
        path,
        line: 0,
        says: `${file} is missing; a pattern has ${required.join(', ')}`,
      })),
  )
  return { looked: folders.size, findings }
}
