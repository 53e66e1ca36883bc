/** A root that asks many leaves at once, one question after another, and needs them all. */
import { behavior, node, nodes, run, scenario, seconds, system } from '../../engine/index.ts'
import type { Distribution, Measures } from '../../engine/index.ts'

/** The leaves, and how long one takes to answer, µs. */
export interface FanOut {
  readonly leaves: number
  readonly answer: Distribution
  readonly questions: number
  /** Which answers are timed: 95 stands for the 95th to come in, as the measure `answer 95`. */
  readonly ranks?: readonly number[]
  /** µs after which what is missing is asked of a second replica. Default: never. */
  readonly hedgeAfter?: number
}

type Search = {
  root: {
    ask: { question: number }
    answer: { question: number; shard: number }
    hurry: { question: number }
  }
  leaf: { look: { question: number; shard: number } }
}

interface Root {
  question: number
  since: number
  missing: number
  answered: boolean[]
}

/**
 * Asks all questions and returns the measures: `latency` until the last answer, the ranks asked
 * for, and the counter `requests`.
 */
export function observeFanOut(fanOut: FanOut, seed: string): Measures {
  const { leaves, answer, questions, ranks = [], hedgeAfter } = fanOut
  const root = behavior<Search, 'root', Root>({
    init: () => ({ question: -1, since: 0, missing: 0, answered: [] }),
    on: {
      ask(state, { question }, ctx) {
        state.question = question
        state.since = ctx.now
        state.missing = leaves
        state.answered = Array.from({ length: leaves }, () => false)
        ctx.count('requests', leaves)
        const replicas = ctx.nodes('leaf')
        for (let shard = 0; shard < leaves; shard++)
          ctx.send(replicas[shard]!, 'look', { question, shard })
        if (hedgeAfter !== undefined) ctx.after(hedgeAfter, 'hurry', { question })
      },
      answer(state, { question, shard }, ctx) {
        if (question !== state.question || state.answered[shard]) return
        state.answered[shard] = true
        const rank = leaves - --state.missing
        if (ranks.includes(rank)) ctx.observe(`answer ${rank}`, ctx.now - state.since)
        if (state.missing === 0) ctx.end('ok')
      },
      hurry(state, { question }, ctx) {
        if (question !== state.question) return
        const replicas = ctx.nodes('leaf')
        state.answered.forEach((answered, shard) => {
          if (answered) return
          ctx.count('requests')
          ctx.send(replicas[leaves + shard]!, 'look', { question, shard })
        })
      },
    },
  })
  const leaf = behavior<Search, 'leaf', object>({
    init: () => ({}),
    on: { look: (_state, message, ctx) => ctx.reply('answer', message) },
  })
  // As many workers as questions: an answer that nobody waits for any more holds up no other.
  const capacity = { workers: questions, service: answer }
  const scene = scenario({
    id: 'fan-out',
    title: 'Fan-out',
    summary: 'One question to many leaves.',
    duration: seconds(1e9),
    settle: 0,
    build: () =>
      system<Search>({
        nodes: {
          root: node(root),
          leaf: nodes(hedgeAfter === undefined ? leaves : 2 * leaves, leaf, { capacity }),
        },
        network: { latency: 0 },
        workload: [
          {
            kind: 'closed',
            users: 1,
            think: 0,
            limit: questions,
            to: 'root',
            type: 'ask',
            message: ({ n }) => ({ question: n }),
          },
        ],
      }),
  })
  return run(scene, { seed, caps: { events: 1e8 } }).measures
}
