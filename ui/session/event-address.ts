/** Events by address: what a link says instead of a number, so that it survives small edits. */
import { addressOf, findAddress } from '../view/identity.ts'
import type { TraceModel } from '../view/trace-model.ts'
import type { EngineClient } from './engine-client.ts'
import type { Source } from './protocol.ts'

const known = new WeakMap<TraceModel, Promise<Float64Array>>()

interface Run {
  readonly source: Source
  readonly model: TraceModel
}

function keysOf(engine: EngineClient, { source, model }: Run): Promise<Float64Array> {
  const keys = known.get(model) ?? engine.ask('keys', source)
  known.set(model, keys)
  // What was given up is asked again.
  keys.catch(() => known.delete(model))
  return keys
}

/** The address of an event; `null` while the engine has no time for it. */
export async function addressAt(
  engine: EngineClient,
  run: Run,
  seq: number,
): Promise<string | null> {
  if (seq < 0) return null
  try {
    return addressOf(await keysOf(engine, run), seq)
  } catch {
    return null
  }
}

/** The event that has an address; −1 for none. */
export async function eventWith(
  engine: EngineClient,
  run: Run,
  event: { readonly address: string; readonly hint: number },
): Promise<number> {
  return findAddress(await keysOf(engine, run), event.address, event.hint)
}
