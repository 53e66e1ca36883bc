/** The work queue with one mistake each; all but the mistake is as it should be. */
import type { Variant } from '../../../engine/index.ts'

/** What a mistake changes. */
export interface Tuning {
  /** Jobs bear the names of their videos. */
  readonly named: boolean
  /** The manager waits for an answer for ever. */
  readonly patient: boolean
  /** The source goes on answering version 1. */
  readonly lasting: boolean
  /** Outputs get their names when they are complete. */
  readonly rename: boolean
  /** The source speaks to a directory of files, whatever the store is. */
  readonly filesOnly: boolean
}

const right: Tuning = { named: true, patient: false, lasting: true, rename: true, filesOnly: false }

/** The variants with a mistake. */
export const brokenVariants = {
  forgetful: {
    title: 'a list in memory',
    summary:
      'The manager remembers what it has dealt with and numbers its jobs: after a crash it deals with everything again.',
    kind: 'broken',
    caughtBy: { check: 'no video has two jobs', seeds: 5 },
  },
  patient: {
    title: 'no timeout',
    summary:
      'The manager waits for the source for ever, and the source says nothing while it has no store.',
    kind: 'broken',
    params: { managerCrash: false },
    caughtBy: { check: 'every video has a job', seeds: 5 },
  },
  unversioned: {
    title: 'one version at a time',
    summary:
      'The upgraded source answers everybody in version 2, which the manager does not speak.',
    kind: 'broken',
    caughtBy: { check: 'every video has a job', seeds: 5 },
  },
  coupled: {
    title: 'no ambassador',
    summary:
      'Whoever lists the videos knows only how to read a directory, but they have moved to a log.',
    kind: 'broken',
    params: { store: 'stream' },
    caughtBy: { check: 'every video has a job', seeds: 5 },
  },
  partial: {
    title: 'written in place',
    summary:
      'A worker writes its output under its last name from the first part on: half a thumbnail looks done.',
    kind: 'broken',
    caughtBy: { check: 'a thumbnail that is there is whole', seeds: 5 },
  },
  bare: {
    title: 'bare pods',
    summary: 'A run that dies with its machine is not repeated.',
    kind: 'broken',
    params: { backoffLimit: 0 },
    caughtBy: { check: 'every readable video has a whole thumbnail', seeds: 5 },
  },
} as const satisfies { readonly [name: string]: Variant }

/** What a variant changes, whether broken or not. */
export function tuningOf(variant: string): Tuning {
  switch (variant) {
    case 'forgetful':
      return { ...right, named: false }
    case 'patient':
      return { ...right, patient: true }
    case 'unversioned':
      return { ...right, lasting: false }
    case 'coupled':
      return { ...right, filesOnly: true }
    case 'partial':
      return { ...right, rename: false }
    default:
      return right
  }
}
