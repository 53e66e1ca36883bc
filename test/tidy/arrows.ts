import { importsOf } from './imports.ts'
import type { Import } from './imports.ts'
import { isIn, isTypeScript } from './source.ts'
import type { Guard, Source } from './source.ts'

interface Rule {
  /** Folders of the project that it may import, besides itself. */
  readonly folders: readonly string[]
  /** Whether it may reach past `engine/index.ts`. */
  readonly opensEngine?: boolean
  /** Libraries that it may import. */
  readonly admits: (library: string) => boolean
}

const isNode = (library: string) => library.startsWith('node:')
const isOfThePage = (library: string) => /^(react|react-dom|d3|d3-.+)(\/|$)/.test(library)

/** Who may know whom: the one list. */
const rules: Record<string, Rule> = {
  engine: {
    folders: [],
    opensEngine: true,
    admits: (library) => /^(immer|seedrandom|hdr-histogram-js|@stdlib)(\/|$)/.test(library),
  },
  scenarios: { folders: ['engine'], admits: () => false },
  cli: { folders: ['engine', 'scenarios', 'workshop'], admits: (library) => !isOfThePage(library) },
  ui: {
    folders: ['engine', 'scenarios'],
    admits: (library) => !isNode(library) && library !== 'vite' && library !== 'commander',
  },
  bench: { folders: ['engine', 'scenarios', 'workshop'], opensEngine: true, admits: () => true },
  test: {
    folders: ['engine', 'scenarios', 'cli', 'ui', 'bench', 'workshop'],
    opensEngine: true,
    admits: () => true,
  },
}

/** Imports point one way, the engine has one door, and each folder has its list of libraries. */
export const arrows: Guard = (sources) => {
  const looked = sources.filter((source) => isTypeScript(source) && isIn(source, ...ruled()))
  const findings = looked.flatMap((source) =>
    importsOf(source).flatMap((one) => {
      const says = judge(source, one)
      return says === undefined ? [] : [{ path: source.path, line: one.line, says }]
    }),
  )
  return { looked: looked.length, findings }
}

function ruled(): string[] {
  return Object.keys(rules)
}

function judge(source: Source, { to, isRelative }: Import): string | undefined {
  const from = folderOf(source.path)
  const rule = rules[from]
  if (!rule) return `${from} has no rule in test/tidy/arrows.ts; add one`
  if (!isRelative) return rule.admits(to) ? undefined : `${from} may not import ${to}`
  const target = folderOf(to)
  if (target === from) return undefined
  // A file of the project itself, such as package.json.
  if (!to.includes('/') && from !== 'engine' && from !== 'scenarios') return undefined
  if (!rule.folders.includes(target)) {
    return `${from} may not import ${to}; it knows ${rule.folders.join(', ') || 'nobody'}`
  }
  if (target === 'engine' && rule.opensEngine !== true && to !== 'engine/index.ts') {
    return `only tests open the engine: import engine/index.ts instead of ${to}`
  }
  return undefined
}

function folderOf(path: string): string {
  return path.split('/', 1)[0] ?? ''
}
