/**
 * The client's side of a key-value store: asks, and asks again when no answer comes. What a client
 * keeps is a table of open requests in its own state; there is nothing to wait in.
 */
import type { Context, Micros, Role } from '../../engine/index.ts'
import type { Command } from './key-value-machine.ts'
import type { StoreAnswers, StoreRequests } from './key-value-store.ts'

/** Requests without an answer, by name. Part of a client's state. */
export interface Calls {
  [request: string]: { command: Command; sentAt: Micros; patience: Micros }
}

/** What a client of a store receives, its own timer included. */
export type StoreClient = StoreAnswers & {
  /** No answer came in time. */
  overdue: { request: string }
}

type AnyProtocol = { store: StoreRequests } & { [role: string]: { [type: string]: object } }
type Minimal = { store: StoreRequests; client: StoreClient }

/** The context of a client, as this file needs it. */
function narrow<P extends AnyProtocol, R extends Role<P>>(
  ctx: Context<P, R>,
): Context<Minimal, 'client'> {
  return ctx as unknown as Context<Minimal, 'client'>
}

/**
 * Asks the store for a command; returns the request's name. When `patience` (µs) has passed
 * without an answer, `overdue` comes, which should call {@link askAgain}. `null`: ask once.
 */
export function ask<P extends AnyProtocol, R extends Role<P>>(
  calls: Calls,
  ctx: Context<P, R>,
  command: Command,
  patience: Micros | null,
): string {
  const request = `${ctx.id}.${command.kind}`
  calls[request] = { command, sentAt: ctx.now, patience: patience ?? 0 }
  const client = narrow(ctx)
  client.send(client.nodes('store')[0]!, 'command', { request, command })
  if (patience !== null) client.after(patience, 'overdue', { request })
  return request
}

/** Asks once more for what has not been answered. The store does a change only once. */
export function askAgain<P extends AnyProtocol, R extends Role<P>>(
  calls: Calls,
  ctx: Context<P, R>,
  request: string,
): void {
  const call = calls[request]
  if (!call) return
  const client = narrow(ctx)
  client.count('asked again')
  client.send(client.nodes('store')[0]!, 'command', { request, command: call.command })
  client.after(call.patience, 'overdue', { request })
}

/**
 * Closes a request: its command and when it was first sent, on the client's clock. `undefined` if
 * nobody waits for the answer any more.
 */
export function settle(
  calls: Calls,
  request: string,
): { command: Command; sentAt: Micros } | undefined {
  const call = calls[request]
  if (!call) return undefined
  delete calls[request]
  return { command: call.command, sentAt: call.sentAt }
}

/** Asks to be told once when a key changes after a version; returns the request's name. */
export function watch<P extends AnyProtocol, R extends Role<P>>(
  ctx: Context<P, R>,
  key: string,
  after: number,
): string {
  const client = narrow(ctx)
  const request = `${ctx.id}.watch`
  client.send(client.nodes('store')[0]!, 'watch', { request, key, after })
  return request
}
