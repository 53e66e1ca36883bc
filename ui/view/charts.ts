/** Which charts a run can have, from what it measured and what happened in it. */
import { words } from '../words/words.ts'
import { isTime } from './measure-value.ts'
import type { TraceModel } from './trace-model.ts'

/** In which unit the values of a chart are. */
export type ChartUnit = 'time' | 'rate' | 'count' | 'share' | 'number'

/** A chart that can be shown. */
export interface ChartInfo {
  /** Names it in what is remembered. */
  readonly id: string
  readonly what: 'latency' | 'load' | 'errors' | 'queue' | 'busy' | 'measure'
  /** A role or a measure; '' elsewhere. */
  readonly of: string
  readonly title: string
  readonly unit: ChartUnit
}

/** Measures that the engine takes of every run and that have a chart of their own already. */
const derived = new Set(['latency', 'asked', 'ok', 'fail', 'info'])

/** All charts of a run, in the order in which they are offered. */
export function chartsOf({ tracks, events }: TraceModel): readonly ChartInfo[] {
  const say = words.charts
  const info = (
    what: ChartInfo['what'],
    of: string,
    title: string,
    unit: ChartUnit,
  ): ChartInfo => ({ id: of === '' ? what : `${what}:${of}`, what, of, title, unit })
  const roles = Object.keys(tracks.queued)
  return [
    ...(tracks.ok.length > 0 ? [info('latency', '', say.latency, 'time')] : []),
    ...(tracks.begins.length > 0 ? [info('load', '', say.load, 'rate')] : []),
    ...(events.length > 0 && Object.keys(tracks.errors).length > 0
      ? [info('errors', '', say.errors, 'rate')]
      : []),
    ...roles.map((role) => info('queue', role, say.queue(role), 'count')),
    ...roles.map((role) => info('busy', role, say.busy(role), 'share')),
    ...Object.values(tracks.measures)
      .filter(({ name, at }) => !derived.has(name) && at.length > 0)
      .map(({ name, kind }) =>
        info('measure', name, name, kind === 'counter' ? 'rate' : isTime(name) ? 'time' : 'number'),
      ),
  ]
}

/** The charts of a run that nobody has chosen charts for. */
export function usualCharts(model: TraceModel): readonly string[] {
  const all = chartsOf(model)
  const busiest = busiestRole(model)
  const wanted = ['latency', 'load', ...(busiest ? [`queue:${busiest}`] : [])]
  const usual = all.filter(({ id }) => wanted.includes(id)).map(({ id }) => id)
  // A run without clients has its own measures, or nothing.
  return usual.length > 0 ? usual : all.slice(0, 2).map(({ id }) => id)
}

/** The role in whose lines most time was spent; '' when nobody waited. */
function busiestRole({ tracks }: TraceModel): string {
  let most = { role: '', area: 0 }
  for (const [role, { area }] of Object.entries(tracks.queued)) {
    const spent = area.at(-1) ?? 0
    if (spent > most.area) most = { role, area: spent }
  }
  return most.role
}
