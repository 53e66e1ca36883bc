import type { Micros } from '../clockwork/time.ts'
import { formatTime } from '../clockwork/time.ts'

/** A handler threw, or asked for something impossible: node, message, time, seed and what it said. */
export class HandlerError extends Error {
  override readonly name = 'HandlerError'
  readonly node: string
  readonly handler: string
  readonly at: Micros
  readonly seq: number
  readonly seed: string

  constructor(
    where: { node: string; handler: string; at: Micros; seq: number; seed: string },
    cause: unknown,
  ) {
    const said = cause instanceof Error ? cause.message : String(cause)
    super(
      `${where.node}, handling "${where.handler}" at ${formatTime(where.at)} (event #${where.seq}, seed ${where.seed}): ${said}`,
      { cause },
    )
    this.node = where.node
    this.handler = where.handler
    this.at = where.at
    this.seq = where.seq
    this.seed = where.seed
  }
}

/** A run hit one of its caps: which, at what value, what was going round, and how to raise it. */
export class CapError extends Error {
  override readonly name = 'CapError'
}
