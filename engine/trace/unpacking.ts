/** Reads plain values out of bytes, as `layout.ts` says: as values, or at once as JSON. */
import type { Lexicon, Shape } from './lexicon.ts'
import {
  ARRAY,
  DOUBLE,
  FALSE,
  FIELDS,
  INTEGER,
  LONG,
  MIDDLE,
  NULL,
  SHAPED,
  SHORT,
  SHORT_STRING,
  SMALL_MAX,
  STRING,
  TEXT,
  TRUE,
} from './layout.ts'

const double = new Float64Array(1)
const eight = new Uint8Array(double.buffer)

/** See the file's header. Each method reads at the present place and moves on behind it. */
export class Unpacking {
  bytes: Uint8Array = new Uint8Array(0)
  at = 0
  readonly #lexicon: Lexicon
  /** Strings and keys as JSON, made when first needed: by string, and by shape. */
  readonly #quoted: string[] = []
  readonly #leads: (readonly string[])[] = []

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon
  }

  /** The bytes of a message, of which the length stands here; the place is then its beginning. */
  messageLength(): number {
    const length = this.bytes[this.at++]!
    return length < LONG ? length : this.#integer()
  }

  /** A value. */
  value(): unknown {
    const mark = this.bytes[this.at++]!
    if (mark < NULL) return this.#small(mark)
    if (mark >= SHORT_STRING) return this.#lexicon.strings[mark - SHORT_STRING]!
    if (mark >= SHORT) return this.#fields(this.#lexicon.shapes[mark - SHORT]!)
    switch (mark) {
      case NULL:
        return null
      case FALSE:
        return false
      case TRUE:
        return true
      case INTEGER:
        return this.#integer()
      case DOUBLE:
        return this.#real()
      case STRING:
        return this.#lexicon.strings[this.#whole()]!
      case ARRAY: {
        const length = this.#whole()
        const items: unknown[] = []
        for (let i = 0; i < length; i++) items.push(this.value())
        return items
      }
      case SHAPED:
        return this.#fields(this.#lexicon.shapes[this.#whole()]!)
      case FIELDS: {
        const length = this.#whole()
        const fields: Record<string, unknown> = {}
        for (let i = 0; i < length; i++) {
          const key = this.value() as string
          fields[key] = this.value()
        }
        return fields
      }
      default:
        return this.#text(mark)
    }
  }

  /** A value, as `JSON.stringify` would write it. */
  json(): string {
    const mark = this.bytes[this.at++]!
    if (mark < NULL) return `${this.#small(mark)}`
    if (mark >= SHORT_STRING) return this.#quote(mark - SHORT_STRING)
    if (mark >= SHORT) return this.#fieldsJson(this.#lexicon.shapes[mark - SHORT]!)
    switch (mark) {
      case NULL:
        return 'null'
      case FALSE:
        return 'false'
      case TRUE:
        return 'true'
      case INTEGER:
        return `${this.#integer()}`
      case DOUBLE:
        return `${this.#real()}`
      case STRING:
        return this.#quote(this.#whole())
      case ARRAY: {
        const length = this.#whole()
        let text = '['
        for (let i = 0; i < length; i++) text += i === 0 ? this.json() : `,${this.json()}`
        return `${text}]`
      }
      case SHAPED:
        return this.#fieldsJson(this.#lexicon.shapes[this.#whole()]!)
      case FIELDS: {
        const length = this.#whole()
        let text = '{'
        for (let i = 0; i < length; i++)
          text += `${i === 0 ? '' : ','}${this.json()}:${this.json()}`
        return `${text}}`
      }
      default:
        return JSON.stringify(this.#text(mark))
    }
  }

  #small(mark: number): number {
    return mark < MIDDLE ? mark : (((mark & 0x3f) << 8) | this.bytes[this.at++]!) + SMALL_MAX
  }

  #integer(): number {
    const { bytes, at } = this
    this.at = at + 4
    return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
  }

  #whole(): number {
    const { bytes } = this
    let byte = bytes[this.at++]!
    if (byte < 0x80) return byte
    let value = byte & 0x7f
    for (let shift = 7; ; shift += 7) {
      byte = bytes[this.at++]!
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }

  #real(): number {
    for (let i = 0; i < 8; i++) eight[i] = this.bytes[this.at++]!
    return double[0]!
  }

  #text(mark: number): string {
    const isWide = mark !== TEXT
    const length = this.#whole()
    const { bytes } = this
    const codes: number[] = []
    let text = ''
    for (let i = 0; i < length; i++) {
      codes.push(bytes[this.at++]! | (isWide ? bytes[this.at++]! << 8 : 0))
      // Few enough to be the arguments of a call.
      if (codes.length === 4096) {
        text += String.fromCharCode(...codes)
        codes.length = 0
      }
    }
    return text + String.fromCharCode(...codes)
  }

  #fields({ keys }: Shape): Record<string, unknown> {
    const fields: Record<string, unknown> = {}
    for (let i = 0; i < keys.length; i++) fields[keys[i]!] = this.value()
    return fields
  }

  #fieldsJson(shape: Shape): string {
    const leads = this.#leadsOf(shape)
    let text = ''
    for (let i = 0; i < leads.length; i++) text += leads[i]! + this.json()
    return leads.length === 0 ? '{}' : `${text}}`
  }

  #quote(number: number): string {
    return (this.#quoted[number] ??= JSON.stringify(this.#lexicon.strings[number]!))
  }

  /** What stands before each value of a shape: `{"a":`, `,"b":`. */
  #leadsOf({ number, keys }: Shape): readonly string[] {
    return (this.#leads[number] ??= keys.map(
      (key, place) => `${place === 0 ? '{' : ','}${JSON.stringify(key)}:`,
    ))
  }
}
