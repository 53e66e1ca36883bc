// Finds the browsers that the tests drive, and installs them where that is possible.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './command.mjs'

/** @typedef {'chromium' | 'firefox'} BrowserName */

/** @type {Record<BrowserName, { variable: string, programs: string[], debian: string }>} */
const browsers = {
  chromium: {
    variable: 'ORRERY_CHROMIUM',
    programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    debian: 'chromium',
  },
  firefox: {
    variable: 'ORRERY_FIREFOX',
    programs: ['firefox-esr', 'firefox'],
    debian: 'firefox-esr',
  },
}

const names = /** @type {BrowserName[]} */ (Object.keys(browsers))

/**
 * Path of a browser's program: the one that `ORRERY_CHROMIUM` or `ORRERY_FIREFOX` names, or else
 * the first one on the search path.
 *
 * @param {BrowserName} name
 * @returns {string | undefined} undefined if there is none
 */
export function browserProgram(name) {
  const named = process.env[browsers[name].variable]
  if (named) return isProgram(named) ? named : undefined
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const paths = browsers[name].programs.flatMap((program) =>
    folders.map((folder) => join(folder, program)),
  )
  return paths.find(isProgram)
}

/**
 * Makes sure that both browsers are there; on Debian, and as root, by installing them.
 *
 * @throws {Error} if one is still missing: tests that can't run are a failure, never a skip
 */
export async function installBrowsers() {
  if (missing().length > 0 && canInstall()) {
    const packages = missing().map((name) => browsers[name].debian)
    process.stderr.write(`installing browsers (${packages.join(', ')})\n`)
    const environment = { DEBIAN_FRONTEND: 'noninteractive' }
    for (const step of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
      const { code, output } = await run(['apt-get', '-q', ...step], { environment })
      if (code !== 0) process.stderr.write(`${output}apt-get ${step[0]} ended with ${code}\n`)
    }
  }
  const absent = missing()
  if (absent.length === 0) return
  const ways = absent.map((name) => `set ${browsers[name].variable} to its program`)
  throw new Error(
    `no ${absent.join(' and no ')} was found; install it (Debian: apt-get install ` +
      `${absent.map((name) => browsers[name].debian).join(' ')}) or ${ways.join(' and ')}`,
  )
}

function missing() {
  return names.filter((name) => browserProgram(name) === undefined)
}

function canInstall() {
  return process.getuid?.() === 0 && isProgram('/usr/bin/apt-get')
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
