import { describe, expect, test } from 'vitest'
import { commandFor, commands, spellKey } from '../../../ui/session/commands.ts'
import { words } from '../../../ui/words/words.ts'

const press = (key: string, held: { ctrl?: true; meta?: true; shift?: true } = {}) =>
  commandFor({
    key,
    ctrlKey: held.ctrl ?? false,
    metaKey: held.meta ?? false,
    shiftKey: held.shift ?? false,
  })?.name

describe('commands', () => {
  test('no key does two things', () => {
    const keys = commands.flatMap((one) => one.keys)
    expect(keys.length).toBeGreaterThan(20)
    expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([])
  })

  test('every command has a text, and every text a command', () => {
    expect(commands.map(({ name }) => name).sort()).toEqual(Object.keys(words.commands).sort())
  })

  test('keys are told apart by what is held with them', () => {
    expect(press('ArrowRight', { shift: true })).toBe('nodeForward')
    expect(press('ArrowRight', { ctrl: true })).toBe('effect')
    expect(press('ArrowRight')).toBeUndefined()
    expect(press('k')).not.toBe('palette')
    expect(press('k', { ctrl: true })).toBe('palette')
    expect(press('k', { meta: true })).toBe('palette')
  })

  test('a sign is one key however the keyboard makes it', () => {
    expect(press('?', { shift: true })).toBe('help')
    expect(press('?')).toBe('help')
    expect(press('+', { shift: true })).toBe('zoomIn')
  })

  test('keys are spelt as people read them', () => {
    expect(spellKey('Shift+ArrowLeft')).toEqual(['Shift', '←'])
    expect(spellKey(' ')).toEqual(['Space'])
    expect(spellKey('+')).toEqual(['+'])
    expect(spellKey('Control+k')).toEqual(['Ctrl', 'k'])
  })
})
