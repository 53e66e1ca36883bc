#!/usr/bin/env node
// The command `orrery`. In a checkout it first builds the command line if its sources are newer
// than the last build; afterwards, and in an installed package, it only starts it.
//
// `cli/main.ts` exports `main(args)`, which answers with the exit code.
import { existsSync } from 'node:fs'
import { prepareBundle } from '../workshop/bundle.mjs'

const OUR_OWN_BUG = 70

try {
  await prepareBundle('cli')
  const built = new URL('../build/cli/main.js', import.meta.url)
  if (!existsSync(built)) throw new Error('the command line has not been built: run npm run build')
  const { main } = await import(built.href)
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.exitCode = OUR_OWN_BUG
  process.stderr.write(`orrery: ${explain(error)}\n`)
}

/** @param {unknown} error */
function explain(error) {
  if (!(error instanceof Error)) return String(error)
  const isAbsent = /** @type {NodeJS.ErrnoException} */ (error).code === 'ERR_MODULE_NOT_FOUND'
  return isAbsent
    ? `${error.message}\nIs it all installed? npm install`
    : (error.stack ?? error.message)
}
