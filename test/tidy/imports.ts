import { posix } from 'node:path'
import { isSyntax, lineOf, syntaxOf } from './source.ts'
import type { Source } from './source.ts'

/** One import, export-from, dynamic import or import type; types count like values. */
export interface Import {
  /** Path from the root for a relative import, otherwise the name of the module. */
  readonly to: string
  readonly isRelative: boolean
  readonly line: number
}

const kinds = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

/** All that a TypeScript file imports, whose name is written out. */
export function importsOf(source: Source): readonly Import[] {
  return syntaxOf(source).flatMap((node) => {
    if (!kinds.has(node.type)) return []
    const name = isSyntax(node['source']) ? node['source']['value'] : undefined
    if (typeof name !== 'string') return []
    const isRelative = name.startsWith('.')
    const bare = name.replace(/\?.*$/, '')
    const to = isRelative ? posix.join(posix.dirname(source.path), bare) : name
    return [{ to, isRelative, line: lineOf(source, node) }]
  })
}
