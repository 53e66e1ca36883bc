/**
 * Colours of identity. A role's colour comes from a hash of its name, moved on where another role
 * of the same system has it already; so it is the same in every run of a scenario.
 */

/** How many colours there are: `--c1` … `--c7`, after Okabe and Ito. */
export const colourCount = 7

/** The place of each role's colour, 0 to {@link colourCount} − 1. */
export function coloursOf(roles: readonly string[]): ReadonlyMap<string, number> {
  const names = [...new Set(roles)].sort((a, b) => (a < b ? -1 : 1))
  const taken = new Set<number>()
  const colours = new Map<string, number>()
  for (const name of names) {
    let colour = hash(name) % colourCount
    while (taken.has(colour) && taken.size < colourCount) colour = (colour + 1) % colourCount
    taken.add(colour)
    colours.set(name, colour)
  }
  return colours
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let place = 0; place < text.length; place++)
    value = Math.imul(value ^ text.charCodeAt(place), 0x01000193) >>> 0
  return value
}
