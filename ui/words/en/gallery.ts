/** The gallery of scenarios. */

/** See the file's header. */
export const gallery = {
  gallery: {
    title: 'Scenarios',
    search: 'Search',
    none: (text: string) => `No scenario matches “${text}”.`,
    close: 'Close',
  },
} as const
