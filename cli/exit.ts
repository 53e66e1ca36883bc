/** Exit codes, one table for every command. */
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

// By name, so that the command line does not load the engine in order to say what went wrong.
const codes: { readonly [name: string]: number } = {
  CapError: exit.undecided,
  FileError: exit.io,
  FaultError: exit.usage,
  HistoryError: exit.usage,
  LogError: exit.usage,
  PlainError: exit.usage,
  ScenarioError: exit.usage,
  TraceError: exit.usage,
  UsageError: exit.usage,
}

/** The exit code that an error stands for. */
export function codeOf(error: unknown): number {
  return error instanceof Error ? (codes[error.name] ?? exit.bug) : exit.bug
}
