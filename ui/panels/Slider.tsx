import { useEffect, useRef, useState } from 'react'
import { parse } from '../../engine/index.ts'
import { notchOf, notches, valueAt, valueLabel } from '../view/parameter-scale.ts'
import type { Numeric } from '../view/parameter-scale.ts'
import styles from './Slider.module.css'

interface Props {
  readonly name: string
  readonly label: string
  readonly parameter: Numeric
  readonly value: number
  readonly problem: string | undefined
  readonly onChange: (value: number) => void
}

/** How long a moved slider waits before it acts, ms. */
const settle = 140

/** A number to turn: a slider, and a field for those who want another value exactly. */
export function Slider({ name, label, parameter, value, problem, onChange }: Props) {
  const [moved, setMoved] = useState<{ from: number; to: number } | null>(null)
  // What a hand has moved shows at once; the page's answer replaces it.
  const shown = moved && moved.from === value ? moved.to : value
  const [refusal, setRefusal] = useState('')
  const [text, setText] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const move = (next: number) => {
    setMoved({ from: value, to: next })
    setRefusal('')
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onChange(next), settle)
  }
  const nudge = (direction: 1 | -1) => {
    // A notch may be too small to change a rounded value.
    for (
      let notch = notchOf(parameter, shown) + direction;
      notch >= 0 && notch <= notches;
      notch += direction
    ) {
      const next = valueAt(parameter, notch)
      if (next !== shown && Math.sign(next - shown) === direction) return move(next)
    }
  }
  const commit = () => {
    if (text === null) return
    try {
      move(Number(parse(name, parameter, plain(parameter, text))))
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error))
    }
    setText(null)
  }
  const notch = notchOf(parameter, shown)
  const said = problem ?? refusal
  return (
    <div className={styles.slider}>
      <div className={styles.row}>
        <label htmlFor={`slide-${name}`} title={parameter.help}>
          {label}
        </label>
        <input
          className={styles.value}
          aria-label={`${label}, exact value`}
          value={text ?? valueLabel(parameter, shown)}
          spellCheck={false}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setText(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit()
            if (event.key === 'Escape') setText(null)
          }}
        />
      </div>
      <input
        id={`slide-${name}`}
        type="range"
        min={0}
        max={notches}
        value={notch}
        title={parameter.help}
        aria-valuetext={valueLabel(parameter, shown)}
        aria-invalid={said !== ''}
        style={{ '--share': `${notch / 10}%` } as React.CSSProperties}
        onChange={(event) => move(valueAt(parameter, Number(event.target.value)))}
        onKeyDown={(event) => {
          const up = event.key === 'ArrowRight' || event.key === 'ArrowUp'
          const down = event.key === 'ArrowLeft' || event.key === 'ArrowDown'
          if ((!up && !down) || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          nudge(up ? 1 : -1)
        }}
      />
      {said && (
        <p className={styles.problem} role="alert">
          {said}
        </p>
      )}
    </div>
  )
}

/** What a person wrote, as the engine reads it: `1 %` is 0.01, `20 ms` is `20ms`. */
function plain({ kind, unit }: Numeric, text: string): string {
  const bare = text
    .replaceAll(/[\s,]/g, '')
    .replace(new RegExp(`${unit || '$'}$`), (end) => (kind === 'duration' ? end : ''))
  return bare.endsWith('%') ? String(Number(bare.slice(0, -1)) / 100) : bare
}
