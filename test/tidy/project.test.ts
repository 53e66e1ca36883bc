import { describe, expect, test } from 'vitest'
import { arrows } from './arrows.ts'
import { cycles } from './cycles.ts'
import { doors } from './doors.ts'
import { floors } from './floors.ts'
import { names } from './names.ts'
import { patterns } from './patterns.ts'
import { purity } from './purity.ts'
import { projectSources, report } from './source.ts'
import type { Guard } from './source.ts'
import { words } from './words.ts'

const sources = projectSources()

/** The guards, and how many files each must have seen at least: one that sees none lets all pass. */
const guards: readonly { what: string; guard: Guard; atLeast: number }[] = [
  { what: 'imports point one way', guard: arrows, atLeast: 60 },
  { what: 'the engine imports downwards', guard: floors, atLeast: 30 },
  { what: 'no file imports itself by way of others', guard: cycles, atLeast: 60 },
  { what: 'nothing impure is in the engine and the scenarios', guard: purity, atLeast: 30 },
  { what: 'nothing is marked as unfinished', guard: words, atLeast: 80 },
  { what: 'files are named after a noun', guard: names, atLeast: 80 },
  { what: 'exports have names', guard: doors, atLeast: 60 },
  { what: 'every pattern is complete', guard: patterns, atLeast: 1 },
]

describe('the project', () => {
  for (const { what, guard, atLeast } of guards) {
    test(what, () => {
      const { looked, findings } = guard(sources)
      expect(report(findings)).toEqual([])
      expect(looked).toBeGreaterThanOrEqual(atLeast)
    })
  }
})
