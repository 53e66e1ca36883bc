/** The keyboard. */
import * as act from './actions.ts'
import { branch } from './edits.ts'
import { runNow } from './runs.ts'
import { useStore } from './store.ts'

type Work = () => void

const plain: { readonly [key: string]: Work } = {
  ' ': act.togglePlay,
  '.': () => act.step(1),
  ',': () => act.step(-1),
  '[': () => act.stepMessage(-1),
  ']': () => act.stepMessage(1),
  n: () => act.stepFailure(1),
  p: () => act.stepFailure(-1),
  Home: () => act.toEnd(-1),
  End: () => act.toEnd(1),
  '+': () => act.zoom(0.5),
  '=': () => act.zoom(0.5),
  '-': () => act.zoom(2),
  r: () => void runNow(),
  g: () => act.openDialog('gallery'),
  '?': () => act.openDialog('help'),
  '/': searchEvents,
  b: branch,
  f: () => useStore.setState({ breaking: true, inspectorTab: 'node', tab: 'inspector' }),
  Escape: () => act.select(null),
}

const shifted: { readonly [key: string]: Work } = {
  ArrowRight: () => act.stepOnNode(1),
  ArrowLeft: () => act.stepOnNode(-1),
}

const controlled: { readonly [key: string]: Work } = {
  ArrowRight: () => act.stepCause(1),
  ArrowLeft: () => act.stepCause(-1),
}

function searchEvents(): void {
  useStore.setState({ inspectorTab: 'events', tab: 'inspector' })
  // The field is there once React has drawn the tab.
  setTimeout(() => document.getElementById('event-filter')?.focus(), 50)
}

/** Listens for keys until the returned function is called. */
export function listenForKeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || event.metaKey) return
    if (useStore.getState().dialog !== null || isTaken(event)) return
    const work = workFor(event)
    if (!work) return
    event.preventDefault()
    work()
  }
  document.addEventListener('keydown', onKey)
  return () => document.removeEventListener('keydown', onKey)
}

function workFor(event: KeyboardEvent): Work | undefined {
  if (event.ctrlKey) return controlled[event.key]
  if (event.shiftKey && event.key.startsWith('Arrow')) return shifted[event.key]
  return plain[event.key]
}

/** Whether the element with the focus has its own use for the key. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement && target.type === 'range')
    return ['ArrowLeft', 'ArrowRight', 'Home', 'End', ' '].includes(event.key) && !event.ctrlKey
  if (target instanceof HTMLInputElement && target.type === 'checkbox') return event.key === ' '
  if (target.matches('input, select, textarea')) return true
  return event.key === ' ' && target.matches('button, a, summary, [role="button"], [role="row"]')
}
