/** Where a run is to be looked at, when it comes to the screen. */
import type { AxisMode, Stretch } from '../view/axis.ts'
import { rowsOf } from '../view/grouping.ts'
import type { Prints } from '../view/prints.ts'
import { kindName } from '../view/trace-model.ts'
import type { TraceModel } from '../view/trace-model.ts'
import type { LinkedEvent, LinkState } from './link/state.ts'
import type { Focus, State } from './store.ts'

/** See the file's header. What is left out stays as it is. */
export interface Where {
  readonly cursor?: LinkedEvent
  readonly node?: string | null
  readonly mode?: AxisMode | null
  readonly stretch?: Stretch | null
  /** What of the store is to be as it was. */
  readonly view?: Partial<State>
  /** What the run was when somebody looked at it before. */
  readonly prints?: Prints | null
  /** What is to be said of where it came from. */
  readonly problems?: readonly string[]
}

/** Where a link leads. */
export function whereOf(state: LinkState, problems: readonly string[]): Where {
  const { cursor, node, mode, stretch, prints } = state
  const { opened, ...view } = state.view
  return {
    cursor,
    node,
    mode,
    stretch,
    prints,
    problems,
    view: { ...view, ...(opened ? { opened: new Set(opened) } : {}) },
  }
}

/** A view without what the run does not have. */
export function fitting(view: Partial<State>, model: TraceModel): Partial<State> {
  const { focus = null, ...rest } = view
  return { ...rest, ...(focus && isThere(focus, model) ? { focus } : {}) }
}

function isThere(focus: Focus, model: TraceModel): boolean {
  switch (focus.kind) {
    case 'message':
      return focus.send < model.length && kindName(model, focus.send) === 'send'
    case 'link':
      return model.places.has(focus.from) && model.places.has(focus.to)
    case 'operation':
      return rowsOf(model.ofOperation, focus.operation).length > 0
    case 'fault':
      return focus.fault < model.footer.faults.length
    case 'check':
      return focus.check < model.footer.checks.length
  }
}
