/** The command palette. */

/** See the file's header. */
export const palette = {
  palette: {
    title: 'Find anything to do',
    placeholder: 'A command, a scenario, a variant, a node',
    none: 'Nothing of that name.',
    actions: 'Commands',
    scenarios: 'Scenarios',
    variants: 'Variants',
    nodes: 'Nodes',
    selectNode: (name: string) => `select ${name}`,
    takeVariant: (title: string) => `run the variant ${title}`,
    openScenario: (title: string) => `open ${title}`,
  },
} as const
