/** Files, links and what is kept. */

/** See the file's header. */
export const files = {
  files: {},
} as const
