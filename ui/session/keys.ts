/** The keyboard. */
import { commandFor } from './commands.ts'
import { isAsking } from './question.ts'
import { useStore } from './store.ts'

/** Listens for keys until the returned function is called. */
export function listenForKeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey) return
    if (useStore.getState().dialog !== null || isAsking() || isTaken(event)) return
    const command = commandFor(event)
    if (!command) return
    event.preventDefault()
    command.run()
  }
  document.addEventListener('keydown', onKey)
  return () => document.removeEventListener('keydown', onKey)
}

/** Whether the element with the focus has its own use for the key. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target
  // What is pressed together with Control is nobody's text, but for moving and cutting in a field.
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement && target.type === 'range')
    return ['ArrowLeft', 'ArrowRight', 'Home', 'End', ' '].includes(event.key) && !event.ctrlKey
  if (target instanceof HTMLInputElement && target.type === 'checkbox') return event.key === ' '
  if (target.matches('input, select, textarea'))
    return !((event.ctrlKey || event.metaKey) && event.key === 'k')
  return event.key === ' ' && target.matches('button, a, summary, [role="button"], [role="row"]')
}
