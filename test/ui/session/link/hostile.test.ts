import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { Hash } from '../../../../engine/index.ts'
import { readLink, writeLink } from '../../../../ui/session/link/link.ts'
import { stateOf } from '../../../../ui/session/link/state.ts'

const request = { scenario: 'lock', variant: null, params: {}, seed: '7', faults: null }
let good: string

beforeAll(async () => {
  const params = Object.fromEntries(Array.from({ length: 200 }, (_one, n) => [`p${n}`, n * 7919]))
  good = await writeLink(stateOf({ ...request, params }))
})

const hash = (fragment: string) => readLink({ search: '', hash: `#${fragment}` })

/** A link whose form is right, whatever it holds. */
function wrapped(text: string, version = '1'): string {
  const sum = new Hash()
  sum.text(text)
  return `${version}.${deflateRawSync(text).toString('base64url')}.${sum.digest().slice(0, 8)}`
}

const lanes = [{ scenario: 'lock', variant: null, params: {}, seed: '7', faults: null }]
const linked = (more: object) => wrapped(JSON.stringify({ lanes, active: 0, ...more }))

describe('a link that is not whole', () => {
  test.each<[string, () => string]>([
    ['UR01 has no payload', () => '1..00000000'],
    ['UR01 is only a version', () => '1.'],
    ['UR02 is not base64url', () => good.replace(/\.(..)/, '.%*')],
    ['UR03 is padded', () => good.replace(/\.([0-9a-f]{8})$/, '==.$1')],
    ['UR04 lacks a sign', () => good.slice(0, 30) + good.slice(31)],
    [
      'UR05 has another sign',
      () => good.slice(0, 30) + (good[30] === 'A' ? 'B' : 'A') + good.slice(31),
    ],
    ['UR06 was cut', () => good.slice(0, 200)],
    [
      'UR09 is packed in another way',
      () => '1.N4IgLgngDgpiBcIQEkDOBjEAaEAXAngA5zED2AdgJYAmMpAhgE4QBmxA.00000000',
    ],
  ])('%s: it is damaged', async (_name, link) => {
    expect(await hash(link())).toMatchObject({ kind: 'damaged' })
  })

  test('with any one sign changed is never taken for another link', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: good.length - 1 }),
        fc.constantFrom('A', 'z', '0', '9', '-', '_', '.', 'x'),
        async (place, sign) => {
          const link = good.slice(0, place) + sign + good.slice(place + 1)
          const read = await hash(link)
          // Some bits between blocks and at the end mean nothing.
          if (read.kind !== 'damaged') expect(read).toEqual(await hash(good))
        },
      ),
      { numRuns: 200 },
    )
  })

  test('UR07 of 32,769 signs is not looked into', async () => {
    expect(await hash(`1.${'A'.repeat(32_769)}.00000000`)).toMatchObject({
      kind: 'damaged',
      reason: expect.stringContaining('at most 32768') as string,
    })
  })

  test('UR08 that unpacks to 30 MB is stopped at 4 MiB', async () => {
    const bomb = wrapped('7'.repeat(20_000_000))
    expect(bomb.length).toBeLessThan(32_768)
    expect(await hash(bomb)).toMatchObject({
      kind: 'damaged',
      reason: 'it unpacks to more than 4194304 bytes',
    })
  })

  test('UR20 of a version to come says so, whatever it holds', async () => {
    expect(await hash(wrapped('{}', '99'))).toEqual({ kind: 'newer', version: 99 })
    expect(await hash('99.~~~')).toEqual({ kind: 'newer', version: 99 })
  })
})

describe('a link that is whole, but says what it may not, is refused:', () => {
  test.each<[string, string, string]>([
    ['no JSON', wrapped('hello'), 'it is not JSON'],
    ['nothing', wrapped(' '), 'it is empty'],
    ['nesting', wrapped('['.repeat(65)), 'nested deeper than 64'],
    ['endless nesting', wrapped('['.repeat(1_000_000)), 'nested deeper than 64'],
    [
      'a prototype',
      wrapped('{"__proto__":{"x":1},"lanes":[]}'),
      'the name "__proto__" is not allowed',
    ],
    [
      'a hidden prototype',
      wrapped('{"\\u005f_proto__":{"x":1}}'),
      'the name "__proto__" is not allowed',
    ],
    [
      'a constructor inside',
      linked({ view: JSON.parse('{"constructor":1}') as object }),
      'the name "constructor"',
    ],
    ['a field twice', wrapped('{"active":0,"active":0}'), 'the field "active" is there twice'],
    ['an unknown field', linked({ activ: 1 }), 'no field named "activ"; did you mean "active"?'],
    ['UR10 code', linked({ code: 'alert(1)' }), 'no field named "code"'],
    ['an unknown field of the view', linked({ view: { tap: 'stage' } }), 'did you mean "tab"?'],
    [
      'an unknown field of a run',
      linked({ lanes: [{ ...lanes[0], sed: 1 }] }),
      'did you mean "seed"?',
    ],
    ['no run', linked({ lanes: [] }), 'lanes cannot be used'],
    ['nine runs', linked({ lanes: Array(9).fill(lanes[0]) }), 'lanes cannot be used'],
    ['a run that is not there', linked({ active: 5 }), 'active is 5; there are 1 runs'],
    [
      'a seed with a space',
      linked({ lanes: [{ ...lanes[0], seed: 'a b' }] }),
      'lanes.0.seed cannot be used',
    ],
    [
      'a parameter that is an object',
      linked({ lanes: [{ ...lanes[0], params: { x: {} } }] }),
      'lanes.0.params.x cannot be used',
    ],
    ['a window that goes back', linked({ window: { from: 9, to: 1 } }), 'window cannot be used'],
    ['an event that is no number', linked({ event: { seq: 'x' } }), 'event.seq cannot be used'],
    ['a focus of no kind', linked({ view: { focus: { kind: 'x' } } }), 'view.focus'],
    [
      'an object of many fields',
      wrapped(
        JSON.stringify(Object.fromEntries(Array.from({ length: 300 }, (_one, n) => [`f${n}`, n]))),
      ),
      'more than 256 fields',
    ],
    [
      'a text of a megabyte',
      linked({ node: 'x'.repeat(1_000_000) }),
      'a text is longer than 65536',
    ],
  ])('%s', async (_name, link, message) => {
    const read = await hash(link)
    expect(read).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining(message) as string,
    })
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })

  test('UR11, UR12: what a page does by itself is not for a link to say', async () => {
    const read = await hash(linked({ autoplay: true, fullscreen: true, sound: 1 }))
    expect(read).toMatchObject({ kind: 'state' })
    expect(JSON.stringify(read)).not.toMatch(/autoplay|fullscreen|sound/)
  })

  test('UR22: names of others are cut, and their signs that turn text are taken out', async () => {
    const name = `\u202Egnp.\u200B${'x'.repeat(10_000)}`
    const read = await hash(linked({ lanes: [{ ...lanes[0], file: { id: 'a', name } }] }))
    const file = (read as unknown as { state: { lanes: { file: { name: string } }[] } }).state
      .lanes[0]!.file
    expect(file.name).toHaveLength(200)
    expect(file.name).toMatch(/^gnp\.xxx.*…$/)
  })
})

describe('pairs that are not followed:', () => {
  test.each([
    ['UR17 a prototype', '?scenario=lock&__proto__=1', 'the name "__proto__" is not allowed'],
    ['UR17 a prototype of parameters', '?scenario=lock&p.__proto__=1', 'the name "p.__proto__"'],
    ['UR18 one twice', '?scenario=lock&seed=1&seed=2', 'the field "seed" is there twice'],
    ['UR19 a zero byte', '?scenario=lock&seed=%00', 'holds signs that no text has'],
    ['UR19 %u', '?scenario=lock&seed=%u0041', 'is no text'],
    ['UR19 half of a sign', '?scenario=lock&seed=%ED%A0%80', 'is no text'],
  ])('%s', async (_name, search, message) => {
    const read = await readLink({ search, hash: '' })
    expect(read).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining(message) as string,
    })
    const inFragment = await readLink({ search: '', hash: search.replace('?', '#') })
    expect(inFragment).toEqual(read)
  })

  test('UR13–UR16: the address of a trace is only told, for the page to judge', async () => {
    for (const address of ['https://evil.example/x', 'javascript:alert(1)', 'data:,x', '/x.jsonl'])
      expect(await readLink({ search: `?trace=${encodeURIComponent(address)}`, hash: '' })).toEqual(
        {
          kind: 'trace',
          address,
        },
      )
  })
})
