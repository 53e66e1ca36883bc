/** The language of the page: what a person chose, else the first of the browser's that it speaks. */
import { en } from '../words/en.ts'
import { speak } from '../words/words.ts'
import type { Words } from '../words/words.ts'

/** A language that the page speaks. Its texts are loaded when they are wanted. */
interface Language {
  readonly name: string
  readonly load: () => Promise<Words>
}

/** All of them, by their codes. */
export const languages: { readonly [code: string]: Language } = {
  en: { name: 'English', load: async () => en },
}

const key = 'orrery.language'

/** The code of the language to speak, `en` where nothing fits. */
export function languageFor(chosen: string | null, wanted: readonly string[]): string {
  const codes = [chosen ?? '', ...wanted].map((tag) => tag.toLowerCase().split('-')[0]!)
  return codes.find((code) => Object.hasOwn(languages, code)) ?? 'en'
}

/** Speaks the language of whoever opened the page. Done before anything is drawn. */
export async function speakTheirLanguage(): Promise<void> {
  const code = languageFor(remembered(), navigator.languages)
  document.documentElement.lang = code
  if (code !== 'en') speak(await languages[code]!.load())
}

/** Remembers another language and draws everything anew in it; the address keeps the view. */
export function chooseLanguage(code: string): void {
  try {
    localStorage.setItem(key, code)
  } catch {
    // Without storage the browser's own choice stands.
  }
  location.reload()
}

function remembered(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
