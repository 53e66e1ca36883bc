import { engineVersion } from '../../engine/index.ts'
import { runHere } from '../session/files.ts'
import { laneOf } from '../session/lanes.ts'
import { useStore } from '../session/store.ts'
import type { Shown } from '../session/store.ts'
import { firstDifference, printsOf } from '../view/prints.ts'
import { words } from '../words/words.ts'
import styles from './FileNotice.module.css'

/** What the run on the screen has to do with a file, if anything. */
export function FileNotice() {
  const shown = useStore((state) => state.shown)
  const active = useStore((state) => state.active)
  const known = useStore((state) =>
    state.catalogue.some(({ id }) => id === state.shown?.request.scenario),
  )
  const hasStates = useStore((state) => (state.look ? state.look.moment !== null : null))
  if (!shown) return null
  const say = words.files
  if (shown.source.kind === 'spec') {
    const from = laneOf(laneOf(active)?.parent ?? null)?.shown
    return from?.source.kind === 'file' && isSameSpec(from, shown) ? (
      <Outcome file={from} run={shown} />
    ) : null
  }
  const { engine } = shown.model.header.spec
  return (
    <p className={styles.notice} data-damaged={shown.source.isDamaged}>
      <b>
        <bdi>{shown.source.name}</bdi>
      </b>
      {shown.source.isDamaged && <strong role="alert">{say.damagedFile}</strong>}
      {hasStates !== null && <span>{hasStates ? say.withStates : say.viewOnly}</span>}
      {engine !== engineVersion && (
        <span>
          <bdi>{say.otherEngine(engine, engineVersion)}</bdi>
        </span>
      )}
      <span>{say.nothingLeaves}</span>
      {known && (
        <button type="button" onClick={runHere}>
          {say.runHere} →
        </button>
      )}
    </p>
  )
}

/** Whether the run on this machine is the one in the file. */
function Outcome({ file, run }: { readonly file: Shown; readonly run: Shown }) {
  const say = words.files
  const name = file.source.kind === 'file' ? file.source.name : ''
  const { footer } = run.model
  const difference = firstDifference(
    { ...printsOf(file.model.footer), whole: file.model.footer.fingerprint },
    footer,
  )
  return (
    <p className={styles.notice} role="status" data-same={difference === null}>
      {difference ? (
        <span>
          ✕ {say.otherRun(name)} {say.upTo(difference.sameUpTo, difference.differsBy)}
        </span>
      ) : (
        <span>✓ {say.sameRun(footer.fingerprint.slice(0, 8), name)}</span>
      )}
    </p>
  )
}

function isSameSpec(file: Shown, run: Shown): boolean {
  const a = file.model.header.spec
  const b = run.model.header.spec
  return (
    a.scenario === b.scenario &&
    a.variant === b.variant &&
    a.seed === b.seed &&
    JSON.stringify(a.faults) === JSON.stringify(b.faults) &&
    JSON.stringify(a.params) === JSON.stringify(b.params)
  )
}
