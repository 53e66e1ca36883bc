/**
 * Guards against a slow-down: a few workloads, each held against its rival in the same run, so
 * that the machine cancels out. What is left of noise is met by a wide margin (a floor is half of
 * the usual ratio) and by trying again: the best of three tries counts.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Figure } from './figure.ts'
import { measure } from './measure.ts'
import type { Form } from './measure.ts'
import { say } from './progress.ts'
import { root } from './root.ts'
import { workloads } from './workload.ts'
import type { Workload } from './workload.ts'

/** The least ratio of each guarded workload, by its name. */
export type Floors = { readonly [workload: string]: number }

/** How much of the usual ratio a floor is. */
const margin = 0.5

const triesMax = 3

const form: Form = { name: 'quick', rounds: 3 }

/** Those that together go through queue, loop, links, recorder, measures and checks. */
export const guarded: readonly Workload[] = workloads.filter(({ isGuarded }) => isGuarded)

const file = join(root, 'bench/floors.json')

/** Looks whether any ratio is below its floor. @returns the sentences that say so */
export async function guard(): Promise<string[]> {
  const floors = JSON.parse(readFileSync(file, 'utf8')) as Floors
  const found: string[] = []
  for (const workload of guarded) {
    // Once something is slow, the rest is only looked at: the verdict stands.
    const tries = found.length > 0 ? 1 : triesMax
    let sentence: string | null = null
    for (let attempt = 0; attempt < tries; attempt++) {
      sentence = shortfall(await measure(workload, form, true), floors)
      if (sentence === null) break
      say(`  ${sentence}`)
    }
    if (sentence !== null) found.push(sentence)
  }
  return found
}

/** Writes the floors anew from what is measured now. */
export async function setFloors(): Promise<Floors> {
  const floors: Record<string, number> = {}
  for (const workload of guarded) {
    const { rival, failure } = await measure(workload, form, true)
    if (failure !== null || !rival) throw new Error(`${workload.name}: ${failure}`)
    floors[workload.name] = Number((rival.ratio * margin).toPrecision(2))
  }
  writeFileSync(file, `${JSON.stringify(floors, null, 2)}\n`)
  return floors
}

/** What a figure falls short of, or `null`. A workload without a floor has fallen out of the guard. */
export function shortfall(
  { name, failure, rival }: Pick<Figure, 'name' | 'failure' | 'rival'>,
  floors: Floors,
): string | null {
  if (failure !== null) return `${name}: ${failure}`
  const floor = floors[name]
  if (floor === undefined)
    return `${name}: bench/floors.json has no floor for it; npm run bench -- --guard --write`
  const ratio = rival?.ratio ?? NaN
  if (ratio >= floor) return null
  return `${name}: ${ratio.toPrecision(2)} of its ${rival?.name ?? 'rival'}, below the floor of ${floor}`
}
