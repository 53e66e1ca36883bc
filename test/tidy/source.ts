import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseAst } from 'vite'
import { root } from '../../workshop/root.mjs'

/** A file as the guards see it. Planted files in the guards' own tests are made by hand. */
export interface Source {
  /** Path from the project's root, with forward slashes. */
  readonly path: string
  readonly text: string
}

/** One breach of a rule. */
export interface Finding {
  readonly path: string
  /** Counted from 1; 0 where the rule is about the file as a whole. */
  readonly line: number
  /** What is wrong and what to do instead. */
  readonly says: string
}

/** Looks at all files and answers how many of them its rule is about, and what breaks it. */
export type Guard = (sources: readonly Source[]) => {
  readonly looked: number
  readonly findings: readonly Finding[]
}

/** A node of the syntax tree, in the ESTree shape. */
export interface Syntax {
  readonly type: string
  readonly start: number
  readonly [field: string]: unknown
}

const folders = ['engine', 'scenarios', 'ui', 'cli', 'bench', 'test', 'workshop']

/** Every file of the project's own folders, transcripts and data aside. */
export function projectSources(): readonly Source[] {
  return folders.flatMap((folder) => read(folder))
}

function read(folder: string): Source[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return isData(entry.name) ? [] : read(path)
    return [{ path, text: readFileSync(join(root, path), 'utf8') }]
  })
}

function isData(folder: string): boolean {
  return ['data', 'transcripts', '__snapshots__'].includes(folder)
}

/** Whether the file is TypeScript. */
export function isTypeScript(source: Source): boolean {
  return /\.tsx?$/.test(source.path)
}

/** Whether the file is in one of the folders. */
export function isIn(source: Source, ...names: string[]): boolean {
  return names.some((name) => source.path.startsWith(`${name}/`))
}

const trees = new WeakMap<Source, readonly Syntax[]>()

/**
 * Every node of the file's syntax tree, parents before children.
 *
 * @throws {Error} if the file does not parse
 */
export function syntaxOf(source: Source): readonly Syntax[] {
  const known = trees.get(source)
  if (known) return known
  const nodes: Syntax[] = []
  collect(parse(source), nodes)
  trees.set(source, nodes)
  return nodes
}

function parse({ path, text }: Source): unknown {
  try {
    return parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }, path)
  } catch (error) {
    throw new Error(`${path} does not parse: ${String(error)}`, { cause: error })
  }
}

function collect(value: unknown, into: Syntax[]): void {
  if (Array.isArray(value)) for (const item of value) collect(item, into)
  else if (isSyntax(value)) {
    into.push(value)
    for (const field of Object.values(value)) collect(field, into)
  }
}

/** Whether a field of a syntax node holds a node. */
export function isSyntax(value: unknown): value is Syntax {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

/** The line of a node, counted from 1. */
export function lineOf(source: Source, { start }: Syntax): number {
  return source.text.slice(0, start).split('\n').length
}

/** The findings as text, one a line, for an assertion that shows them. */
export function report(findings: readonly Finding[]): string[] {
  return findings.map(({ path, line, says }) => `${path}${line ? `:${line}` : ''}: ${says}`)
}
