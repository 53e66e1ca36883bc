/** The lab texts that stand beside the scenarios, loaded when they are opened. */
import type { ComponentType } from 'react'

interface LabModule {
  readonly default: ComponentType
}

const files = import.meta.glob<LabModule>('../../scenarios/*/*/lab.mdx')

function fileOf(id: string): string | undefined {
  return Object.keys(files).find((path) => path.endsWith(`/${id}/lab.mdx`))
}

/** Whether a scenario has a lab text. */
export function hasLab(id: string): boolean {
  return fileOf(id) !== undefined
}

/** The text of a scenario's lab; `null` if it has none. */
export async function labOf(id: string): Promise<ComponentType | null> {
  const file = fileOf(id)
  return file === undefined ? null : (await files[file]!()).default
}
