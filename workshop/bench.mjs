// `npm run bench -- …`: builds `bench/main.ts` if it is stale and runs its `main(args)`.
import { existsSync } from 'node:fs'
import { prepareBundle } from './bundle.mjs'
import { installLibraries } from './installation.mjs'

await installLibraries()
await prepareBundle('bench')
const built = new URL('../build/bench/main.js', import.meta.url)
if (!existsSync(built)) throw new Error('there is no bench/main.ts')
const { main } = await import(built.href)
process.exitCode = await main(process.argv.slice(2))
