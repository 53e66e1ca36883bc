/** Exit codes, one table for every command. */
import {
  CapError,
  FaultError,
  LogError,
  PlainError,
  ScenarioError,
  TraceError,
} from '../engine/index.ts'
import { HistoryError } from '../engine/index.ts'

/** What a process ends with. */
export const exit = {
  /** Everything held. */
  held: 0,
  /** A check, claim or threshold did not hold. */
  broken: 1,
  /** Bad usage or input. */
  usage: 2,
  /** Undecided within the budget. */
  undecided: 3,
  /** Not deterministic. */
  nondeterministic: 4,
  /** Our own bug. */
  bug: 70,
  /** Input or output failed. */
  io: 74,
  interrupted: 130,
  terminated: 143,
} as const

/** A mistake of whoever typed the command: what is wrong, what is allowed, the way out. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** A file could not be read or written. */
export class FileError extends Error {
  override readonly name = 'FileError'
}

const inputErrors = [
  UsageError,
  ScenarioError,
  FaultError,
  LogError,
  HistoryError,
  TraceError,
  PlainError,
]

/** The exit code that an error stands for. */
export function codeOf(error: unknown): number {
  if (inputErrors.some((kind) => error instanceof kind)) return exit.usage
  if (error instanceof CapError) return exit.undecided
  if (error instanceof FileError) return exit.io
  return exit.bug
}
