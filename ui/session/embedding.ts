/** Whether this is the page itself, or a small one within somebody else's: `?embed`. */

/** See the file's header. */
export function isEmbedded(): boolean {
  return new URLSearchParams(location.search).has('embed')
}
