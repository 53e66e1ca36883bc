/** What people get wrong about configuration. One more mistake is to give it to all pods at once. */
import { soundRules } from './sidecar.ts'
import type { SidecarRules } from './sidecar.ts'

/** Passes on whatever comes. */
export const credulous: SidecarRules = { ...soundRules, validates: false }

/** Takes an empty answer for an empty configuration, and writes it over the good one. */
export const literal: SidecarRules = { ...soundRules, keepsLastGood: false }

/** Writes the file and tells nobody, although the program does not look by itself. */
export const silent: SidecarRules = { ...soundRules, tells: false }
