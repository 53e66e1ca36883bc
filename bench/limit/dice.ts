/** Random numbers as fast as JavaScript can draw them: xor128, and exponentials by a ziggurat. */

const layers = 256
/** Where the tail begins, and the area of each layer. */
const edge = 7.697_117_470_131_05
const area = 0.003_949_659_822_581_557_2

/** Draws below this, as a 32-bit number, lie wholly under the curve in their layer. */
const sure = new Float64Array(layers)
/** A draw as a 32-bit number, times this, is the value. */
const scale = new Float64Array(layers)
/** Height of the curve at the edge of each layer. */
const height = new Float64Array(layers)
fillTables()

/** See the file's header. Source: Marsaglia, "Xorshift RNGs", J. Stat. Software 8 (2003). */
export class Dice {
  #x = 123_456_789
  #y = 362_436_069
  #z = 521_288_629
  #w: number

  constructor(seed: number) {
    this.#w = seed | 0
    // The first draws still show the seed.
    for (let i = 0; i < 32; i++) this.word()
  }

  /** 32 random bits. */
  word(): number {
    const t = this.#x ^ (this.#x << 11)
    this.#x = this.#y
    this.#y = this.#z
    this.#z = this.#w
    return (this.#w = this.#w ^ (this.#w >>> 19) ^ t ^ (t >>> 8))
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return (this.word() >>> 0) * 2.328_306_436_538_696_3e-10
  }

  /** A whole number of 0 … n − 1. */
  choose(n: number): number {
    return (this.uniform() * n) | 0
  }

  /**
   * Exponential with mean 1.
   * Source: Marsaglia and Tsang, "The Ziggurat Method", J. Stat. Software 5 (2000).
   */
  exponential(): number {
    const word = this.word() >>> 0
    const layer = word & 255
    return word < sure[layer]! ? word * scale[layer]! : this.#rarely(word, layer)
  }

  #rarely(word: number, layer: number): number {
    for (;;) {
      if (layer === 0) return edge - Math.log(1 - this.uniform())
      const value = word * scale[layer]!
      const above = height[layer]!
      const below = height[layer - 1]!
      if (above + this.uniform() * (below - above) < Math.exp(-value)) return value
      word = this.word() >>> 0
      layer = word & 255
      if (word < sure[layer]!) return word * scale[layer]!
    }
  }
}

function fillTables(): void {
  const whole = 4_294_967_296
  let outer = edge
  let before = edge
  const q = area / Math.exp(-outer)
  sure[0] = (outer / q) * whole
  sure[1] = 0
  scale[0] = q / whole
  scale[layers - 1] = outer / whole
  height[0] = 1
  height[layers - 1] = Math.exp(-outer)
  for (let i = layers - 2; i >= 1; i--) {
    outer = -Math.log(area / outer + Math.exp(-outer))
    sure[i + 1] = (outer / before) * whole
    before = outer
    height[i] = Math.exp(-outer)
    scale[i] = outer / whole
  }
}
