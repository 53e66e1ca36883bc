/** Makes a run from where it comes from. */
import { run } from '../../../engine/index.ts'
import type { RunRequest, Source } from '../protocol.ts'
import { scenarioNamed } from './catalogue.ts'
import type { KeptRun, Progress } from './kept-run.ts'
import { openTrace } from './opening.ts'

/**
 * Runs a spec, or opens a file.
 * @throws ScenarioError, FaultError, RangeError for a spec that cannot be run
 * @throws TraceError, FileError for a file that is no trace, or a broken one
 */
export async function make(source: Source, progress: Progress): Promise<KeptRun> {
  if (source.kind === 'spec') return runOf(source.request, progress)
  return openTrace(source, progress)
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
