import type { Plugin } from 'vite'

/** What a scenario file may import, and the file beside this one (once built) that answers. */
const doors = new Map([
  ['orrery-sim', './orrery-sim.js'],
  ['orrery-sim/parts', './parts.js'],
])

/**
 * Vite plugin for compiling a user's scenario file: `orrery-sim` and `orrery-sim/parts` resolve to
 * the module instances that this very command runs on, wherever the file lies and whatever is
 * installed around it. Two instances would each have their own classes and registers.
 *
 * A plain `file:` URL would be read and run a second time by Vite's module runner. It hands `data:`
 * URLs to Node as they are, so each door is a one-line `data:` module that re-exports the file.
 *
 * @param base URL of a file of the built command; this one, once built, is such a file
 */
export function scenarioDoors(base: string = import.meta.url): Plugin {
  return {
    name: 'orrery:doors',
    enforce: 'pre',
    resolveId: (id) => (doors.has(id) ? `\0${id}` : null),
    load(id) {
      const door = id.startsWith('\0') ? doors.get(id.slice(1)) : undefined
      if (door === undefined) return null
      const forward = `export * from ${JSON.stringify(new URL(door, base).href)}`
      return `export * from 'data:text/javascript,${encodeURIComponent(forward)}'`
    },
  }
}
