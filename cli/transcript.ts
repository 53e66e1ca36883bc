/** `orrery transcript`: a run as short text. */
import { eventKinds, run, transcript } from '../engine/index.ts'
import type { EventKind } from '../engine/index.ts'
import { unknownName } from '../engine/index.ts'
import { UsageError } from './exit.ts'
import { seedOf, spanOf } from './option.ts'
import { print } from './output.ts'
import { prepare } from './preparation.ts'
import type { RunChoices } from './preparation.ts'
import { verdictCode } from './verdict.ts'

/** Options of the command beside those of `run`. */
export interface TranscriptChoices extends RunChoices {
  readonly from?: string
  readonly to?: string
  readonly limit: string
  readonly kinds?: readonly string[]
  readonly nodes?: readonly string[]
}

/** Prints a run's transcript. */
export async function transcriptCommand(name: string, choices: TranscriptChoices): Promise<number> {
  const { scenario, options } = await prepare(name, choices)
  for (const kind of choices.kinds ?? [])
    if (!(eventKinds as readonly string[]).includes(kind))
      throw new UsageError(
        unknownName({ kind: 'kind of event', plural: 'kinds', value: kind, allowed: eventKinds }),
      )
  if (!/^\d{1,9}$/.test(choices.limit))
    throw new UsageError(`--limit is "${choices.limit}"; it must be a whole number of lines`)
  const done = run(scenario, { ...options, seed: seedOf(choices.seed), record: true })
  const { trace } = done.recording!
  const known = trace.header.topology.nodes.map(({ id }) => id)
  for (const node of choices.nodes ?? [])
    if (!known.includes(node))
      throw new UsageError(unknownName({ kind: 'node', value: node, allowed: known }))
  const text = transcript(trace, {
    from: choices.from === undefined ? undefined : spanOf('--from', choices.from),
    to: choices.to === undefined ? undefined : spanOf('--to', choices.to),
    limit: Number(choices.limit),
    kinds: choices.kinds as readonly EventKind[] | undefined,
    nodes: choices.nodes,
  })
  print(text.trimEnd())
  return verdictCode(done)
}
