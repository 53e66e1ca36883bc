/**
 * A process that does rounds of a task when it is told to. Each contestant has one of its own, so
 * that nobody runs on code that was compiled for somebody else, or clears up somebody's garbage.
 */
import { collect } from './memory.ts'
import type { Outcome, Round, Size } from './outcome.ts'
import { tasks } from './task.ts'
import type { TaskName } from './task.ts'

/** What a worker is sent. */
export interface Order {
  readonly task: TaskName
  readonly size: Size
  /** Goes on until it has taken so many seconds: what is over at once says nothing. */
  readonly atLeast: number
}

/** What it sends back. */
export type Answer = Round | { readonly error: string }

process.on('message', (order: Order) => {
  void answer(order).then((answer) => process.send?.(answer))
})
// A parent that is gone has no more orders.
process.on('disconnect', () => process.exit())

async function answer({ task, size, atLeast }: Order): Promise<Answer> {
  try {
    collect()
    let amount = 0
    let seconds = 0
    for (;;) {
      const outcome: Outcome = await tasks[task](size)
      amount += outcome.amount
      seconds += outcome.seconds
      if (seconds >= atLeast) return { outcome, rate: amount / seconds }
    }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
