/** Two runs beside each other. */

/** See the file's header. */
export const comparison = {
  comparison: {},
} as const
