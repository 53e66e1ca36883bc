/** Finds the scenario that a person means: a bundled one by its id, or one of their own in a file. */
import { resolve } from 'node:path'
import { unknownName } from '../engine/index.ts'
import type { Scenario } from '../engine/index.ts'
import { registry } from '../scenarios/index.ts'
import { scenarioDoors } from './doors.ts'
import { UsageError } from './exit.ts'
import { isFile } from './file.ts'

/**
 * The scenario of that id or file.
 * @throws UsageError when there is none, or the file exports none.
 */
export async function findScenario(name: string): Promise<Scenario> {
  const entry = registry.find(({ id }) => id === name)
  if (entry) return entry.load()
  if (/\.[cm]?[jt]sx?$/.test(name)) return loadFile(name)
  throw new UsageError(
    `${unknownName({ kind: 'scenario', value: name, allowed: registry.map(({ id }) => id) })}; a scenario of your own is given as a file: ./mine.ts`,
  )
}

async function loadFile(name: string): Promise<Scenario> {
  const path = resolve(name)
  if (!isFile(path)) throw new UsageError(`there is no file "${name}"`)
  // The compiler takes a while to load; bundled scenarios never need it.
  const { runnerImport } = await import('vite')
  let module: { [name: string]: unknown }
  try {
    const loaded = await runnerImport<{ [name: string]: unknown }>(path, {
      configFile: false,
      logLevel: 'silent',
      plugins: [scenarioDoors()],
    })
    module = loaded.module
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    if (error instanceof Error && error.name === 'ScenarioError') throw error
    throw new UsageError(`"${name}" does not load: ${said}`)
  }
  const found = Object.values(module).filter(isScenario)
  const chosen = isScenario(module['default']) ? module['default'] : found[0]
  if (!chosen)
    throw new UsageError(
      `"${name}" exports no scenario; end it with: export default scenario({ … })`,
    )
  if (found.length > 1 && !isScenario(module['default']))
    throw new UsageError(
      `"${name}" exports ${found.length} scenarios; make one of them the default export`,
    )
  return chosen
}

function isScenario(value: unknown): value is Scenario {
  return typeof value === 'object' && value !== null && 'configure' in value && 'variants' in value
}
