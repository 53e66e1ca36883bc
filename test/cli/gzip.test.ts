import { gunzipSync, inflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { Gzip } from '../../cli/gzip.ts'

describe('gzip in pieces', () => {
  test.each([0, 1, 3])('of %i pieces is one member with their text', (count) => {
    const pieces = Array.from({ length: count }, (_one, place) =>
      Buffer.from(`piece ${place} `.repeat(5000)),
    )
    const gzip = new Gzip()
    const bytes = Buffer.concat([...pieces.map((piece) => gzip.bytes(piece)), gzip.end()])
    expect(gunzipSync(bytes)).toEqual(Buffer.concat(pieces))
    // All between the ten bytes at the front and the eight at the end is one deflate stream.
    const inside = bytes.subarray(10, -8)
    const { engine } = inflateRawSync(inside, { info: true }) as unknown as {
      engine: { bytesWritten: number }
    }
    expect(engine.bytesWritten).toBe(inside.length)
  })
})
