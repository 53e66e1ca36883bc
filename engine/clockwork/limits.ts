/**
 * Every limit, in one place, for the command line, the page and the engine alike. A limit that is
 * hit says its name, its value and how to raise it.
 */

/** Caps on one's own runs. A caller may raise them; a capped run is undecided. */
export interface Caps {
  /** Trace events of a run. */
  readonly events: number
  /** Entries waiting in the queue. */
  readonly pending: number
  /** Steps without virtual time moving on. */
  readonly instant: number
}

/** The caps of a run unless it says otherwise. */
export const ownCaps: Caps = { events: 1e7, pending: 1e6, instant: 1e6 }

/** Most nodes of a system of one's own. */
export const nodesMax = 1e6

/** Limits on files and links from elsewhere. They cannot be raised from within such a file. */
export const foreign = {
  /** Bytes of a file as it lies on disk, maybe compressed. */
  compressedBytes: 256 * 1_048_576,
  /** Bytes after decompression. */
  inflatedBytes: 2 * 1_073_741_824,
  /** Inflated size over compressed size. */
  ratio: 200,
  /** Characters of a shared link's payload, and its bytes when inflated. */
  shareCharacters: 32_768,
  shareInflatedBytes: 4 * 1_048_576,
  /** Depth of nested values. */
  depth: 64,
  /** Characters of one string, and of a label. */
  stringCharacters: 65_536,
  labelCharacters: 200,
  /** Characters of a line of a trace: whole states may be long, an event is not. */
  lineCharacters: 67_108_864,
  eventCharacters: 1_048_576,
  /** Keys of one object, where we know what it is for. */
  keys: 256,
  /** Entries of a list in a state. */
  items: 1_000_000,
  /** Deliveries of one message: itself, and once more where a link doubles. */
  deliveries: 2,
  events: 1e7,
  nodes: 100_000,
  links: 1_000_000,
} as const

/** Limits on reading real logs. */
export const logLimits = {
  /** Characters of a line. */
  lineCharacters: 65_536,
  /** Records that wait to be put in order, and their characters. */
  waitingRecords: 100_000,
  waitingCharacters: 33_554_432,
} as const

/** Most measures of a run: names are for kinds of things, not for single ones. */
export const measuresMax = 10_000
