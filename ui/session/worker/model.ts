/** The model of a run, made here so that the page need not wait for it, and handed over whole. */
import { measureTrack } from '../../view/measure-track.ts'
import { traceModel } from '../../view/trace-model.ts'
import type { TraceModel } from '../../view/trace-model.ts'
import type { KeptRun } from './kept-run.ts'

/** Everything that the page draws a run from. Its arrays are new: they can be given away. */
export function modelOf({ trace, flips, run }: KeptRun): TraceModel {
  const { header, symbols, events, footer } = trace
  const measures = Object.entries(run?.summary.measures ?? {}).map(([name, { kind }]) =>
    measureTrack({ name, kind }, run!.summary.series(name)),
  )
  return traceModel(
    {
      header,
      symbols,
      events: events.columns(),
      footer: run ? { ...footer, end: run.summary.end } : footer,
      flips,
    },
    measures,
  )
}

/** The buffers of all typed arrays in a value, each once. */
export function buffersIn(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) found.add(value.buffer as ArrayBuffer)
  else if (Array.isArray(value)) {
    // Lists are either of arrays or of things without any.
    if (ArrayBuffer.isView(value[0])) for (const one of value) buffersIn(one, found)
  } else if (typeof value === 'object' && value !== null)
    for (const one of Object.values(value)) buffersIn(one, found)
  return found
}
