/** Libraries that the bench alone uses, in a folder of their own that git does not keep. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from '../child.ts'
import { lastLine } from './debian.ts'
import { peersFolder } from './folder.ts'

/** Why a library is not there in this very version; `null` when it is. */
export function missingLibrary(name: string, version: string): string | null {
  const file = join(peersFolder, 'node_modules', name, 'package.json')
  if (!existsSync(file)) return 'it has not been set up; npm run bench -- --setup'
  const found: unknown = JSON.parse(readFileSync(file, 'utf8')).version
  return found === version ? null : `version ${String(found)} is installed, not ${version}`
}

/** Installs it. @returns why that failed, or `null` */
export async function installLibrary(name: string, version: string): Promise<string | null> {
  if (missingLibrary(name, version) === null) return null
  mkdirSync(peersFolder, { recursive: true })
  const file = join(peersFolder, 'package.json')
  if (!existsSync(file)) writeFileSync(file, '{ "private": true }\n')
  const { code, errors } = await runProgram(
    ['npm', 'install', '--save-exact', '--no-audit', '--no-fund', `${name}@${version}`],
    { folder: peersFolder },
  )
  return code === 0 ? missingLibrary(name, version) : `npm ended with ${code}: ${lastLine(errors)}`
}
