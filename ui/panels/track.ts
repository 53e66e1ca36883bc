import type { Shown } from '../session/store.ts'
import type { Axis, Stretch } from '../view/axis.ts'

/** What every track of the timeline gets. */
export interface TrackProps {
  readonly shown: Shown
  readonly axis: Axis
  readonly stretch: Stretch
  /** Pixels of the part that shows time. */
  readonly width: number
}
