import { describe, expect, test } from 'vitest'
import { languageFor } from '../../../ui/session/language.ts'

describe('the language of the page', () => {
  test('is the one that was chosen', () => {
    expect(languageFor('en', ['xx'])).toBe('en')
  })

  test('is the first of the browser that the page speaks', () => {
    expect(languageFor(null, ['xx-YY', 'en-GB'])).toBe('en')
  })

  test('is English where nothing fits, whatever a language is called', () => {
    expect(languageFor(null, [])).toBe('en')
    expect(languageFor('constructor', ['__proto__', 'toString'])).toBe('en')
  })
})
