/** How the language in force writes numbers: its decimal point and what stands between thousands. */

/** See the file's header. */
export interface Numerals {
  readonly point: string
  readonly group: string
}

const english: Numerals = { point: '.', group: ',' }
let numerals = english

/** Takes the marks of another language. */
export function writeNumbersLike(marks: Numerals): void {
  numerals = marks
}

/** A number that was written with a point, as the language writes it. */
export function decimal(text: string): string {
  return numerals.point === '.' ? text : text.replace('.', numerals.point)
}

/** A whole number with its thousands apart: `9,300`. */
export function grouped(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, numerals.group)
}

/** A number to so many significant digits, without zeros at the end. */
export function figure(value: number, digits: number): string {
  return decimal(String(Number(value.toPrecision(digits))))
}
