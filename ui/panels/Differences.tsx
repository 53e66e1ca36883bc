import { ArrowLeft, ArrowRight, ArrowRightLeft, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { goToDifference, stepDifference } from '../session/comparing.ts'
import { activate, stopComparing } from '../session/edits.ts'
import { useLaneNames } from '../session/lane-names.ts'
import { useStore } from '../session/store.ts'
import type { Compared } from '../session/store.ts'
import { differenceAt } from '../view/difference.ts'
import { differenceLine, nodeName } from '../view/difference-line.ts'
import { moment } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import { DifferenceList } from './DifferenceList.tsx'
import { DifferenceNodes } from './DifferenceNodes.tsx'
import styles from './Differences.module.css'
import { Outcomes } from './Outcomes.tsx'
import { StateDifference } from './StateDifference.tsx'

/** How the run on the screen and the one beside it differ, and what follows from the first difference. */
export function Differences() {
  const compared = useStore((state) => state.compared)
  const beside = useStore((state) => state.beside)
  const isMade = useStore((state) =>
    state.lanes.some(({ id, shown }) => id === state.beside && shown),
  )
  const say = words.comparison
  if (beside === null) return <p className={styles.hint}>{say.choose}</p>
  return (
    <div className={styles.differences}>
      <Which beside={beside} />
      {compared ? (
        <Found compared={compared} />
      ) : (
        <p className={styles.hint} role="status">
          {isMade ? say.comparing : say.waiting}
        </p>
      )}
    </div>
  )
}

/** Which run is which. */
function Which({ beside }: { readonly beside: number }) {
  const active = useStore((state) => state.active)
  const names = useLaneNames()
  const say = words.comparison
  return (
    <div className={styles.which}>
      <p>
        <span>{say.here}</span> <b>{names.get(active)}</b>
      </p>
      <p>
        <span>{say.there}</span> <b>{names.get(beside)}</b>
      </p>
      <button type="button" title={say.swap} aria-label={say.swap} onClick={() => activate(beside)}>
        <ArrowRightLeft size={14} />
      </button>
      <button type="button" title={say.stop} aria-label={say.stop} onClick={stopComparing}>
        <X size={15} />
      </button>
    </div>
  )
}

function Found({ compared }: { readonly compared: Compared }) {
  const { comparison, here } = compared
  const [node, setNode] = useState<string | null>(null)
  const all = comparison.here.length
  const say = words.comparison
  if (all === 0)
    return (
      <>
        <p className={styles.summary} role="status">
          {say.equal(here.length)}
        </p>
        <Outcomes compared={compared} />
      </>
    )
  return (
    <>
      <p className={styles.summary} role="status">
        {say.prefix(comparison.prefix, moment(here.events.at[comparison.last] ?? 0))}
      </p>
      <NewNodes compared={compared} />
      <h2 className={styles.heading}>
        {say.first}
        <Steps compared={compared} />
      </h2>
      <button
        type="button"
        className={styles.first}
        title={say.toFirst}
        onClick={() => goToDifference(0)}
      >
        {differenceLine(compared, 0)} <span aria-hidden="true">→</span>
      </button>
      <h2 className={styles.heading}>{say.follows}</h2>
      <Following compared={compared} />
      <DifferenceNodes compared={compared} chosen={node} onChoose={setNode} />
      <DifferenceList compared={compared} node={node} />
      <StateDifference compared={compared} />
      <Outcomes compared={compared} />
    </>
  )
}

/** The nodes that only one of the runs has. */
function NewNodes({ compared }: { readonly compared: Compared }) {
  const { newHere, newThere } = compared.comparison
  const say = words.comparison
  return (
    <>
      {newHere.length > 0 && (
        <p className={styles.summary}>{say.newHere(list(compared, newHere))}</p>
      )}
      {newThere.length > 0 && (
        <p className={styles.summary}>{say.newThere(list(compared, newThere))}</p>
      )}
    </>
  )
}

/** Some names, and how many more there are. */
function list(compared: Compared, ids: readonly string[]): string {
  const some = ids.slice(0, 6).map((id) => nodeName(compared, id))
  if (ids.length > 6) some.push(words.inspector.more(ids.length - 6))
  return some.join(', ')
}

/** Where the cursor is among the differences, and the way to the next ones. */
function Steps({ compared }: { readonly compared: Compared }) {
  const cursor = useStore((state) => state.cursor)
  const place = useMemo(() => differenceAt(compared, cursor), [compared, cursor])
  const say = words.comparison
  return (
    <span className={styles.steps}>
      <small>
        {place >= 0
          ? say.position(place + 1, compared.comparison.here.length)
          : say.differ(compared.comparison.here.length)}
      </small>
      <button
        type="button"
        title={say.previous}
        aria-label={say.previous}
        onClick={() => stepDifference(-1)}
      >
        <ArrowLeft size={14} />
      </button>
      <button
        type="button"
        title={say.next}
        aria-label={say.next}
        onClick={() => stepDifference(1)}
      >
        <ArrowRight size={14} />
      </button>
    </span>
  )
}

/** How much of all that differs lies in the future of the first difference. */
function Following({ compared }: { readonly compared: Compared }) {
  const { tally, apart } = compared.comparison
  const say = words.comparison
  // Rounded down: what is not all is not called all.
  const share = `${Math.floor((tally.following / tally.all) * 1000) / 10} %`
  const counts = [
    [tally.here, say.onlyHereCount],
    [tally.there, say.onlyThereCount],
    [tally.shifted, say.shiftedCount],
    [tally.changed, say.changedCount],
  ] as const
  return (
    <>
      <p>
        {apart < 0 ? say.allFollow(tally.all) : say.someFollow(tally.following, tally.all, share)}
      </p>
      {apart >= 0 && (
        <p className={styles.apart}>
          {say.apart}{' '}
          <button type="button" onClick={() => goToDifference(apart)}>
            {differenceLine(compared, apart)} <span aria-hidden="true">→</span>
          </button>
        </p>
      )}
      <p className={styles.counts}>
        {counts.flatMap(([n, text]) => (n > 0 ? [text(n)] : [])).join(' · ')}
      </p>
    </>
  )
}
