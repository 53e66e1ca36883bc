import { isTypeScript, lineOf, syntaxOf } from './source.ts'
import type { Guard } from './source.ts'

/** What a scenario file, and a tool's configuration, hands over is a default export. */
const admitted = /^(scenarios\/.+\/(scenario|broken)\.ts|.*\.(config|orrery)\.ts|.*\.d\.ts)$/

/** Exports have names, so that a thing is called the same wherever it is used. */
export const doors: Guard = (sources) => {
  const looked = sources.filter((source) => isTypeScript(source) && !admitted.test(source.path))
  const findings = looked.flatMap((source) =>
    syntaxOf(source)
      .filter(({ type }) => type === 'ExportDefaultDeclaration')
      .map((node) => ({
        path: source.path,
        line: lineOf(source, node),
        says: 'a default export; give it a name',
      })),
  )
  return { looked: looked.length, findings }
}
