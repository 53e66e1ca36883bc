import { importsOf } from './imports.ts'
import { isTypeScript } from './source.ts'
import type { Finding, Guard } from './source.ts'

/** No file imports itself by way of others; an import of types alone counts as well. */
export const cycles: Guard = (sources) => {
  const looked = sources.filter(isTypeScript)
  const graph = new Map(
    looked.map((source) => [
      source.path,
      importsOf(source)
        .filter(({ isRelative }) => isRelative)
        .map(({ to }) => to),
    ]),
  )
  const findings: Finding[] = []
  const done = new Set<string>()
  for (const { path } of looked) walk(path, [], graph, done, findings)
  return { looked: looked.length, findings }
}

function walk(
  path: string,
  trail: readonly string[],
  graph: ReadonlyMap<string, readonly string[]>,
  done: Set<string>,
  findings: Finding[],
): void {
  const at = trail.indexOf(path)
  if (at >= 0) {
    const circle = [...trail.slice(at), path].join(' -> ')
    findings.push({ path, line: 0, says: `a cycle of imports: ${circle}` })
    return
  }
  if (done.has(path)) return
  for (const next of graph.get(path) ?? []) walk(next, [...trail, path], graph, done, findings)
  done.add(path)
}
