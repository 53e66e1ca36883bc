/** Many seeds. */

/** See the file's header. */
export const seeds = {
  seeds: {},
} as const
