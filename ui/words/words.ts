/**
 * The texts of the page in the language in force. Read `words` when something is drawn, never when
 * a file is loaded: the language is chosen once, before the first picture.
 */
import { writeNumbersLike } from '../view/numerals.ts'
import { en } from './en.ts'

/** A catalogue of texts: whatever the English one has, in any words. */
export type Words = Widened<typeof en>

type Widened<T> = T extends string
  ? string
  : T extends (...given: infer A) => string
    ? (...given: A) => string
    : { readonly [K in keyof T]: Widened<T[K]> }

/** See the file's header. */
export let words: Words = en

/** Takes another language. */
export function speak(language: Words): void {
  words = language
  writeNumbersLike(language.language)
}
