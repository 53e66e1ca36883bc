import { defineConfig, mergeConfig } from 'vitest/config'
import page from './vite.config.ts'

/** What runs scenarios over seeds, or starts processes: part of `npm test`, not of the quick gate. */
const swept = ['test/sweep/**/*.test.ts', 'test/scenarios/**/*.test.ts', 'test/cli/**/*.test.ts']
const slow = ['test/tidy/**', 'test/browser/**', ...swept]

/**
 * Files share their modules: twice as fast, and state that leaks from one run into the next shows.
 */
const shared: Pick<Choices, 'pool' | 'isolate'> = { pool: 'threads', isolate: false }

/**
 * The tests that protect the main branch, in the order in which the gate runs them. What takes
 * longer than ten minutes is in `vitest.long.config.ts`.
 */
export default mergeConfig(
  page,
  defineConfig({
    test: {
      environment: 'node',
      allowOnly: false,
      // Vitest would leave one core free; on two that is half of them.
      maxWorkers: '100%',
      projects: [
        project('unit', {
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: slow,
          // A busy machine is slow; that is no failure.
          testTimeout: 60_000,
          ...shared,
        }),
        project('tidy', { include: ['test/tidy/**/*.test.ts'] }),
        project('sweep', { include: swept, testTimeout: 120_000, ...shared }),
        project('browser', {
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          // Two browsers at once on a small machine would measure each other.
          fileParallelism: false,
        }),
      ],
    },
  }),
)

interface Choices {
  include: string[]
  exclude?: string[]
  testTimeout?: number
  hookTimeout?: number
  fileParallelism?: boolean
  pool?: 'threads'
  isolate?: boolean
}

function project(name: string, choices: Choices) {
  return { extends: true as const, test: { name, ...choices } }
}
