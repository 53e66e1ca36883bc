/** Packages of the system, where it is a Debian and we may change it. */
import { existsSync } from 'node:fs'
import { runProgram } from '../child.ts'

const installed = new Map<string, boolean>()

/**
 * Installs packages that are missing.
 *
 * @returns why they are not there afterwards, or `null`
 */
export async function installPackages(names: readonly string[]): Promise<string | null> {
  const missing: string[] = []
  for (const name of names) if (!(await isInstalled(name))) missing.push(name)
  if (missing.length === 0) return null
  if (!existsSync('/usr/bin/apt-get')) return 'this system has no Debian packages'
  if (process.getuid?.() !== 0)
    return `only root installs packages; apt-get install ${missing.join(' ')}`
  const environment = { DEBIAN_FRONTEND: 'noninteractive' }
  for (const words of [['update'], ['install', '-y', '--no-install-recommends', ...missing]]) {
    const { code, errors } = await runProgram(['apt-get', '-q', ...words], { environment })
    if (code !== 0) return `apt-get ${words[0]} ended with ${code}: ${lastLine(errors)}`
  }
  installed.clear()
  return null
}

/** The version of an installed package, or `null`. */
async function isInstalled(name: string): Promise<boolean> {
  const known = installed.get(name)
  if (known !== undefined) return known
  const { code, output } = await runProgram(['dpkg-query', '-W', '-f=${Status}', name])
  const is = code === 0 && output.includes('ok installed')
  installed.set(name, is)
  return is
}

/** The last line that says anything: where programs put their reason. */
export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
