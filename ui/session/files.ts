/** Opening files: traces and run specs, dropped or chosen. Nothing of them leaves the browser. */
import { foreign } from '../../engine/index.ts'
import { words } from '../words/words.ts'
import { activate, compareWith, openRequest } from './edits.ts'
import { activeLane, addLane, lanesMax } from './lanes.ts'
import { fileSource } from './open-files.ts'
import type { RunRequest, Source } from './protocol.ts'
import { ask } from './question.ts'
import { runNow, showOnly, tryOut } from './runs.ts'
import { specIn } from './spec.ts'
import { useStore } from './store.ts'

type FileSource = Extract<Source, { kind: 'file' }>

const get = useStore.getState

/** What a file turned out to be, before it is opened. */
type Found =
  | { readonly kind: 'trace'; readonly source: FileSource }
  | { readonly kind: 'spec'; readonly request: RunRequest }

/** Opens files: one, or of several the first two to compare. */
export async function openFiles(files: readonly File[]): Promise<void> {
  const [first, second] = files
  if (!first) return
  if (!second) return openFile(first)
  const say = words.files
  const answer = await ask({
    title: say.several(files.length),
    text: files.length > 2 ? say.firstTwo : '',
    quoted: files
      .slice(0, 2)
      .map(({ name }) => name)
      .join('\n'),
    answers: [
      { name: 'keep', label: say.cancel },
      { name: 'first', label: say.openFirst },
      { name: 'compare', label: say.compareThem },
    ],
  })
  if (answer === 'keep') return
  await openFile(first)
  if (answer === 'compare') await openBeside(second)
}

/** Opens a file in the place of all runs; if it cannot be, they stay and a dialog says why. */
export async function openFile(file: File): Promise<void> {
  await attempt(file, async () => {
    const found = await look(file)
    if (found.kind === 'spec') openRequest(found.request)
    else await openTrace(found.source)
  })
}

/** Opens a file beside the run on the screen. */
export async function openBeside(file: File): Promise<void> {
  await attempt(file, async () => {
    const found = await look(file)
    if (found.kind === 'spec') return compareWith({ kind: 'spec', request: found.request })
    // Read first: what cannot be read must not become a run of the page.
    const shown = await tryOut(found.source)
    if (shown) compareWith(shown.source)
  })
}

/** Opens a trace that the page has the bytes of. @throws Error as the reader says it */
export async function openTrace(source: FileSource): Promise<void> {
  const shown = await tryOut(source)
  if (shown) await showOnly(shown)
}

/** Runs what the file on the screen says was run, as a branch beside it. */
export function runHere(): void {
  const lane = activeLane()
  if (lane?.source.kind !== 'file' || !lane.shown) return
  if (get().lanes.length >= lanesMax) {
    const text = words.run.tooManyLanes(lanesMax)
    useStore.setState({ problems: [{ where: 'run', name: '', text }] })
    return
  }
  activate(addLane({ kind: 'spec', request: lane.shown.request }, lane.id))
}

async function look(file: File): Promise<Found> {
  const beginning = await file.slice(0, 512).text()
  const isSpec =
    file.size <= foreign.shareInflatedBytes &&
    /^\s*\{/.test(beginning) &&
    !/"orrery"\s*:\s*"trace"/.test(beginning) &&
    !beginning.startsWith('{"traceEvents"')
  if (!isSpec) return { kind: 'trace', source: fileSource(file.name, file) }
  return { kind: 'spec', request: specIn(await file.text(), file.name) }
}

/** Does what may fail; says why if it does, and offers what can still be done. */
async function attempt(file: File, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    restart()
    const say = words.files
    const isReadable = reason.includes('check sum')
    const answer = await ask({
      title: say.cannotOpen,
      text: get().shown ? say.kept : '',
      quoted: reason.startsWith(file.name) ? reason : `${file.name}: ${reason}`,
      answers: [
        { name: 'keep', label: words.help.close },
        ...(isReadable ? [{ name: 'anyway', label: say.viewAnyway }] : []),
      ],
    })
    if (answer === 'anyway')
      await attempt(file, () => openTrace(fileSource(file.name, file, { isDamaged: true })))
  }
}

/** A run that was under way when the file came was given up for it. */
function restart(): void {
  const lane = activeLane()
  if (lane && !lane.shown) void runNow()
}
