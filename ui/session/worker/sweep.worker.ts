/** A worker of the pool that runs many seeds: it does what it is told and knows nothing of the rest. */
import type { SeedTask, SeedTaskAnswer } from '../seed-task.ts'
import { scenarioNamed } from './catalogue.ts'
import { claimResults, seedResult } from './seed-run.ts'

async function carryOut(task: SeedTask): Promise<SeedTaskAnswer> {
  const began = performance.now()
  try {
    if (task.kind === 'runs') {
      const scenario = await scenarioNamed(task.request.scenario)
      const results = task.seeds.map((seed) => seedResult(scenario, task.request, seed))
      return { kind: 'runs', results, took: performance.now() - began }
    }
    const scenario = await scenarioNamed(task.scenario)
    const results = task.seeds.map((seed) => claimResults(scenario, task.claims, seed))
    return { kind: 'claims', results, took: performance.now() - began }
  } catch (error) {
    return { kind: 'refused', reason: error instanceof Error ? error.message : String(error) }
  }
}

self.addEventListener('message', (event: MessageEvent<SeedTask>) => {
  void carryOut(event.data).then((answer) => self.postMessage(answer, { transfer: [] }))
})
