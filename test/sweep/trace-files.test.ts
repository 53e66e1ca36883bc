import { describe, expect, test } from 'vitest'
import { compareTraces, readTrace, run, traceLines } from '../../engine/index.ts'
import { registry } from '../../scenarios/index.ts'

describe('the trace of every scenario', () => {
  test.each(registry.map(({ id, load }) => [id, load] as const))(
    '%s is read as it was written, by a reader that trusts nothing',
    async (_id, load) => {
      const scenario = await load()
      for (const variant of Object.keys(scenario.variants)) {
        const { recording } = run(scenario, { variant, seed: '3', record: true })
        const { trace } = readTrace(traceLines(recording!.trace))
        expect(compareTraces(recording!.trace, trace)).toBeNull()
        expect(JSON.stringify(trace.footer)).toBe(JSON.stringify(recording!.trace.footer))
      }
    },
  )
})
