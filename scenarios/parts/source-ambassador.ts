/**
 * A source ambassador: lists work items and hands them out through one small interface, whatever
 * store they lie in, so that whoever does the work never learns which store it is.
 *
 * The interface carries a version in each request, like a path that begins with `v1`. The
 * ambassador begins with version 1 and may move to version 2, which names things differently; a
 * `lasting` one goes on answering version 1, another answers all requests in its newest words.
 *
 * It has one weakness on purpose: when the store does not answer it says nothing at all, as does
 * the sample source that comes with the book. Who asks needs a timeout.
 *
 * Source: B. Burns, "Designing Distributed Systems", 2nd ed., ch. 11, "The source container
 * interface".
 */
import { behavior } from '../../engine/index.ts'
import type { Behavior, Micros, NodeId, OperationId, Plain } from '../../engine/index.ts'

/** A work item. */
export type Item = {
  name: string
  /** When it reached the store, µs on the store's clock. */
  at: Micros
  /** What is to be done; nobody on the way looks inside. */
  work: Plain
  operation: OperationId | null
}

/** What a store understands: each kind only its own words. */
export type Command =
  | { op: 'readdir' }
  | { op: 'read'; name: string }
  | { op: 'poll'; offset: number; most: number }
  | { op: 'lrange'; from: number; to: number }
  | { op: 'hget'; name: string }

/** Kinds of store: a directory of files, a log with offsets, a list and a hash in memory. */
export type StoreKind = 'files' | 'stream' | 'redis'

/** The roles of this part; `manager` is who asks. */
export type SourceRoles = {
  manager: {
    /** Answers in version 1. */
    items: { items: string[] }
    item: { item: Item }
    /** Answers in version 2, which has other names and hands out whole items. */
    entries: { entries: Item[] }
  }
  source: {
    list: { version: 1 | 2 }
    get: { version: 1 | 2; name: string }
    answer: { request: string; result: Plain }
    upgrade: object
  }
  store: {
    add: { name: string; work: Plain }
    command: { request: string; command: Command }
  }
}

/** What an ambassador remembers: its version, and who waits for what. */
export interface SourceState {
  version: 1 | 2
  open: Record<string, { asker: NodeId<'manager'>; version: 1 | 2; name: string | null }>
}

/** How an ambassador behaves. */
export interface SourceOptions {
  readonly store: StoreKind
  /** When it moves to version 2, µs; `null`: never. */
  readonly upgradeAt: Micros | null
  /** Whether version 1 is still answered as such after that. */
  readonly lasting: boolean
}

/** The ambassador. */
export function sourceAmbassador<P extends SourceRoles>(
  options: SourceOptions,
): Behavior<P, 'source', SourceState> {
  const dialect = dialects[options.store]
  const ambassador = behavior<SourceRoles, 'source', SourceState>({
    init: () => ({ version: 1, open: {} }),
    start(_state, ctx) {
      const { upgradeAt } = options
      if (upgradeAt !== null) ctx.after(Math.max(0, upgradeAt - ctx.now), 'upgrade', {})
    },
    on: {
      list(state, { version }, ctx) {
        state.open[ctx.id] = { asker: ctx.from, version, name: null }
        ctx.send(ctx.nodes('store')[0]!, 'command', { request: ctx.id, command: dialect.list })
      },
      get(state, { version, name }, ctx) {
        state.open[ctx.id] = { asker: ctx.from, version, name }
        ctx.send(ctx.nodes('store')[0]!, 'command', { request: ctx.id, command: dialect.get(name) })
      },
      answer(state, { request, result }, ctx) {
        const asked = state.open[request]
        if (!asked) return
        delete state.open[request]
        const items = dialect.read(result)
        const version = options.lasting ? asked.version : state.version
        if (version === 2) ctx.send(asked.asker, 'entries', { entries: items })
        else if (asked.name === null)
          ctx.send(asked.asker, 'items', { items: items.map(({ name }) => name) })
        else {
          const item = items.find(({ name }) => name === asked.name)
          if (item) ctx.send(asked.asker, 'item', { item })
        }
      },
      upgrade(state) {
        state.version = 2
      },
    },
  })
  return ambassador as unknown as Behavior<P, 'source', SourceState>
}

/** Items by name, in the order in which they came. A crash loses none of them. */
export interface StoreState {
  items: Record<string, Item>
}

/** A store of one kind. */
export function itemStore<P extends SourceRoles>(
  kind: StoreKind,
): Behavior<P, 'store', StoreState> {
  const store = behavior<SourceRoles, 'store', StoreState>({
    init: () => ({ items: {} }),
    recover: (_self, disk) => ({
      items: Object.fromEntries(disk.keys().map((key) => [key, disk.read(key) as Item])),
    }),
    on: {
      add(state, { name, work }, ctx) {
        if (state.items[name]) return
        const item = { name, at: ctx.now, work, operation: ctx.operation }
        state.items[name] = item
        ctx.disk.write(name, item)
        ctx.count('items')
      },
      command(state, { request, command }, ctx) {
        const result = obey(kind, command, state.items)
        if (result !== undefined) ctx.reply('answer', { request, result })
        else ctx.note(`a store of kind ${kind} does not know ${command.op}`)
      },
    },
  })
  return store as unknown as Behavior<P, 'store', StoreState>
}

interface Dialect {
  readonly list: Command
  get(name: string): Command
  /** Items from a result; a mere listing gives names and nothing else worth having. */
  read(result: Plain): Item[]
}

const named = (name: string): Item => ({ name, at: 0, work: null, operation: null })

const dialects: { readonly [K in StoreKind]: Dialect } = {
  files: {
    list: { op: 'readdir' },
    get: (name) => ({ op: 'read', name }),
    read: (result) =>
      (result as (string | Item)[]).map((entry) =>
        typeof entry === 'string' ? named(entry) : entry,
      ),
  },
  stream: {
    list: { op: 'poll', offset: 0, most: 1e6 },
    // A log has no names, only offsets, so it is read through until the name comes up.
    get: () => ({ op: 'poll', offset: 0, most: 1e6 }),
    read: (result) => (result as { offset: number; value: Item }[]).map(({ value }) => value),
  },
  redis: {
    list: { op: 'lrange', from: 0, to: -1 },
    get: (name) => ({ op: 'hget', name }),
    read: (result) =>
      (result as (string | Item)[]).map((entry) =>
        typeof entry === 'string' ? named(entry) : entry,
      ),
  },
}

/** What a store of a kind answers, `undefined` for a command that is none of its own. */
function obey(kind: StoreKind, command: Command, items: Record<string, Item>): Plain | undefined {
  const all = () => Object.values(items)
  const one = (name: string): Item[] => (items[name] ? [items[name]] : [])
  switch (command.op) {
    case 'readdir':
      return kind === 'files' ? Object.keys(items) : undefined
    case 'read':
      return kind === 'files' ? one(command.name) : undefined
    case 'poll': {
      if (kind !== 'stream') return undefined
      const records = all().map((value, offset) => ({ offset, value }))
      return records.slice(command.offset, command.offset + command.most)
    }
    case 'lrange':
      return kind === 'redis' ? Object.keys(items) : undefined
    case 'hget':
      return kind === 'redis' ? one(command.name) : undefined
  }
}
