/** The last line of a trace file, checked when read. */
import type { TraceFooter } from './format.ts'
import { show } from './show.ts'

const ways = ['done', 'capped', 'stopped', 'crashed']

/** The footer that `value` is. `refuse` throws for what cannot be, saying what it must be. */
export function footerOf(
  value: { readonly [name: string]: unknown },
  events: number,
  refuse: (what: string) => never,
): TraceFooter {
  const { end, time, fingerprint, chain, measures } = value
  const isRecord = (one: unknown) => typeof one === 'object' && one !== null && !Array.isArray(one)
  if (value['events'] !== events)
    refuse(`the end says ${show(value['events'])} events; there are ${events}`)
  if (!Number.isSafeInteger(time) || (time as number) < 0)
    refuse(`time is ${show(time)}; it must be a whole number of µs`)
  if (typeof fingerprint !== 'string')
    refuse(`fingerprint is ${show(fingerprint)}; it must be a text`)
  if (!Array.isArray(chain) || !chain.every((link) => typeof link === 'string'))
    refuse(`chain is ${show(chain)}; it must be a list of texts`)
  const kind = isRecord(end) ? (end as { kind?: unknown }).kind : undefined
  if (!ways.includes(kind as string))
    refuse(`end.kind is ${show(kind)}; it must be one of ${ways.join(', ')}`)
  for (const field of ['checks', 'faults']) {
    const list = value[field]
    if (!Array.isArray(list) || !list.every(isRecord))
      refuse(`${field} is ${show(list)}; it must be a list of objects`)
  }
  if (!isRecord(measures)) refuse(`measures is ${show(measures)}; it must be an object`)
  return value as unknown as TraceFooter
}
