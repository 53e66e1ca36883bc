/** Links: the state of the page as a word for the fragment of its address, and back. */
import { foreign } from '../../../engine/index.ts'
import { strictJson } from '../strict-json.ts'
import { PairsError, readPairs } from './pairs.ts'
import { PayloadError, payloadVersion, unwrap, versionOf, wrap } from './payload.ts'
import type { LinkState, Reading } from './state.ts'
import { fieldsOf } from './value.ts'

/** Where a link may be: both parts of an address begin with their sign, or are empty. */
export interface Place {
  readonly search: string
  readonly hash: string
}

/** The fragment for a state, without `#`. */
export async function writeLink(state: LinkState): Promise<string> {
  return wrap(JSON.stringify(fieldsOf(state)))
}

/** What an address says. Never throws: what is wrong with it is part of the answer. */
export async function readLink({ search, hash }: Place): Promise<Reading> {
  if (search.length + hash.length > foreign.shareCharacters)
    return {
      kind: 'damaged',
      reason: `it has ${search.length + hash.length} characters; at most ${foreign.shareCharacters} are read`,
    }
  const fragment = hash.replace(/^#/, '')
  const version = versionOf(fragment)
  if (version !== null && version > payloadVersion) return { kind: 'newer', version }
  try {
    if (version === null) return readPairs(search, fragment)
    const value = strictJson(await unwrap(fragment))
    // Loaded when there is a link to read, so that a page without one is here sooner.
    const { stateIn } = await import('./fields.ts')
    return { kind: 'state', state: stateIn(value), problems: [] }
  } catch (error) {
    if (error instanceof PayloadError) return { kind: 'damaged', reason: error.message }
    if (error instanceof PairsError || error instanceof Error)
      return { kind: 'refused', reason: error.message }
    throw error
  }
}
