import { ChevronLeft, ChevronRight, Pause, Play, SkipBack, SkipForward } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { setMode, setSpeed, step, stepFailure, toEnd, togglePlay } from '../session/actions.ts'
import { calmSpeed, player } from '../session/runs.ts'
import { useStore } from '../session/store.ts'
import { axisModes } from '../view/axis.ts'
import { eventLine } from '../view/event-line.ts'
import { moment, span } from '../view/time-label.ts'
import { words } from '../words/words.ts'
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

/** Tenths of powers of ten around the calm speed. */
const slowest = -20
const fastest = 40

function Speed() {
  const shown = useStore((state) => state.shown)
  const mode = useStore((state) => state.mode)
  const speed = useStore((state) => state.speed)
  if (!shown) return null
  const calm = calmSpeed(shown.model, mode)
  const say = words.transport
  const value = Math.round(Math.log10(speed / calm) * 10)
  const label =
    mode === 'events'
      ? say.speedEvents(String(Number(speed.toPrecision(2))))
      : say.speedValue(span(Number(speed.toPrecision(2))))
  return (
    <label className={styles.speed} title={label}>
      <span>{say.speed}</span>
      <input
        type="range"
        min={slowest}
        max={fastest}
        value={value}
        aria-valuetext={label}
        onChange={(event) => setSpeed(calm * 10 ** (Number(event.target.value) / 10))}
      />
      <output>
        {mode === 'events'
          ? `${Number(speed.toPrecision(2))}/s`
          : `${span(Number(speed.toPrecision(2)))}/s`}
      </output>
    </label>
  )
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
