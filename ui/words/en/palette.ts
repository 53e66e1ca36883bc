/** The command palette. */

/** See the file's header. */
export const palette = {
  palette: {},
} as const
