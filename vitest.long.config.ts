import { defineConfig, mergeConfig } from 'vitest/config'
import page from './vite.config.ts'

/** The long gate: sweeps of thousands of seeds, kill tests, every scenario in both browsers. */
export default mergeConfig(
  page,
  defineConfig({
    test: {
      name: 'long',
      environment: 'node',
      allowOnly: false,
      include: ['test/long/**/*.long.ts'],
      testTimeout: 60 * 60_000,
      hookTimeout: 5 * 60_000,
      fileParallelism: false,
    },
  }),
)
