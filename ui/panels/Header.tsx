import { ChevronDown, Dices, Keyboard, Moon, Play, Square, Sun } from 'lucide-react'
import { useState } from 'react'
import { chooseTheme, openDialog } from '../session/actions.ts'
import { chooseSeed, chooseVariant, rollSeed } from '../session/edits.ts'
import { cancelRun, runNow } from '../session/runs.ts'
import { useStore } from '../session/store.ts'
import { words } from '../words/words.ts'
import { CompareMenu } from './CompareMenu.tsx'
import styles from './Header.module.css'
import { FileButtons } from './FileButtons.tsx'
import { Mark } from './Mark.tsx'
import { MiddleSwitch } from './MiddleSwitch.tsx'

/** The bar at the top: what is run, and running it. */
export function Header() {
  const theme = useStore((state) => state.theme)
  const isRunning = useStore((state) => state.progress !== null)
  const seed = useStore((state) => state.request?.seed ?? '')
  const say = words.header
  return (
    <header className={styles.header}>
      <Mark />
      <h1 className={styles.name}>{words.name}</h1>
      <Crumb />
      <MiddleSwitch />
      <span className={styles.gap} />
      <Variants />
      <CompareMenu />
      <Seed key={seed} seed={seed} />
      {isRunning ? (
        <button type="button" className={styles.run} onClick={cancelRun}>
          <Square size={12} aria-hidden="true" /> {say.cancel}
        </button>
      ) : (
        <button
          type="button"
          className={styles.run}
          title={say.runHelp}
          onClick={() => void runNow()}
        >
          <Play size={12} aria-hidden="true" fill="currentColor" /> {say.run}
        </button>
      )}
      <FileButtons />
      <button
        type="button"
        className={styles.ghost}
        title={theme === 'dark' ? say.light : say.dark}
        aria-label={theme === 'dark' ? say.light : say.dark}
        onClick={() => chooseTheme(theme === 'dark' ? 'light' : 'dark')}
      >
        {theme === 'dark' ? <Sun size={16} /> : <Moon size={16} />}
      </button>
      <button
        type="button"
        className={styles.ghost}
        title={say.help}
        aria-label={say.help}
        onClick={() => openDialog('help')}
      >
        <Keyboard size={16} />
      </button>
    </header>
  )
}

function Crumb() {
  const request = useStore((state) => state.request)
  const entry = useStore((state) => state.catalogue.find(({ id }) => id === request?.scenario))
  return (
    <button
      type="button"
      className={styles.crumb}
      aria-haspopup="dialog"
      title={words.header.chooseScenario}
      onClick={() => openDialog('gallery')}
    >
      {entry && <span className={styles.part}>{words.parts[entry.part] ?? entry.part} / </span>}
      <span className={styles.title}>{entry?.title ?? request?.scenario ?? '…'}</span>
      <ChevronDown size={14} aria-hidden="true" />
    </button>
  )
}

function Variants() {
  const description = useStore((state) => state.description)
  const wanted = useStore((state) => state.request?.variant)
  const showsTwins = useStore((state) => state.showsTwins)
  if (!description) return null
  const chosen = wanted ?? description.variant
  const shown = description.variants.filter(
    ({ kind, name }) => kind !== 'broken' || showsTwins || name === chosen,
  )
  if (shown.length < 2) return null
  const letters = shown.reduce((sum, { title }) => sum + title.length, 0)
  if (shown.length > 5 || letters > 52)
    return (
      <select
        className={styles.select}
        aria-label={words.header.variant}
        value={chosen}
        onChange={(event) => chooseVariant(event.target.value)}
      >
        {shown.map(({ name, title, kind }) => (
          <option key={name} value={name}>
            {kind === 'broken' ? `${title} (${words.header.broken})` : title}
          </option>
        ))}
      </select>
    )
  return (
    <div className={styles.variants} role="radiogroup" aria-label={words.header.variant}>
      {shown.map(({ name, title, summary, kind }) => (
        <label key={name} title={summary} data-kind={kind}>
          <input
            type="radio"
            name="variant"
            checked={name === chosen}
            onChange={() => chooseVariant(name)}
          />
          <span>{title}</span>
        </label>
      ))}
    </div>
  )
}

function Seed({ seed }: { readonly seed: string }) {
  const [text, setText] = useState(seed)
  const commit = () => {
    if (/^[A-Za-z0-9_-]{1,64}$/.test(text)) {
      if (text !== seed) chooseSeed(text)
    } else setText(seed)
  }
  return (
    <span className={styles.seed} title={words.header.seedHelp}>
      <label>
        <span>{words.header.seed}</span>
        <input
          value={text}
          maxLength={64}
          spellCheck={false}
          autoComplete="off"
          size={Math.min(12, Math.max(3, text.length))}
          onChange={(event) => setText(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => event.key === 'Enter' && commit()}
        />
      </label>
      <button
        type="button"
        aria-label={words.header.dice}
        title={words.header.dice}
        onClick={rollSeed}
      >
        <Dices size={15} />
      </button>
    </span>
  )
}
