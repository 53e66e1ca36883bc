import { unknownName } from '../../../engine/index.ts'
import type { Scenario } from '../../../engine/index.ts'
import { registry } from '../../../scenarios/index.ts'
import type { CatalogueEntry } from '../protocol.ts'

/** What exists; nothing is loaded for it. */
export function catalogue(): readonly CatalogueEntry[] {
  return registry.map(({ id, title, part }) => ({ id, title, part, summary: '' }))
}

/**
 * Loads a scenario.
 * @throws Error for an id that nobody has, naming those that exist
 */
export async function scenarioNamed(id: string): Promise<Scenario> {
  const entry = registry.find((one) => one.id === id)
  if (entry) return entry.load()
  throw new Error(
    unknownName({ kind: 'scenario', value: id, allowed: registry.map((one) => one.id) }),
  )
}
