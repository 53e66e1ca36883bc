/**
 * How an event lies in a page of bytes.
 *
 * Three bytes of flags: the kind in the lowest five bits, three marks, then two bits for each of
 * eight fields that say how many bytes it takes. The fields follow, as whole numbers from 0: µs
 * since the event before on the page; node, peer and type, one more than they are, so that none is
 * 0; events since the cause, 0 without one; operation, value and detail, again one more. A 0 takes
 * no bytes. An event with a number that does not fit is *wide*: all eight follow as doubles.
 *
 * A message comes last, its length before it, so that it can be passed over. Its values are marked
 * by their first byte; for a small whole number, that byte is all.
 */

/** The lowest bits of the flags are the kind. */
export const KIND = 0x1f
/** The first event of a step of the run. */
export const FIRST = 0x20
export const MESSAGE = 0x40
export const WIDE = 0x80
/** Bytes of the fields of a wide event. */
export const WIDE_BYTES = 64

// Where the two bits of each field are. Time and value take 0, 1, 2 or 4 bytes, as few as do, the
// others 0, 1, 2 or 3.
export const AT_BITS = 8
export const NODE_BITS = 10
export const PEER_BITS = 12
export const TYPE_BITS = 14
export const CAUSE_BITS = 16
export const OPERATION_BITS = 18
export const VALUE_BITS = 20
export const DETAIL_BITS = 22

/** Numbers from here on do not fit three bytes. */
export const NARROW_MAX = 0x100_0000

// First bytes of values. Below 0x80: that whole number. From 0x80 below 0xc0: a whole number of 14
// bits, less 128. From SHORT on: an object of one of the first shapes of the lexicon, or one of its
// first strings.

export const SMALL_MAX = 0x80
export const MIDDLE = 0x80
export const MIDDLE_MAX = 0x80 + 0x4000
export const NULL = 0xc0
export const FALSE = 0xc1
export const TRUE = 0xc2
/** Four bytes follow. */
export const INTEGER = 0xc3
/** Eight bytes follow. */
export const DOUBLE = 0xc4
/** The number of a string of the lexicon follows. */
export const STRING = 0xc5
/** A length and one byte a character, or two, follow. */
export const TEXT = 0xc6
export const WIDE_TEXT = 0xc7
/** A length and the items follow. */
export const ARRAY = 0xc8
/** The number of a shape and the values of its keys follow. */
export const SHAPED = 0xc9
/** A length, and for each field its key, as a string, and its value follow. */
export const FIELDS = 0xca
export const SHORT = 0xd0
export const SHORT_STRING = 0xe0

/** A length byte that says: four bytes with the true length follow. */
export const LONG = 0xff
