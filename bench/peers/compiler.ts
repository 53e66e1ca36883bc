/** Builds a peer's workloads, which are C++, against its library. */
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from '../child.ts'
import { root } from '../root.ts'
import { peersFolder } from './folder.ts'

/** The program of a peer, built or not. */
export function programOf(name: string): string {
  return join(peersFolder, name)
}

/** Why the program is not there or was built from another source; `null` when it is ready. */
export function staleness(name: string): string | null {
  if (!existsSync(programOf(name))) return 'it has not been set up; npm run bench -- --setup'
  return readFileSync(builtFrom(name), 'utf8') === readFileSync(sourceOf(name), 'utf8')
    ? null
    : 'its workloads have changed since it was set up; npm run bench -- --setup'
}

/** Builds it with optimisation. @returns why that failed, or `null` */
export async function compile(name: string, libraries: readonly string[]): Promise<string | null> {
  mkdirSync(peersFolder, { recursive: true })
  const { code, errors } = await runProgram([
    'g++',
    '-O2',
    '-std=c++17',
    sourceOf(name),
    '-o',
    programOf(name),
    ...libraries.map((library) => `-l${library}`),
  ])
  if (code === 0) {
    copyFileSync(sourceOf(name), builtFrom(name))
    return null
  }
  const reason = errors.split('\n').find((line) => /error|cannot find/.test(line)) ?? errors
  return `g++ ended with ${code}: ${reason.trim()}`
}

function sourceOf(name: string): string {
  return join(root, 'bench/peers', name, 'workloads.cc')
}

/** A copy of the source that a program was built from. */
function builtFrom(name: string): string {
  return `${programOf(name)}.cc`
}
