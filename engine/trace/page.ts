/** A piece of the memory of a record: events that lie together. */

/** Bytes of a page. An event that is larger gets a page of its own size. */
const pageBytes = 65_536

/** See the file's header. */
export interface Page {
  /** The number of the first event on it. */
  readonly first: number
  readonly bytes: Uint8Array
  /** The same bytes, for numbers of several of them. */
  readonly view: DataView
}

/** A page without events yet, with room for at least so many bytes. */
export function emptyPage(first: number, room = 0): Page {
  const bytes = new Uint8Array(Math.max(pageBytes, room))
  return { first, bytes, view: new DataView(bytes.buffer) }
}
