/** Makes a run from where it comes from. */
import { run } from '../../../engine/index.ts'
import type { RunRequest, Source } from '../protocol.ts'
import { scenarioNamed } from './catalogue.ts'
import type { KeptRun } from './kept-run.ts'

/** Told how far it has come: events, and virtual time, µs. */
export type Progress = (events: number, at: number) => void

/**
 * Runs a spec, or opens a file.
 * @throws ScenarioError, FaultError, RangeError for a spec that cannot be run
 */
export async function make(source: Source, progress: Progress): Promise<KeptRun> {
  if (source.kind === 'spec') return runOf(source.request, progress)
  throw new Error(`${source.name} cannot be opened here`)
}

async function runOf(request: RunRequest, progress: Progress): Promise<KeptRun> {
  const scenario = await scenarioNamed(request.scenario)
  const finished = run(scenario, {
    variant: request.variant ?? undefined,
    params: request.params,
    seed: request.seed,
    faults: request.faults ?? undefined,
    record: true,
    onProgress: (simulation) => {
      progress(simulation.events, simulation.now)
      return true
    },
  })
  const recording = finished.recording!
  return {
    trace: recording.trace,
    flips: recording.flips,
    moment: (seq, nodes) => recording.moment(seq, { nodes }),
    run: finished,
  }
}
