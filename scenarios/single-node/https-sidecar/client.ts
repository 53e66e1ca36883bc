/** Browsers: they keep one connection open, refuse bad certificates, and give up after a while. */
import { behavior } from '../../../engine/index.ts'
import type { Context, Micros } from '../../../engine/index.ts'
import { publicHalf, seal, sharedKey, unseal } from './cipher.ts'
import type { Body, ClientState, Link, Packet, Port, Web } from './protocol.ts'

/** How a browser goes about it. */
export interface ClientOptions {
  /** The port for new visits. */
  readonly port: Port
  readonly patience: Micros
  /** After so many visits it opens a new connection. */
  readonly keep: number
  /** Whether it goes on without encryption when told to. */
  readonly downgrades: boolean
}

type Ctx = Context<Web, 'client'>

/** A browser. */
export function client({ port, patience, keep, downgrades }: ClientOptions) {
  const say = (ctx: Ctx, connection: string, link: Link, body: Body) =>
    ctx.send(ctx.nodes('carrier')[0]!, 'out', {
      connection,
      client: ctx.self,
      port: link.port,
      body,
    })

  function open(state: ClientState, ctx: Ctx, old: boolean, visits: Link['visits']): string {
    const connection = ctx.id
    const link: Link = {
      port: old ? 80 : port,
      old,
      openedAt: ctx.now,
      heardAt: ctx.now,
      secret: 1 + ctx.random.choose(65_535),
      ready: false,
      key: null,
      sent: 0,
      visits,
    }
    state.links[connection] = link
    say(ctx, connection, link, { kind: 'open' })
    return connection
  }

  function add(ctx: Ctx, connection: string, link: Link, page: number): void {
    const timer = ctx.after(patience, 'impatient', { connection, visit: ctx.id })
    link.visits[ctx.id] = { page, operation: ctx.operation, timer, sentAt: null }
    if (link.ready) ask(ctx, connection, link, ctx.id)
  }

  function ask(ctx: Ctx, connection: string, link: Link, id: string): void {
    const visit = link.visits[id]!
    visit.sentAt = ctx.now
    link.sent++
    const text = `GET /account/${visit.page} ${id}`
    const body: Body = { kind: 'data', text: link.key === null ? text : seal(text, link.key) }
    ctx.send(
      ctx.nodes('carrier')[0]!,
      'out',
      { connection, client: ctx.self, port: link.port, body },
      { operation: visit.operation },
    )
  }

  function begin(ctx: Ctx, connection: string, link: Link): void {
    link.ready = true
    ctx.observe('set up', ctx.now - link.openedAt)
    for (const id of Object.keys(link.visits)) ask(ctx, connection, link, id)
  }

  function drop(state: ClientState, connection: string): void {
    delete state.links[connection]
    if (state.main === connection) state.main = null
  }

  function giveUp(state: ClientState, ctx: Ctx, connection: string, why: string): void {
    for (const { timer, operation } of Object.values(state.links[connection]!.visits)) {
      ctx.cancel(timer)
      if (operation !== null) ctx.end('fail', why, operation)
    }
    ctx.count(why, Object.keys(state.links[connection]!.visits).length)
    drop(state, connection)
  }

  /** Reading a page twice is no harm, so visits that were cut off are made again. */
  function again(state: ClientState, ctx: Ctx, connection: string): void {
    const { old, visits } = state.links[connection]!
    drop(state, connection)
    if (Object.keys(visits).length === 0) return
    for (const visit of Object.values(visits)) visit.sentAt = null
    const next = open(state, ctx, old, visits)
    if (!old) state.main = next
  }

  return behavior<Web, 'client', ClientState>({
    init: () => ({ links: {}, main: null }),
    on: {
      visit(state, { page }, ctx) {
        state.main ??= open(state, ctx, false, {})
        add(ctx, state.main, state.links[state.main]!, page)
      },
      oldVisit(state, { page }, ctx) {
        const connection = open(state, ctx, true, {})
        add(ctx, connection, state.links[connection]!, page)
      },
      packet(state, { connection, body }: Packet, ctx) {
        const link = state.links[connection]
        if (!link) return
        link.heardAt = ctx.now
        switch (body.kind) {
          case 'opened':
            if (link.port === 80) begin(ctx, connection, link)
            else say(ctx, connection, link, { kind: 'hello', half: publicHalf(link.secret) })
            return
          case 'certificate':
            if (body.expires <= ctx.now) {
              say(ctx, connection, link, { kind: 'close' })
              giveUp(state, ctx, connection, 'bad certificate')
              return
            }
            link.key = sharedKey(body.half, link.secret)
            begin(ctx, connection, link)
            return
          case 'unprotected':
            if (downgrades) begin(ctx, connection, link)
            else giveUp(state, ctx, connection, 'no encryption')
            return
          case 'refused':
            giveUp(state, ctx, connection, 'refused')
            return
          case 'reset':
            again(state, ctx, connection)
            return
          case 'data': {
            const text = link.key === null ? body.text : unseal(body.text, link.key)
            const id = text.split(' ')[2] ?? ''
            const visit = link.visits[id]
            if (!visit || visit.sentAt === null) return
            ctx.cancel(visit.timer)
            if (!link.old) ctx.observe('exchange', ctx.now - visit.sentAt)
            delete link.visits[id]
            if (visit.operation !== null) ctx.end('ok', text, visit.operation)
            const isIdle = Object.keys(link.visits).length === 0
            if (!isIdle || (link.sent < keep && connection === state.main)) return
            say(ctx, connection, link, { kind: 'close' })
            drop(state, connection)
            return
          }
        }
      },
      impatient(state, { visit }, ctx) {
        // The visit may have moved to a newer connection.
        for (const [connection, link] of Object.entries(state.links)) {
          const open = link.visits[visit]
          if (!open) continue
          delete link.visits[visit]
          ctx.count('lost')
          if (open.operation !== null) ctx.end('fail', 'gave up', open.operation)
          // A slow answer is no dead connection: to ask for all of them again would only add work.
          if (ctx.now - link.heardAt >= patience / 2) again(state, ctx, connection)
          else if (connection !== state.main && Object.keys(link.visits).length === 0)
            drop(state, connection)
        }
      },
    },
  })
}
