/** A state as the value that a link holds; `fields.ts` reads it. */
import type { LinkState } from './state.ts'

/** A state as a link's value; what is as the page would begin is left out. */
export function fieldsOf(state: LinkState): object {
  const { cursor, beside, node, mode, stretch: window, view, prints } = state
  return {
    lanes: state.lanes.map(({ request, parent, file }) => ({
      ...request,
      parent: parent ?? undefined,
      file: file ?? undefined,
    })),
    active: state.active,
    beside: beside ?? undefined,
    event: {
      address: cursor.address ?? undefined,
      seq: cursor.seq ?? undefined,
      at: cursor.at === null ? undefined : Math.max(0, Math.round(cursor.at)),
    },
    node: node ?? undefined,
    axis: mode ?? undefined,
    window: window ? { from: round(window.from), to: round(window.to) } : undefined,
    view: Object.keys(view).length > 0 ? view : undefined,
    print: prints?.whole,
    chain: prints && prints.chain.length > 0 ? prints.chain : undefined,
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
