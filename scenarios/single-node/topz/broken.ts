/** What people get wrong about an introspection sidecar. */
import type { Reading } from './topz.ts'

/** Reads the table once and shows it for ever: cheap, and wrong from the first change on. */
export const cachedReading: Reading = { lists: () => true, fresh: false }

/** Understands the run-time of one language only, and leaves the other processes out. */
export function oneLanguage(languages: number): Reading {
  return {
    lists: ({ id }) => (Number(id.slice('app-'.length)) - 1) % languages === 0,
    fresh: true,
  }
}
