/** The text that a whole run is derived from. */

/**
 * Returns the seed if it is well formed: 1–64 letters, digits, `-` or `_` of ASCII, so that it can
 * stand in a link, a file name and a shell without quoting.
 * @throws RangeError when it is not.
 */
export function checkSeed(seed: string): string {
  if (typeof seed === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(seed)) return seed
  const shown = typeof seed === 'string' && seed.length > 80 ? `${seed.slice(0, 77)}…` : seed
  throw new RangeError(
    `${JSON.stringify(shown) ?? String(seed)} is not a seed; ` +
      `use 1 to 64 letters, digits, "-" or "_", such as "1187"`,
  )
}
