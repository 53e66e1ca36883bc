/** Which charts a person wants to see of each scenario, remembered where the browser lets us. */
import { create } from 'zustand'

/** See the file's header. */
interface ChartChoice {
  /** The ids of charts by scenario; one that is not here has the usual ones. */
  readonly chosen: { readonly [scenario: string]: readonly string[] }
  /** Charts that are folded to a line, by id. */
  readonly folded: readonly string[]
}

const key = 'orrery.charts'
/** More scenarios than these are not remembered. */
const mostRemembered = 100

/** The choice, for React. */
export const useCharts = create<ChartChoice>(() => ({ chosen: remembered(), folded: [] }))

/** Takes these charts for a scenario; `null`: the usual ones. */
export function chooseCharts(scenario: string, ids: readonly string[] | null): void {
  const { [scenario]: _before, ...others } = useCharts.getState().chosen
  const chosen = ids ? { ...others, [scenario]: ids } : others
  useCharts.setState({ chosen })
  try {
    const latest = Object.entries(chosen).slice(-mostRemembered)
    localStorage.setItem(key, JSON.stringify(Object.fromEntries(latest)))
  } catch {
    // Without storage the choice holds for this visit.
  }
}

/** Folds a chart to a line, or opens it again. */
export function foldChart(id: string): void {
  const { folded } = useCharts.getState()
  useCharts.setState({
    folded: folded.includes(id) ? folded.filter((one) => one !== id) : [...folded, id],
  })
}

/** What was chosen before; whatever else is stored under our name counts as nothing. */
function remembered(): ChartChoice['chosen'] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    if (typeof stored !== 'object' || stored === null) return {}
    return Object.fromEntries(
      Object.entries(stored).filter(
        (entry): entry is [string, string[]] =>
          Array.isArray(entry[1]) && entry[1].every((id) => typeof id === 'string'),
      ),
    )
  } catch {
    return {}
  }
}
