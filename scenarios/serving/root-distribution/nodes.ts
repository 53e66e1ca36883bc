/** A task that can be cut anywhere: count the primes up to a number. */
import { behavior } from '../../../engine/index.ts'
import type { Micros, NodeId } from '../../../engine/index.ts'

/** Who receives what. */
export type Count = {
  client: { ask: { upTo: number }; answer: { upTo: number; primes: number } }
  root: { task: { upTo: number }; counted: { task: string; slice: number; primes: number } }
  leaf: { count: { task: string; slice: number; from: number; to: number; upTo: number } }
}

/** What a client knows; the last answer is for checks. */
export interface ClientState {
  since: Micros
  last: { upTo: number; primes: number; took: Micros } | null
}

/** What the root knows of its tasks. */
export interface RootState {
  open: {
    [task: string]: { asker: NodeId<'client'>; upTo: number; waiting: number; primes: number }
  }
}

/** How a task is cut: the numbers after `from` up to and including `to`, per slice. */
export type Cut = (upTo: number, slices: number) => { from: number; to: number }[]

/** Slices that differ by one at most and leave nothing out. */
export const even: Cut = (upTo, slices) =>
  Array.from({ length: slices }, (_, slice) => ({
    from: Math.floor((slice * upTo) / slices),
    to: Math.floor(((slice + 1) * upTo) / slices),
  }))

/** How many primes lie above `from`, up to and including `to`. */
export function primesIn(from: number, to: number): number {
  let count = 0
  for (let number = Math.max(2, from + 1); number <= to; number++) if (isPrime(number)) count++
  return count
}

function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor++)
    if (number % divisor === 0) return false
  return true
}

/** A client that asks and measures. */
export const asker = behavior<Count, 'client', ClientState>({
  init: () => ({ since: 0, last: null }),
  on: {
    ask(state, { upTo }, ctx) {
      state.since = ctx.now
      ctx.send(ctx.nodes('root')[0]!, 'task', { upTo })
    },
    answer(state, { upTo, primes }, ctx) {
      state.last = { upTo, primes, took: ctx.now - state.since }
      ctx.end('ok', primes)
    },
  },
})

/** The root: cuts, sends every slice to a leaf, and adds up. */
export function divider(cut: Cut = even) {
  return behavior<Count, 'root', RootState>({
    init: () => ({ open: {} }),
    on: {
      task(state, { upTo }, ctx) {
        const leaves = ctx.nodes('leaf')
        const task = ctx.id
        state.open[task] = { asker: ctx.from, upTo, waiting: leaves.length, primes: 0 }
        cut(upTo, leaves.length).forEach(({ from, to }, slice) =>
          ctx.send(leaves[slice]!, 'count', { task, slice, from, to, upTo }),
        )
      },
      counted(state, { task, primes }, ctx) {
        const open = state.open[task]
        if (!open) return
        open.primes += primes
        open.waiting--
        if (open.waiting > 0) return
        delete state.open[task]
        ctx.send(open.asker, 'answer', { upTo: open.upTo, primes: open.primes })
      },
    },
  })
}

/** A leaf: any leaf can do any slice. */
export const counter = behavior<Count, 'leaf', { slices: number }>({
  init: () => ({ slices: 0 }),
  on: {
    count(state, { task, slice, from, to }, ctx) {
      state.slices++
      ctx.reply('counted', { task, slice, primes: primesIn(from, to) })
    },
  },
})
