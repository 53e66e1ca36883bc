import styles from './Choices.module.css'

/** Something to choose; `null` stands for a line between two kinds. */
export interface Choice {
  readonly label: string
  readonly run: () => void
  readonly isOff?: boolean
}

interface Props {
  readonly title: string
  readonly choices: readonly (Choice | null)[]
  readonly onDone: () => void
}

/** A menu: arrow keys move along it, Enter chooses. */
export function Choices({ title, choices, onDone }: Props) {
  const move = (event: React.KeyboardEvent<HTMLDivElement>) => {
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>('button:enabled')]
    const now = items.indexOf(document.activeElement as HTMLElement)
    const to = {
      ArrowDown: (now + 1) % items.length,
      ArrowUp: (now - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    items[to]?.focus()
  }
  return (
    <div className={styles.choices} role="menu" aria-label={title} onKeyDown={move}>
      {choices.map((choice, place) =>
        choice ? (
          <button
            key={choice.label}
            type="button"
            role="menuitem"
            disabled={choice.isOff ?? false}
            onClick={() => {
              onDone()
              choice.run()
            }}
          >
            {choice.label}
          </button>
        ) : (
          <hr key={place} />
        ),
      )}
    </div>
  )
}
