/** W6 by hand: who has heard is a byte, a message a number, and all that wonder do so at once. */
import { now } from '../clock.ts'
import { fanOut, wonderAgain, wonderFirst } from '../orrery/rumour.ts'
import type { GossipSize } from '../orrery/gossip.ts'
import type { Outcome } from '../outcome.ts'
import { Calendar } from './calendar.ts'
import { Dice } from './dice.ts'

/** Times in milliseconds. */
export function limitOfGossip({ nodes }: GossipSize): Outcome {
  const begin = now()
  const dice = new Dice(6)
  const isAware = new Uint8Array(nodes)
  const queue = new Calendar(nodes * (fanOut + 1) + 64, 20 / nodes)
  let aware = 0
  let pending = 0
  let messages = 0
  // Below `nodes`: the rumour to that node; from there on: a question of a node; −1: wondering.
  const send = (at: number, what: number) => {
    pending++
    queue.push(at + 1 + 10 * dice.exponential(), what)
  }
  hear(0, 0)
  queue.push(wonderFirst / 1000, -1)
  while (pending > 0 || aware < nodes) {
    queue.pop()
    const { at, what } = queue
    if (what < 0) {
      for (let node = 0; node < nodes; node++) if (isAware[node] === 0) send(at, nodes + node)
      queue.push(at + wonderAgain / 1000, -1)
      continue
    }
    pending--
    messages++
    if (what < nodes) hear(what, at)
    // Whoever is asked is drawn here; when it is drawn makes no difference.
    else if (isAware[dice.choose(nodes)] === 1) send(at, what - nodes)
  }
  return { amount: messages, seconds: now() - begin, more: { aware } }

  function hear(node: number, at: number): void {
    if (isAware[node] === 1) return
    isAware[node] = 1
    aware++
    for (let i = 0; i < fanOut; i++) send(at, dice.choose(nodes))
  }
}
