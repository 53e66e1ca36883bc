/** Questions that are answered by walking through a run once more with its states. */
import { badgeOf } from '../../view/badge.ts'
import { fulfils, placesOfTerm } from '../../view/run-until.ts'
import type { Term } from '../../view/run-until.ts'
import type { Said } from '../protocol.ts'
import type { Breath } from './breath.ts'
import type { KeptRun } from './kept-run.ts'

/** Steps between two looks at the clock. */
const stride = 64

/**
 * The next event after `seq` at which a condition becomes true, having been false; −1 for none.
 * @throws Error for a run without states
 */
export async function until(
  kept: KeptRun,
  options: { readonly seq: number; readonly terms: readonly Term[]; readonly breath: Breath },
): Promise<number> {
  const { seq, terms, breath } = options
  const places = terms.map((term) => placesOfTerm(kept.trace, term))
  let was: boolean | undefined = seq < 0 ? false : undefined
  let steps = 0
  for (const step of recordingOf(kept).views(Math.max(0, seq))) {
    const is = terms.every((term, index) =>
      places[index]!.some((place) => fulfils(term, step.nodes[place]!)),
    )
    if (is && was === false && step.seq > seq) return step.seq
    was = is
    if (++steps % stride === 0 && breath.isDue) await breath.take(step.seq)
  }
  return -1
}

/**
 * What nodes say they are, at the beginning of a stretch of events and at each change until its end.
 * @throws Error for a run without states
 */
export async function badgesOf(
  kept: KeptRun,
  options: {
    readonly from: number
    readonly to: number
    readonly nodes: readonly string[]
    readonly breath: Breath
  },
): Promise<readonly Said[]> {
  const { from, to, breath } = options
  const wanted = new Set(options.nodes)
  const places = kept.trace.header.topology.nodes.flatMap(({ id }, place) =>
    wanted.has(id) ? [place] : [],
  )
  const said: Said[] = []
  const last = new Map<number, string>()
  let steps = 0
  for (const { seq, nodes } of recordingOf(kept).views(from)) {
    if (seq > to) break
    for (const place of places) {
      const { id, state } = nodes[place]!
      const badge = badgeOf(state)
      if (last.get(place) === badge) continue
      last.set(place, badge)
      said.push({ node: id, seq: Math.max(from, seq), badge })
    }
    if (++steps % stride === 0 && breath.isDue) await breath.take(seq)
  }
  return said
}

function recordingOf({ run }: KeptRun) {
  if (!run?.recording) throw new Error('no states were recorded')
  return run.recording
}
