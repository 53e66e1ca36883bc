/** What people get wrong about gathering a film. */
import { soundRules } from './nodes.ts'
import type { Rules } from './nodes.ts'

/** Segments leave in the order in which encoders finish. */
export const arrivalRules: Rules = { ...soundRules, passesThrough: true }

/** A segment given out again, whose first encoder was only late, is taken twice. */
export const twiceRules: Rules = { ...soundRules, takesTwice: true }
