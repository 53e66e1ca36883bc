/**
 * The shapes and strings that the messages of a record have in common, each kept once. Bounded, so
 * that a run which makes up new names all the time does not fill the memory with them: what finds
 * no place here is written out where it stands.
 */

/** Most shapes and most keys of a shape; most strings and most characters of one. */
const shapesMax = 1024
const keysMax = 32
const stringsMax = 4096
const charactersMax = 48

/** The keys of an object, in order. Shapes are a tree: each is another one and a key more. */
export interface Shape {
  readonly number: number
  readonly keys: readonly string[]
  /** What the values of the keys looked like the last time. */
  readonly guesses: readonly Guess[]
  /** By the key that comes next. */
  readonly next: Map<string, Shape>
}

/** The shape that the object in some place had the last time, and probably has again. */
export interface Guess {
  shape: Shape
}

/** See the file's header. */
export class Lexicon {
  readonly shapes: Shape[] = []
  readonly strings: string[] = []
  readonly #numbers = new Map<string, number>()

  constructor() {
    this.#add([])
  }

  /** The shape without keys. */
  get empty(): Shape {
    return this.shapes[0]!
  }

  /** The shape of an object, or `null` when it has none. */
  shapeOf(fields: object): Shape | null {
    let shape = this.empty
    for (const key in fields) {
      const next = shape.next.get(key) ?? this.#grown(shape, key)
      if (next === null) return null
      shape = next
    }
    return shape
  }

  /** The number of a string, or −1 when it has none. */
  stringOf(text: string): number {
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    const number = this.strings.length
    if (number === stringsMax || text.length > charactersMax) return -1
    this.#numbers.set(text, number)
    this.strings.push(text)
    return number
  }

  #grown(shape: Shape, key: string): Shape | null {
    if (this.shapes.length === shapesMax || shape.keys.length === keysMax) return null
    const next = this.#add([...shape.keys, key])
    shape.next.set(key, next)
    return next
  }

  #add(keys: readonly string[]): Shape {
    const guesses: Guess[] = []
    const shape: Shape = { number: this.shapes.length, keys, guesses, next: new Map() }
    for (let place = 0; place < keys.length; place++)
      guesses.push({ shape: this.shapes[0] ?? shape })
    this.shapes.push(shape)
    return shape
  }
}
