/**
 * A toy key exchange and a toy cipher, so that a listener in the simulation really sees text it
 * cannot read. Keys have 16 bits: enough for a picture, and for nothing else.
 */

/** A prime that is one more than a power of two; 3 generates all remainders but 0. */
const prime = 65_537
const generator = 3

/** `base` to the power of `exponent`, modulo the prime. */
function power(base: number, exponent: number): number {
  let result = 1
  let square = base % prime
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = (result * square) % prime
    square = (square * square) % prime
  }
  return result
}

/** The half of a key exchange that everyone may see; `secret` is from 1 to 65,535. */
export function publicHalf(secret: number): number {
  return power(generator, secret)
}

/** The key that both ends come to, each from its own secret and the other's public half. */
export function sharedKey(half: number, secret: number): number {
  return power(half, secret)
}

/** A text made illegible, as hexadecimal digits. Characters up to U+00FF. */
export function seal(text: string, key: number): string {
  let stream = key
  let sealed = ''
  for (let i = 0; i < text.length; i++) {
    stream = (stream * 75 + 74) % prime
    sealed += (text.charCodeAt(i) ^ (stream & 255)).toString(16).padStart(2, '0')
  }
  return sealed
}

/** The text that was sealed with `key`; nonsense for another key. */
export function unseal(sealed: string, key: number): string {
  let stream = key
  let text = ''
  for (let i = 0; i < sealed.length; i += 2) {
    stream = (stream * 75 + 74) % prime
    text += String.fromCharCode(Number.parseInt(sealed.slice(i, i + 2), 16) ^ (stream & 255))
  }
  return text
}

/** Whether anybody who sees these bytes can read them. */
export function isLegible(text: string): boolean {
  return /^(GET|OK) [ -~]*$/.test(text)
}
