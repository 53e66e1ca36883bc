/**
 * What must not compile. `tsc` checks this file with the rest of the tests: an error that is
 * expected and does not come is itself an error.
 */
import {
  behavior,
  checks,
  choice,
  link,
  node,
  nodes,
  poisson,
  scenario,
  seconds,
  system,
} from '../../engine/index.ts'
import type { NodeId } from '../../engine/index.ts'

type Search = {
  client: { ask: { query: string }; answer: { hits: number } }
  root: { search: { query: string } }
}

const client = behavior<Search, 'client', { asked: number }>({
  init: () => ({ asked: 0 }),
  on: {
    ask(state, message, ctx) {
      const [root] = ctx.nodes('root')
      ctx.send(root!, 'search', { query: message.query })
      // @ts-expect-error -- no role has this name
      ctx.nodes('roots')
      // @ts-expect-error -- a string is not the name of a node
      ctx.send('root', 'search', { query: '' })
      // @ts-expect-error -- a root is not sent answers
      ctx.send(root!, 'answer', { hits: 1 })
      // @ts-expect-error -- a field is missing
      ctx.send(root!, 'search', {})
      // @ts-expect-error -- a field is of another type
      ctx.send(root!, 'search', { query: 7 })
      // @ts-expect-error -- there is no such field
      ctx.send(root!, 'search', { query: '', deadline: 5 })
      // @ts-expect-error -- nobody is sent this
      ctx.reply('answered', { hits: 1 })
      // @ts-expect-error -- a client does not search, so it has no such timer
      ctx.after(1, 'search', { query: '' })
      // @ts-expect-error -- an operation ends in one of three ways
      ctx.end('okay')
      // @ts-expect-error -- the message has no such field
      void message.quest
      // @ts-expect-error -- the state has no such field
      state.asks++
      // @ts-expect-error -- the true time is not visible
      void ctx.time
    },
    answer: () => undefined,
  },
})

behavior<Search, 'root', object>({
  init: () => ({}),
  // @ts-expect-error -- a handler is missing
  on: {},
})

behavior<Search, 'root', object>({
  init: () => ({}),
  on: {
    search: () => undefined,
    // @ts-expect-error -- a root is not sent this
    find: () => undefined,
  },
})

behavior<Search, 'root', object>({
  init: () => ({}),
  on: {
    // @ts-expect-error -- a handler is not async
    async search() {},
  },
})

behavior<Search, 'root', object>({
  init: () => ({}),
  on: {
    // @ts-expect-error -- a handler is no generator
    *search() {},
  },
})

behavior<Search, 'root', object>({
  init: () => ({}),
  // @ts-expect-error -- nor is a hook async
  async start() {},
  on: { search: () => undefined },
})

behavior<Search, 'root', { open: number }>({
  // @ts-expect-error -- the first state is not of the state's type
  init: () => ({ opened: 0 }),
  on: { search: () => undefined },
})

// @ts-expect-error -- the protocol has no such role
behavior<Search, 'leaf', object>({ init: () => ({}), on: {} })

const root = behavior<Search, 'root', object>({
  init: () => ({}),
  on: { search: () => undefined },
})

system<Search>({
  // @ts-expect-error -- a role has no nodes
  nodes: { client: node(client) },
})

system<Search>({
  // @ts-expect-error -- a behavior of another role
  nodes: { client: node(root), root: node(root) },
})

system<Search>({
  nodes: { client: nodes(2, client), root: node(root) },
  links: [
    link('client-1', 'root', { latency: 5 }),
    // @ts-expect-error -- no node has this name
    link('clint', 'root', { latency: 5 }),
  ],
})

const load = { kind: 'open', arrivals: poisson(5), to: 'client' } as const
const both = { client: node(client), root: node(root) }
const message = () => ({ query: '' })
system<Search>({ nodes: both, workload: [{ ...load, type: 'ask', message }] })
// @ts-expect-error -- a client is not asked this
system<Search>({ nodes: both, workload: [{ ...load, type: 'search', message }] })
// @ts-expect-error -- the message is not of the message's type
system<Search>({ nodes: both, workload: [{ ...load, type: 'ask', message: () => ({ query: 7 }) }] })
system<Search>({
  nodes: both,
  // @ts-expect-error -- a closed workload says how long its users think
  workload: [{ kind: 'closed', users: 5, to: 'client', type: 'ask', message }],
})

const { always } = checks<Search, { client: { asked: number } }>()
always('knows roles and states', {
  watch: ['client'],
  holds: (world) => world.nodes('client').every(({ state }) => state.asked >= 0),
})
always('knows roles', {
  // @ts-expect-error -- no role has this name
  watch: ['clint'],
  // @ts-expect-error -- nor this
  holds: (world) => world.nodes('clint').length > 0,
})
always('knows states', {
  // @ts-expect-error -- the state has no such field
  holds: (world) => world.nodes('client')[0]!.state.asks > 0,
})

scenario({
  id: 'typed',
  title: '',
  summary: '',
  duration: seconds(1),
  parameters: { order: choice(['fifo', 'lifo'], { default: 'fifo', help: '' }) },
  variants: { with: { title: '', summary: '', kind: 'with' } },
  build: (params, variant) => {
    const order: 'fifo' | 'lifo' = params.order
    const name: 'with' = variant
    // @ts-expect-error -- it has no such parameter
    void params.odrer
    // @ts-expect-error -- it has no such variant
    void (variant === 'without')
    void order
    void name
    return system<Search>({ nodes: { client: node(client), root: node(root) } })
  },
})

// @ts-expect-error -- the default is none of the choices
choice(['fifo', 'lifo'], { default: 'random', help: '' })

// @ts-expect-error -- the name of a client is not that of a root
export const wrongRole = (client: NodeId<'client'>): NodeId<'root'> => client
