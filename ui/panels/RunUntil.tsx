import { useRef, useState } from 'react'
import { arrive, runUntil, toggleUntil } from '../session/until.ts'
import type { Outcome } from '../session/until.ts'
import { player } from '../session/runs.ts'
import { useStore } from '../session/store.ts'
import type { Shown } from '../session/store.ts'
import {
  placesOfTerm,
  readCondition,
  readTime,
  typesOf,
  untilCheck,
  untilNode,
  untilTime,
  untilType,
} from '../view/run-until.ts'
import { nameOf } from '../view/event-line.ts'
import { moment } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import styles from './RunUntil.module.css'

/** What came of running on, in words, and whether it is going on. */
interface Said {
  readonly text: string
  readonly isBad: boolean
}

/** The form for running on until something. */
export function RunUntil({ shown }: { readonly shown: Shown }) {
  const { model } = shown
  const say = words.until
  const selected = useStore((state) => state.selected)
  const seq = useStore((state) => state.cursor.seq)
  const [said, setSaid] = useState<Said | null>(null)
  const [progress, setProgress] = useState<number | null>(null)
  const search = useRef<AbortController>(null)

  const tell = (outcome: Outcome) => {
    if (outcome.kind === 'found') toggleUntil()
    else
      setSaid({
        text:
          outcome.kind === 'nowhere'
            ? say.nowhere
            : outcome.kind === 'cancelled'
              ? say.cancelled
              : outcome.reason,
        isBad: outcome.kind === 'refused',
      })
  }
  const refuse = (text: string) => setSaid({ text, isBad: true })
  const toTime = (text: string) => {
    const at = readTime(text, player.cursor.at)
    if (at === null) refuse(say.noTime)
    else tell(arrive(untilTime(model, player.cursor.seq, at)))
  }
  const toCondition = async (text: string) => {
    const terms = readCondition(text)
    if (!terms) return refuse(say.noCondition)
    const unknown = terms.find((term) => placesOfTerm(model, term).length === 0)
    if (unknown) return refuse(say.noNode(unknown.node))
    const { signal } = (search.current = new AbortController())
    setProgress(player.cursor.seq)
    setSaid(null)
    const outcome = await runUntil(terms, { signal, onProgress: setProgress })
    setProgress(null)
    tell(outcome)
  }
  const place = selected === null ? (model.events.node[seq] ?? -1) : model.places.get(selected)!
  const node = model.header.topology.nodes[place]
  const example = model.header.topology.nodes.find(({ workers }) => workers !== null)
  const checks = model.footer.checks
  return (
    <div className={styles.form}>
      <h2>{say.title}</h2>
      <Field label={say.time} placeholder={say.timeExample} onGo={toTime} />
      <Pick
        label={say.type}
        options={typesOf(model).map((type) => [type, type])}
        onGo={(type) => tell(arrive(untilType(model, player.cursor.seq, type)))}
      />
      {checks.length > 0 && (
        <Pick
          label={say.check}
          options={[
            ['', say.anyCheck],
            ...checks.map(({ name }, check) => [String(check), name] as const),
          ]}
          onGo={(check) =>
            tell(arrive(untilCheck(model, player.cursor.seq, check === '' ? null : Number(check))))
          }
        />
      )}
      <Field
        label={say.condition}
        placeholder={say.conditionExample(example?.id ?? model.header.topology.nodes[0]?.id ?? '')}
        onGo={(text) => void toCondition(text)}
      />
      {node && (
        <button
          type="button"
          className={styles.node}
          onClick={() => tell(arrive(untilNode(model, player.cursor.seq, place)))}
        >
          {say.node(nameOf(node))}
        </button>
      )}
      {progress !== null && (
        <p role="status" className={styles.progress}>
          <span>{say.searching(progress, model.length)}</span>
          <button type="button" onClick={() => search.current?.abort()}>
            {say.cancel}
          </button>
        </p>
      )}
      {said && (
        <p role={said.isBad ? 'alert' : 'status'} data-bad={said.isBad} className={styles.said}>
          {said.text}
        </p>
      )}
      <p className={styles.from}>{say.from(moment(player.cursor.at))}</p>
    </div>
  )
}

interface FieldProps {
  readonly label: string
  readonly placeholder: string
  readonly onGo: (text: string) => void
}

function Field({ label, placeholder, onGo }: FieldProps) {
  const [text, setText] = useState('')
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault()
        onGo(text)
      }}
    >
      <label>
        <span>{label}</span>
        <input
          value={text}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          maxLength={300}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <button type="submit" aria-label={words.until.go(label)} disabled={text.trim() === ''}>
        →
      </button>
    </form>
  )
}

interface PickProps {
  readonly label: string
  readonly options: readonly (readonly [value: string, text: string])[]
  readonly onGo: (value: string) => void
}

function Pick({ label, options, onGo }: PickProps) {
  const [value, setValue] = useState(options[0]?.[0] ?? '')
  if (options.length === 0) return null
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault()
        onGo(value)
      }}
    >
      <label>
        <span>{label}</span>
        <select value={value} onChange={(event) => setValue(event.target.value)}>
          {options.map(([one, text]) => (
            <option key={one} value={one}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" aria-label={words.until.go(label)}>
        →
      </button>
    </form>
  )
}
