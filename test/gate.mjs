// The gates: `npm run check` (--quick), `npm test`, `npm run test:long` (--long).
//
// Each step is timed and printed on a line of its own, a failing one with all that it said. The
// last line counts: every test is one, and so is every other step. A step that can't run has
// failed; nothing is skipped.
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { installBrowsers } from '../workshop/browsers.mjs'
import { prepareBundle } from '../workshop/bundle.mjs'
import { run, stopTogether } from '../workshop/command.mjs'
import { installLibraries } from '../workshop/installation.mjs'
import { preparePage } from '../workshop/page.mjs'
import { root } from '../workshop/root.mjs'

/** @typedef {{ passed: number, failed: number, output?: string }} Count */
/** @typedef {{ name: string, work: () => Promise<Count> }} Step */

const bin = {
  oxfmt: 'node_modules/oxfmt/bin/oxfmt',
  oxlint: 'node_modules/oxlint/bin/oxlint',
  tsc: 'node_modules/typescript/bin/tsc',
  vitest: 'node_modules/vitest/vitest.mjs',
}

const format = tool('format', [bin.oxfmt, '--check'])
const lint = tool('lint', [bin.oxlint])
const types = tool('types', [bin.tsc, '-b'])
const speed = tool('speed', ['workshop/bench.mjs', '--guard'], 300)
const browsers = preparation('browsers', installBrowsers)
const command = preparation('command', () => prepareBundle('cli'))
const page = preparation('page', preparePage)
const unit = tests('unit', ['--project', 'unit'], 600)
const tidy = tests('tidy', ['--project', 'tidy'], 60)
const sweep = tests('sweep', ['--project', 'sweep'], 900)
const browser = tests('browser', ['--project', 'browser'], 600)
const long = tests('long', ['--config', 'vitest.long.config.ts'], 12 * 3600)

/** Steps of each gate; those of one row run side by side. @type {Record<string, Step[][]>} */
const gates = {
  '--quick': [[format, lint, types], [command], [tidy], [unit]],
  '--long': [[browsers], [command, page], [long]],
  '': [
    [browsers],
    [format, lint, types],
    [command, page],
    [tidy],
    [unit],
    [sweep],
    [browser],
    // By itself: what runs beside it would be measured too.
    [speed],
  ],
}

process.exitCode = await main(process.argv[2] ?? '')

/** @param {string} name */
async function main(name) {
  const gate = gates[name]
  if (!gate) {
    process.stderr.write(`unknown option ${name}; known are --quick and --long\n`)
    return 2
  }
  stopTogether()
  const begin = Date.now()
  const counts = [await take(preparation('libraries', installLibraries))]
  // Without its libraries nothing else can run.
  const rows = counts[0]?.failed === 0 ? gate : []
  for (const row of rows) counts.push(...(await Promise.all(row.map(take))))
  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  process.stdout.write(`\nin ${seconds(begin)}\n${passed} passed, ${failed} failed\n`)
  return failed === 0 ? 0 : 1
}

/**
 * Runs a step and prints its line.
 *
 * @param {Step} step
 * @returns {Promise<Count>}
 */
async function take({ name, work }) {
  const begin = Date.now()
  const count = await work().catch((error) => ({ passed: 0, failed: 1, output: explain(error) }))
  const { passed, failed, output = '' } = count
  const verdict = failed === 0 ? 'ok  ' : 'FAIL'
  const amount = passed + failed > 1 ? `${passed} of ${passed + failed}` : ''
  process.stdout.write(`${verdict}  ${name.padEnd(10)} ${seconds(begin).padStart(8)}  ${amount}\n`)
  if (failed > 0) process.stdout.write(`${stripVTControlCharacters(output).trimEnd()}\n\n`)
  return count
}

/**
 * A step that is one program.
 *
 * @param {string} name
 * @param {string[]} words
 * @param {number} [limitSeconds]
 * @returns {Step}
 */
function tool(name, words, limitSeconds = 120) {
  return {
    name,
    async work() {
      const { code, output } = await run(['node', ...words], { limitSeconds })
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output }
    },
  }
}

/**
 * A step that makes something ready and throws if it can't.
 *
 * @param {string} name
 * @param {() => Promise<unknown>} prepare
 * @returns {Step}
 */
function preparation(name, prepare) {
  return {
    name,
    async work() {
      await prepare()
      return { passed: 1, failed: 0 }
    },
  }
}

/**
 * A step of tests. Vitest's own report is what is counted.
 *
 * @param {string} name
 * @param {string[]} choice which tests
 * @param {number} limitSeconds
 * @returns {Step}
 */
function tests(name, choice, limitSeconds) {
  return {
    name,
    async work() {
      const report = join(root, 'build/gate', `${name}.json`)
      rmSync(report, { force: true })
      const { code, output } = await run(
        [
          'node',
          bin.vitest,
          'run',
          ...choice,
          '--silent=passed-only',
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${report}`,
        ],
        { limitSeconds, environment: { NO_COLOR: '1', FORCE_COLOR: '' } },
      )
      return judge(report, code, output)
    },
  }
}

/**
 * Counts the tests of a report. Three things that Vitest lets pass do not pass here: a run of no
 * tests, skipped tests, and an error outside of any test.
 *
 * @param {string} report
 * @param {number} code
 * @param {string} output
 * @returns {Count}
 */
function judge(report, code, output) {
  /** @type {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number }} */
  const counted = JSON.parse(readFileSync(report, 'utf8'))
  const passed = counted.numPassedTests
  const skipped = counted.numPendingTests + counted.numTodoTests
  if (skipped > 0) output += `\n${skipped} tests were skipped; take them out or mend them\n`
  if (passed === 0) output += '\nno test passed: a gate that sees nothing must not open\n'
  const failed = counted.numFailedTests + skipped
  const isClean = failed === 0 && code === 0 && passed > 0
  return { passed, failed: isClean ? 0 : Math.max(failed, 1), output }
}

/** @param {unknown} error */
function explain(error) {
  return error instanceof Error ? error.message : String(error)
}

/** @param {number} begin */
function seconds(begin) {
  return `${((Date.now() - begin) / 1000).toFixed(1)} s`
}
