/** A node's disk and a pod's files while a run goes on. */
import { copy } from '../clockwork/plain.ts'
import type { Plain } from '../model/protocol.ts'

/**
 * A disk: what is durable, and what was written but is not durable yet. Values are never changed
 * in place, so a snapshot may share them.
 */
export class Platter {
  #durable = new Map<string, Plain>()
  /** Written, in the order of writing; a later write of a key hides an earlier one. */
  #pending: { readonly write: number; readonly key: string; readonly value: Plain }[] = []
  /** Acknowledged but not there: a fault will lose or tear these when the node crashes. */
  #doubtful = new Map<string, 'lose' | 'tear'>()
  /** What was durable before a doubtful write. */
  #before = new Map<string, Plain | undefined>()
  /** The latest write of each key that is done: an earlier one that takes longer comes too late. */
  #latest = new Map<string, number>()

  read(key: string): Plain | undefined {
    for (let i = this.#pending.length - 1; i >= 0; i--)
      if (this.#pending[i]!.key === key) return copy(this.#pending[i]!.value)
    const value = this.#durable.get(key)
    return value === undefined ? undefined : copy(value)
  }

  keys(): string[] {
    return [...new Set([...this.#durable.keys(), ...this.#pending.map(({ key }) => key)])]
  }

  /** Durable content, for checks. */
  content(): { readonly [key: string]: Plain } {
    return Object.fromEntries(this.#durable)
  }

  begin(write: number, key: string, value: Plain): void {
    this.#pending.push({ write, key, value })
  }

  /** Ends a write; `spoiled` is what a fault makes of it. Returns its key. */
  finish(write: number, spoiled: 'lose' | 'tear' | 'refuse' | null): string {
    const index = this.#pending.findIndex((pending) => pending.write === write)
    const { key, value } = this.#pending[index]!
    this.#pending.splice(index, 1)
    if (spoiled === 'refuse') return key
    if ((this.#latest.get(key) ?? -1) > write) {
      // Hidden by a later write; it shows only if that one turns out lost.
      if (!spoiled && this.#before.has(key)) this.#before.set(key, value)
    } else {
      this.#latest.set(key, write)
      if (spoiled) {
        if (!this.#before.has(key)) this.#before.set(key, this.#durable.get(key))
        this.#doubtful.set(key, spoiled)
      } else {
        this.#doubtful.delete(key)
        this.#before.delete(key)
      }
      this.#durable.set(key, value)
    }
    return key
  }

  /** Whether a write is still pending. */
  has(write: number): boolean {
    return this.#pending.some((pending) => pending.write === write)
  }

  remove(key: string): void {
    this.#durable.delete(key)
    this.#doubtful.delete(key)
    this.#before.delete(key)
    this.#pending = this.#pending.filter((pending) => pending.key !== key)
  }

  /** The node crashed: pending writes are gone, doubtful ones turn out lost or torn. */
  crash(): void {
    this.#pending = []
    for (const [key, how] of this.#doubtful) {
      const before = this.#before.get(key)
      if (how === 'tear') this.#durable.set(key, half(this.#durable.get(key)!))
      else if (before === undefined) this.#durable.delete(key)
      else this.#durable.set(key, before)
    }
    this.#doubtful.clear()
    this.#before.clear()
  }

  save(): unknown {
    return {
      durable: [...this.#durable],
      pending: [...this.#pending],
      doubtful: [...this.#doubtful],
      before: [...this.#before],
      latest: [...this.#latest],
    }
  }

  load(saved: unknown): void {
    const { durable, pending, doubtful, before, latest } = saved as {
      durable: [string, Plain][]
      pending: { write: number; key: string; value: Plain }[]
      doubtful: [string, 'lose' | 'tear'][]
      before: [string, Plain | undefined][]
      latest: [string, number][]
    }
    this.#durable = new Map(durable)
    this.#pending = [...pending]
    this.#doubtful = new Map(doubtful)
    this.#before = new Map(before)
    this.#latest = new Map(latest)
  }
}

/** Half of a value: the first half of a text or list, every second field fewer of an object, else null. */
function half(value: Plain): Plain {
  if (typeof value === 'string') return value.slice(0, value.length >> 1)
  if (Array.isArray(value)) return value.slice(0, value.length >> 1) as Plain
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
    return Object.fromEntries(fields.slice(0, fields.length >> 1))
  }
  return null
}

/** Files shared by a pod. */
export class Folder {
  #files = new Map<string, Plain>()

  read(path: string): Plain | undefined {
    const content = this.#files.get(path)
    return content === undefined ? undefined : copy(content)
  }

  list(): string[] {
    return [...this.#files.keys()]
  }

  write(path: string, content: Plain): void {
    this.#files.set(path, content)
  }

  remove(path: string): void {
    this.#files.delete(path)
  }

  clear(): void {
    this.#files.clear()
  }

  save(): unknown {
    return [...this.#files]
  }

  load(saved: unknown): void {
    this.#files = new Map(saved as [string, Plain][])
  }
}
