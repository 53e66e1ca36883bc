/** What the limits need of a queue of times and small numbers; ties leave in any order. */
export interface Queue {
  /** When the entry was due that left last. */
  readonly at: number
  /** What it was. */
  readonly what: number
  /** Puts an entry in, no earlier than any that has left. */
  push(at: number, what: number): void
  /** Takes the earliest entry into the fields. There must be one. */
  pop(): void
}
