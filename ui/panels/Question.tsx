import { useEffect, useRef } from 'react'
import { useQuestions } from '../session/question.ts'
import styles from './Question.module.css'

/** The question that the page puts, over everything else. Escape gives the first answer. */
export function Question() {
  const asked = useQuestions((state) => state.asked[0])
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    if (!asked || !dialog || dialog.open) return
    dialog.showModal()
    dialog.querySelector<HTMLElement>('[data-first]')?.focus()
  }, [asked])
  if (!asked) return null
  const { title, text, quoted, answers, answer } = asked
  return (
    <dialog
      key={`${title}${quoted}`}
      ref={ref}
      className={styles.question}
      aria-label={title}
      onClose={() => answer(answers[0]!.name)}
    >
      <h2>{title}</h2>
      {quoted && (
        <p className={styles.quoted} role="alert">
          <bdi>{quoted}</bdi>
        </p>
      )}
      {text && <p>{text}</p>}
      <footer>
        {answers.map(({ name, label }, place) => (
          <button
            key={name}
            type="button"
            data-first={place === answers.length - 1 ? '' : undefined}
            data-answer={name}
            onClick={() => answer(name)}
          >
            {label}
          </button>
        ))}
      </footer>
    </dialog>
  )
}
