// The page as the bench measures it: built as users get it but for one thing, a scenario more.
import { join } from 'node:path'
import { pageServer } from '../ui/serve/server.mjs'
import { root } from './root.mjs'

/** Where the page of the bench is built. */
export const benchPageFolder = join(root, 'build/bench-page')

/**
 * Builds it and serves it on a free port, as `npm start` serves the page.
 *
 * @returns {Promise<{ address: string, close(): void }>} its address, with a slash at the end
 */
export async function serveBenchPage() {
  await build()
  const server = pageServer(benchPageFolder)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const place = server.address()
  if (!place || typeof place === 'string') throw new Error('the server has no port')
  return {
    address: `http://127.0.0.1:${place.port}/`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function build() {
  const { build: buildWithVite } = await import('vite')
  const environment = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  try {
    await buildWithVite({
      root,
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'error',
      worker: { plugins: () => [moreScenarios()] },
      build: { outDir: benchPageFolder, emptyOutDir: true },
    })
  } finally {
    if (environment === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = environment
  }
}

/**
 * Puts the registry of the bench in the place of the page's own.
 *
 * @returns {import('vite').Plugin}
 */
function moreScenarios() {
  return {
    name: 'orrery-bench-scenarios',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source.endsWith('scenarios/index.ts') && importer?.endsWith('worker/catalogue.ts')
        ? join(root, 'bench/ui/registry.ts')
        : null,
  }
}
