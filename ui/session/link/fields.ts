/** What the text of a link may hold, field by field; whatever else it holds, it is not followed. */
import * as z from 'zod/mini'
import { foreign, unknownName } from '../../../engine/index.ts'
import { axisModes } from '../../view/axis.ts'
import type { LinkState, LinkedView } from './state.ts'

// Without this, zod would try out whether it may make code from strings; it may not.
z.config({ jitless: true })

const whole = z.int().check(z.minimum(0))
const time = z.number().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER))
const finite = z.number().check(z.minimum(-1e15), z.maximum(1e15))
const name = z.string().check(z.minLength(1), z.maxLength(foreign.labelCharacters))
const seed = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/))
const print = z.string().check(z.regex(/^[0-9a-f]{1,64}$/))

/** A name that somebody else gave: cut where it is too long, its invisible signs taken out. */
const title = z.pipe(
  z.string(),
  z.transform((text: string) => tidy(text)),
)

const names = z.array(name).check(z.maxLength(1000))
const share = z.number().check(z.minimum(0), z.maximum(1))

const scalar = z.union([z.boolean(), z.number(), z.string().check(z.maxLength(10_000))])
const fault = z.record(z.string(), z.unknown())

const lane = z.strictObject({
  scenario: name,
  variant: z.nullable(name),
  params: z.record(z.string(), scalar),
  seed,
  faults: z.nullable(z.array(fault).check(z.maxLength(1000))),
  parent: z.optional(whole),
  file: z.optional(z.strictObject({ id: name, name: title })),
})

const focus = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('message'), send: whole }),
  z.strictObject({ kind: z.literal('link'), from: name, to: name }),
  z.strictObject({ kind: z.literal('operation'), operation: whole }),
  z.strictObject({ kind: z.literal('fault'), fault: whole }),
  z.strictObject({ kind: z.literal('check'), check: whole }),
])

/** By name in the store, what stands in `viewNames`. */
const viewFields = {
  middle: z.optional(z.enum(['stage', 'seeds'])),
  tab: z.optional(z.enum(['story', 'stage', 'inspector'])),
  inspectorTab: z.optional(z.enum(['node', 'events', 'differences'])),
  speed: z.optional(z.number().check(z.minimum(0), z.maximum(1e15))),
  showsTwins: z.optional(z.boolean()),
  opened: z.optional(names),
  focus: z.optional(focus),
  lines: z.optional(z.strictObject({ hidden: names, folded: names, order: names })),
  layout: z.optional(z.strictObject({ timeline: z.nullable(share), charts: z.nullable(share) })),
} satisfies { readonly [N in keyof LinkedView]-?: z.ZodMiniType }

const stretch = z
  .strictObject({ from: finite, to: finite })
  .check(z.refine(({ from, to }) => to > from, 'it must go from a lesser to a greater place'))

const link = z.strictObject({
  lanes: z.array(lane).check(z.minLength(1), z.maxLength(8)),
  active: whole,
  beside: z.optional(whole),
  event: z.optional(
    z.strictObject({
      address: z.optional(z.string().check(z.regex(/^[0-9a-z]{1,11}$/))),
      seq: z.optional(whole),
      at: z.optional(time),
    }),
  ),
  node: z.optional(name),
  axis: z.optional(z.enum(axisModes)),
  window: z.optional(stretch),
  view: z.optional(z.strictObject(viewFields)),
  print: z.optional(print),
  chain: z.optional(z.array(z.tuple([whole, print])).check(z.maxLength(64))),
  // What a page does by itself is not for a link to say.
  autoplay: z.optional(z.unknown()),
  fullscreen: z.optional(z.unknown()),
  sound: z.optional(z.unknown()),
})

/** The state that a link's value means. @throws Error saying which field cannot be, and why */
export function stateIn(value: unknown): LinkState {
  const read = link.safeParse(value)
  if (!read.success) throw new Error(sentenceOf(read.error.issues[0]!))
  const { lanes, active, beside = null, event = {}, view = {} } = read.data
  for (const [field, place] of Object.entries({ active, beside }))
    if (place !== null && place >= lanes.length)
      throw new Error(`${field} is ${place}; there are ${lanes.length} runs`)
  return {
    lanes: lanes.map(({ parent = null, file = null, ...request }, place) => ({
      request: { ...request, faults: request.faults as never },
      // A branch comes after what it is a branch of.
      parent: parent !== null && parent < place ? parent : null,
      file,
    })),
    active,
    beside: beside === active ? null : beside,
    cursor: { address: event.address ?? null, seq: event.seq ?? null, at: event.at ?? null },
    node: read.data.node ?? null,
    mode: read.data.axis ?? null,
    stretch: read.data.window ?? null,
    view: view as LinkedView,
    prints:
      read.data.print === undefined
        ? null
        : { whole: read.data.print, chain: read.data.chain ?? [] },
  }
}

/** A text of somebody else for a title: short, without signs that turn or hide what follows. */
export function tidy(text: string): string {
  const shown = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
  return shown.length > foreign.labelCharacters
    ? `${shown.slice(0, foreign.labelCharacters - 1)}…`
    : shown || '…'
}

interface Schema {
  readonly def?: {
    readonly shape?: { readonly [name: string]: Schema }
    readonly element?: Schema
    readonly innerType?: Schema
  }
}

type Issue = z.core.$ZodIssue

function sentenceOf(issue: Issue): string {
  const where = issue.path.map(String).join('.')
  const prefix = where === '' ? '' : `${where}: `
  if (issue.code === 'unrecognized_keys') {
    const allowed = Object.keys(shapeAt(link as unknown as Schema, issue.path) ?? {})
    return `${prefix}${unknownName({ kind: 'field', value: issue.keys[0] ?? '', allowed })}`
  }
  return `${where === '' ? 'the link' : where} cannot be used: ${issue.message}`
}

/** The fields of the object that stands at a path. */
function shapeAt(
  schema: Schema,
  path: readonly PropertyKey[],
): { readonly [name: string]: Schema } | undefined {
  let now: Schema | undefined = schema
  for (const step of ['', ...path]) {
    if (step !== '')
      now = typeof step === 'number' ? now?.def?.element : now?.def?.shape?.[String(step)]
    while (now?.def?.innerType) now = now.def.innerType
  }
  return now?.def?.shape
}
