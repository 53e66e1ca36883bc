import {
  ChevronLeft,
  ChevronRight,
  FastForward,
  Pause,
  Play,
  SkipBack,
  SkipForward,
} from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { setMode, setSpeed, step, stepFailure, toEnd, togglePlay } from '../session/actions.ts'
import { calmSpeed, player } from '../session/runs.ts'
import { useStore } from '../session/store.ts'
import { toggleUntil } from '../session/until.ts'
import { axisModes, wholeOf } from '../view/axis.ts'
import { eventLine } from '../view/event-line.ts'
import { figure } from '../view/numerals.ts'
import { speedAt, speedNotches, speedNotchOf } from '../view/speed-scale.ts'
import { moment, span } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import { Popup } from './Popup.tsx'
import { RunUntil } from './RunUntil.tsx'
import styles from './Transport.module.css'

/** Playing, stepping, speed, and where the cursor is. */
export function Transport() {
  const isPlaying = useStore((state) => state.isPlaying)
  const shown = useStore((state) => state.shown)
  const seq = useStore((state) => state.cursor.seq)
  const say = words.transport
  const model = shown?.model
  return (
    <div className={styles.transport} role="toolbar" aria-label={say.title}>
      <Button label={say.toStart} onClick={() => toEnd(-1)}>
        <SkipBack size={15} />
      </Button>
      <Button label={say.back} onClick={() => step(-1)}>
        <ChevronLeft size={17} />
      </Button>
      <button
        type="button"
        className={styles.play}
        aria-label={isPlaying ? say.pause : say.play}
        title={isPlaying ? say.pause : say.play}
        disabled={!shown}
        onClick={togglePlay}
      >
        {isPlaying ? (
          <Pause size={14} fill="currentColor" />
        ) : (
          <Play size={14} fill="currentColor" className={styles.nudge} />
        )}
      </button>
      <Button label={say.forward} onClick={() => step(1)}>
        <ChevronRight size={17} />
      </Button>
      <Button label={say.toEnd} onClick={() => toEnd(1)}>
        <SkipForward size={15} />
      </Button>
      <Clock />
      {model && (
        <span className={styles.event}>
          <span className={styles.number} title={say.event(seq + 1, model.length)}>
            {say.eventShort(seq + 1, model.length)}
          </span>
          <span className={styles.line} title={eventLine(model, seq)}>
            {eventLine(model, seq)}
          </span>
        </span>
      )}
      <span className={styles.gap} />
      <Failures />
      <Speed />
      <Until />
      <Modes />
    </div>
  )
}

function Button({
  label,
  onClick,
  children,
}: {
  label: string
  onClick: () => void
  children: React.ReactNode
}) {
  const isReady = useStore((state) => state.shown !== null)
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={label}
      title={label}
      disabled={!isReady}
      onClick={onClick}
    >
      {children}
    </button>
  )
}

/** The time, written every frame without React. */
function Clock() {
  const ref = useRef<HTMLTimeElement>(null)
  useEffect(() => {
    const write = () => {
      if (ref.current) ref.current.textContent = moment(player.cursor.at)
    }
    write()
    return player.listen(write)
  }, [])
  return <time ref={ref} className={styles.clock} />
}

function Failures() {
  const failures = useStore((state) => state.shown?.model.failures.length ?? 0)
  if (failures === 0) return null
  return (
    <span className={styles.failures}>
      <Button label={words.transport.previousFailure} onClick={() => stepFailure(-1)}>
        <ChevronLeft size={15} />
      </Button>
      <i aria-hidden="true">✕</i>
      <Button label={words.transport.nextFailure} onClick={() => stepFailure(1)}>
        <ChevronRight size={15} />
      </Button>
    </span>
  )
}

function Speed() {
  const shown = useStore((state) => state.shown)
  const mode = useStore((state) => state.mode)
  const axis = useStore((state) => state.axis)
  const speed = useStore((state) => state.speed)
  if (!shown || !axis) return null
  const whole = wholeOf(axis)
  const pace = { calm: calmSpeed(shown.model, mode), whole: whole.to - whole.from }
  const say = words.transport
  const notch = speedNotchOf(speed, pace)
  const rate =
    mode === 'events' ? say.eventsShort(figure(speed, 2)) : say.timeShort(span(two(speed)))
  const short = notch === 0 ? say.oneByOne : notch === speedNotches ? say.flatOut : rate
  const long =
    notch === 0
      ? say.oneByOneLong
      : notch === speedNotches
        ? say.flatOutLong
        : mode === 'events'
          ? say.speedEvents(figure(speed, 2))
          : say.speedValue(span(two(speed)))
  return (
    <label className={styles.speed} title={long}>
      <span>{say.speed}</span>
      <input
        type="range"
        min={0}
        max={speedNotches}
        value={notch}
        aria-valuetext={long}
        onChange={(event) => setSpeed(speedAt(Number(event.target.value), pace))}
      />
      <output>{short}</output>
    </label>
  )
}

function two(value: number): number {
  return Number(value.toPrecision(2))
}

/** Opens the form for running on until something. */
function Until() {
  const shown = useStore((state) => state.shown)
  const isOpen = useStore((state) => state.untilOpen)
  const ref = useRef<HTMLButtonElement>(null)
  const [at, setAt] = useState({ x: 0, y: 0 })
  useLayoutEffect(() => {
    const box = ref.current?.getBoundingClientRect()
    if (isOpen && box) setAt({ x: box.left, y: box.top })
  }, [isOpen])
  return (
    <>
      <button
        ref={ref}
        type="button"
        className={styles.until}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={words.until.open}
        disabled={!shown}
        onClick={toggleUntil}
      >
        <FastForward size={14} aria-hidden="true" />
        <span>{words.until.short}</span>
      </button>
      {isOpen && shown && at.y > 0 && (
        <Popup title={words.until.title} at={at} onClose={closeUntil}>
          <RunUntil shown={shown} />
        </Popup>
      )}
    </>
  )
}

function closeUntil(): void {
  useStore.setState({ untilOpen: false })
}

function Modes() {
  const mode = useStore((state) => state.mode)
  const say = words.transport
  return (
    <div className={styles.modes} role="radiogroup" aria-label={say.mode}>
      {axisModes.map((one) => (
        <label key={one} title={say.modeHelp[one]}>
          <input type="radio" name="axis" checked={mode === one} onChange={() => setMode(one)} />
          <span>{say.modes[one]}</span>
        </label>
      ))}
    </div>
  )
}
