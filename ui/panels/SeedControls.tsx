import { Play, Square } from 'lucide-react'
import { useState } from 'react'
import { useLaneNames } from '../session/lane-names.ts'
import { againstNow, laneBeside, runSeeds, useSeedChoice } from '../session/seed-choice.ts'
import { useStore } from '../session/store.ts'
import { cancelSweep, seedsMost, useSweep } from '../session/sweep.ts'
import { span } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import styles from './SeedControls.module.css'

const counts = [30, 100, 1000] as const

/** How many seeds, from which on, and against what; running them, and how far they have come. */
export function SeedControls() {
  const description = useStore((state) => state.description)
  const wanted = useStore((state) => state.request?.variant ?? null)
  const hasLane = useStore((state) =>
    state.lanes.some(({ id, source }) => id === state.beside && source.kind === 'spec'),
  )
  const active = useStore((state) => state.active)
  const beside = useStore((state) => state.beside)
  const choice = useSeedChoice()
  const isRunning = useSweep((sweep) => sweep.isRunning)
  const names = useLaneNames()
  const say = words.seeds
  if (!description) return null
  const variant = wanted ?? description.variant
  const against = againstNow(choice, { description, variant, hasLane })
  const others = description.variants.filter(({ name }) => name !== variant)
  const title = description.variants.find(({ name }) => name === variant)?.title ?? variant
  const here = hasLane && against === laneBeside ? (names.get(active) ?? title) : title
  const lane = names.get(beside ?? -1) ?? ''
  return (
    <div className={styles.controls}>
      <div className={styles.counts} role="radiogroup" aria-label={say.howMany}>
        {counts.map((n) => (
          <label key={n}>
            <input
              type="radio"
              name="seeds"
              checked={choice.count === n}
              onChange={() => useSeedChoice.setState({ count: n })}
            />
            <span>{n}</span>
          </label>
        ))}
        <Whole
          key={`count ${choice.count}`}
          label={say.own}
          value={choice.count}
          least={2}
          most={seedsMost}
          onChange={(count) => useSeedChoice.setState({ count })}
        />
      </div>
      <label className={styles.field}>
        {say.first}
        <Whole
          key={`first ${choice.first}`}
          label={say.first}
          value={choice.first}
          least={0}
          most={1e12}
          onChange={(first) => useSeedChoice.setState({ first })}
        />
      </label>
      <label className={styles.field}>
        <b>{here}</b> {say.against}
        <select
          value={against}
          onChange={(event) => useSeedChoice.setState({ against: event.target.value })}
        >
          <option value="">{say.alone}</option>
          {hasLane && <option value={laneBeside}>{lane}</option>}
          {others.map(({ name, title: other, kind }) => (
            <option key={name} value={name}>
              {kind === 'broken' ? `${other} (${words.header.broken})` : other}
            </option>
          ))}
        </select>
      </label>
      {isRunning ? (
        <button type="button" className={styles.run} onClick={cancelSweep}>
          <Square size={11} aria-hidden="true" /> {say.cancel}
        </button>
      ) : (
        <button type="button" className={styles.run} onClick={() => runSeeds({ here, lane })}>
          <Play size={11} aria-hidden="true" fill="currentColor" /> {say.start(choice.count)}
        </button>
      )}
      <Progress />
    </div>
  )
}

interface WholeProps {
  readonly label: string
  readonly value: number
  readonly least: number
  readonly most: number
  readonly onChange: (value: number) => void
}

/** A field for a whole number; what is none is put back. */
function Whole({ label, value, least, most, onChange }: WholeProps) {
  const [text, setText] = useState(String(value))
  const commit = () => {
    const number = Number(text)
    const isGood = /^\d{1,15}$/.test(text.trim()) && number >= least && number <= most
    if (isGood && number !== value) onChange(number)
    else if (!isGood) setText(String(value))
  }
  return (
    <input
      className={styles.whole}
      inputMode="numeric"
      aria-label={label}
      value={text}
      size={5}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  )
}

function Progress() {
  const { settings, seeds, done, isRunning, took, left } = useSweep()
  const all = settings.length * seeds.length
  const say = words.seeds
  if (all === 0) return null
  const time = (ms: number) => span(Math.max(1000, Math.round(ms)) * 1000)
  const end = done < all ? say.stopped : say.took(time(took))
  return (
    <p className={styles.progress} role="status">
      {isRunning && <progress value={done} max={all} aria-label={say.title} />}
      <span>
        {say.progress(done, all)}{' '}
        {isRunning ? left !== null && `· ${say.left(time(left))}` : `· ${end}`}
      </span>
    </p>
  )
}
