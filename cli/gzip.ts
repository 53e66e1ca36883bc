/**
 * Gzip piece by piece, as one member. Members one after another would be a gzip file too, but
 * browsers read only the first of them.
 */
import { constants, crc32, deflateRawSync } from 'node:zlib'

/** An empty last block of deflate. */
const lastBlock = [3, 0]

/** See the file's header. */
export class Gzip {
  #sum = 0
  #length = 0
  #hasBegun = false

  /** The bytes of the next piece. */
  bytes(piece: Uint8Array): Uint8Array {
    this.#sum = crc32(piece, this.#sum)
    this.#length = (this.#length + piece.length) >>> 0
    // A piece that ends on a whole byte, and is not the last one.
    const deflated = deflateRawSync(piece, { finishFlush: constants.Z_SYNC_FLUSH })
    const bytes = this.#hasBegun ? deflated : Buffer.concat([header, deflated])
    this.#hasBegun = true
    return bytes
  }

  /** The bytes after the last piece. */
  end(): Uint8Array {
    const end = Buffer.alloc(lastBlock.length + 8)
    end.set(lastBlock)
    end.writeUInt32LE(this.#sum, lastBlock.length)
    end.writeUInt32LE(this.#length, lastBlock.length + 4)
    return this.#hasBegun ? end : Buffer.concat([header, end])
  }
}

/** Deflate, no name, no time, system unknown. */
const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
