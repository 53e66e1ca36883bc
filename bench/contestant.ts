/** Whoever takes part in a workload: does one round at a time, when told to. */
import { runProgram, startWorker } from './child.ts'
import type { Outcome, Round, Size } from './outcome.ts'
import type { TaskName } from './task.ts'
import type { Answer, Order } from './worker.ts'

/** See the file's header. */
export interface Contestant {
  /**
   * Does so much, again and again until it has taken `atLeast` seconds where that costs nothing.
   * @throws Error when it ended without an outcome
   */
  round(size: Size, atLeast?: number): Promise<Round>
  /** Lets go of what it holds. */
  close(): void
}

/** A task of ours, in a process of its own that stays warm from round to round. */
export function taskContestant(task: TaskName): Contestant {
  const child = startWorker()
  return {
    round(size, atLeast = 0) {
      return new Promise((resolve, reject) => {
        const leave = (code: number | null) =>
          reject(new Error(`the process of "${task}" ended with ${code}`))
        child.once('exit', leave)
        child.once('message', (answer: Answer) => {
          child.off('exit', leave)
          if ('error' in answer) reject(new Error(answer.error))
          else resolve(answer)
        })
        child.send({ task, size, atLeast } satisfies Order)
      })
    },
    close() {
      child.kill('SIGKILL')
    },
  }
}

/** A program that is given the numbers of the size, in order, and prints its outcome as JSON. */
export function programContestant(command: readonly [string, ...string[]]): Contestant {
  return {
    async round(size) {
      const words = Object.values(size).map(String)
      const { code, output, errors } = await runProgram([...command, ...words])
      if (code !== 0) throw new Error(`${command[0]} ended with ${code}: ${errors.trim()}`)
      const outcome = JSON.parse(output) as Outcome
      return { outcome, rate: outcome.amount / outcome.seconds }
    },
    close() {},
  }
}

/** The fastest of several, found out by one round of each. */
export async function fastest<C extends { readonly contestant: Contestant }>(
  choices: readonly C[],
  size: Size,
): Promise<C> {
  let best: C | null = null
  let most = 0
  for (const choice of choices) {
    const { rate } = await choice.contestant.round(size)
    if (rate <= most) continue
    most = rate
    best = choice
  }
  if (best === null) throw new Error('there was nothing to choose from')
  return best
}
