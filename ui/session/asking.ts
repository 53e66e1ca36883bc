/** Asking the worker from a panel: the answer to the latest question, once it is there. */
import { useEffect, useState } from 'react'
import type { Asks } from './protocol.ts'
import { engine } from './runs.ts'

/** What became of a question. */
export interface Answered<A> {
  /** `undefined` while it is awaited, and when there is none. */
  readonly answer: A | undefined
  /** Why there is none; '' otherwise. */
  readonly refused: string
}

const awaited = { answer: undefined, refused: '' }

/** Asks whenever `ask` is another object, so keep it between two drawings (`useMemo`). */
export function useAnswer<K extends keyof Asks>(
  kind: K,
  ask: Asks[K]['ask'],
): Answered<Asks[K]['answer']> {
  type Got = Answered<Asks[K]['answer']> & { readonly to: Asks[K]['ask'] | null }
  const [got, setGot] = useState<Got>({ ...awaited, to: null })
  useEffect(() => {
    let isWanted = true
    const take = (answered: Answered<Asks[K]['answer']>) => {
      if (isWanted) setGot({ ...answered, to: ask })
    }
    void answered(kind, ask).then(take)
    return () => {
      isWanted = false
    }
  }, [kind, ask])
  return got.to === ask ? got : awaited
}

async function answered<K extends keyof Asks>(
  kind: K,
  ask: Asks[K]['ask'],
): Promise<Answered<Asks[K]['answer']>> {
  try {
    return { answer: await engine.ask(kind, ask), refused: '' }
  } catch (error) {
    return { answer: undefined, refused: error instanceof Error ? error.message : String(error) }
  }
}
