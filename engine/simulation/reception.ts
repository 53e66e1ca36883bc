/** What a kind of node does with one type of message, looked up once per message: when it is sent. */
import type { Shape } from '../clockwork/key.ts'
import type { Place } from '../scenario/system.ts'
import type { Symbols } from './symbols.ts'

/** Any handler or hook, its types forgotten. */
export type AnyHandler = (state: object, argument: never, ctx: never) => undefined

/** See the file's header. */
export interface Reception {
  readonly type: string
  /** The type as a symbol of this run. */
  readonly symbol: number
  readonly handler: AnyHandler
  /** What the message is called in errors. */
  readonly what: string
  /** The fields that its messages had last time. */
  readonly shape: Shape
}

/** The receptions of a kind of node. */
export class Receptions {
  readonly #list: readonly Reception[]

  constructor(list: readonly Reception[]) {
    this.#list = list
  }

  /** The reception of a message type. */
  get(type: string): Reception | undefined {
    // A role has few types and their names are mostly the very same strings: no map is faster.
    const list = this.#list
    for (let i = 0; i < list.length; i++) if (list[i]!.type === type) return list[i]
    return undefined
  }

  /** The message types. */
  get types(): readonly string[] {
    return this.#list.map(({ type }) => type)
  }
}

/** Makes the receptions of every kind of node; those of one behavior are made once. */
export function receive(places: readonly Place[], symbols: Symbols): (place: Place) => Receptions {
  const made = new Map<Place['behavior'], Receptions>()
  for (const { behavior } of places)
    if (!made.has(behavior))
      made.set(
        behavior,
        new Receptions(
          Object.entries(behavior.on).map(([type, handler]) => ({
            type,
            symbol: symbols.of(type),
            handler: handler as AnyHandler,
            what: `message "${type}"`,
            shape: [],
          })),
        ),
      )
  return ({ behavior }) => made.get(behavior)!
}
