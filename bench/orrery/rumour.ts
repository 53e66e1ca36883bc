/** The system of W6: a rumour is pushed to everybody; those it misses ask. */
import {
  behavior,
  exponential,
  ms,
  nodes as many,
  scenario,
  seconds,
  shifted,
  system,
} from '../../engine/index.ts'
import type { Context } from '../../engine/index.ts'

/** Whoever hears the rumour tells so many others. */
export const fanOut = 4
/** Whoever has heard nothing asks somebody after this, and again after that. */
export const wonderFirst = ms(200)
export const wonderAgain = ms(100)

type Gossip = { member: { rumour: object; ask: object; wonder: object } }

interface MemberState {
  aware: boolean
  messages: number
  timer: number
}

const member = behavior<Gossip, 'member', MemberState>({
  init: () => ({ aware: false, messages: 0, timer: 0 }),
  start(state, ctx) {
    if (ctx.index > 0) state.timer = ctx.after(wonderFirst, 'wonder', {})
    else {
      state.aware = true
      tell(ctx)
    }
  },
  on: {
    rumour(state, _message, ctx) {
      state.messages++
      if (state.aware) return
      state.aware = true
      ctx.cancel(state.timer)
      tell(ctx)
    },
    ask(state, _message, ctx) {
      state.messages++
      if (state.aware) ctx.reply('rumour', {})
    },
    wonder(state, _message, ctx) {
      ctx.send(somebody(ctx), 'ask', {})
      state.timer = ctx.after(wonderAgain, 'wonder', {})
    },
  },
})

type Member = Context<Gossip, 'member'>

function tell(ctx: Member): void {
  for (let i = 0; i < fanOut; i++) ctx.send(somebody(ctx), 'rumour', {})
}

function somebody(ctx: Member) {
  const members = ctx.nodes('member')
  return members[ctx.random.choose(members.length)]!
}

/** A rumour among so many nodes. */
export const rumour = (size: number) =>
  scenario({
    id: 'gossip',
    title: 'W6',
    summary: 'A rumour among many.',
    duration: seconds(10),
    settle: 0,
    build: () =>
      system<Gossip>({
        nodes: { member: many(size, member) },
        network: { latency: shifted(ms(1), exponential(ms(10))) },
      }),
  })
