/**
 * Everything that a key does. Help and the palette are made from this list, so what is not in it
 * has no key, and what is in it is found.
 */
import { words } from '../words/words.ts'
import type { Words } from '../words/words.ts'
import * as act from './actions.ts'
import { compareOrStop, stepDifference } from './comparing.ts'
import { branch, rollSeed } from './edits.ts'
import { stepListed } from './listing.ts'
import { chooseFiles } from './choosing.ts'
import { runNow } from './runs.ts'
import { copyLink } from './sharing.ts'
import { useStore } from './store.ts'
import { toggleUntil } from './until.ts'

/** Something to do. Its text is `words.commands[name]`. */
export interface Command {
  readonly name: keyof Words['commands']
  /**
   * Keys, any of which does it: what `KeyboardEvent.key` says, after `Control+`, and after `Shift+`
   * where the key has a name of its own.
   */
  readonly keys: readonly string[]
  readonly run: () => void
}

const set = useStore.setState

/** See the file's header; in the order in which help shows them. */
export const commands: readonly Command[] = [
  { name: 'play', keys: [' '], run: act.togglePlay },
  { name: 'forward', keys: ['.'], run: () => act.step(1) },
  { name: 'back', keys: [','], run: () => act.step(-1) },
  { name: 'listForward', keys: ['j'], run: () => stepListed(1) },
  { name: 'listBack', keys: ['k'], run: () => stepListed(-1) },
  { name: 'nodeForward', keys: ['Shift+ArrowRight'], run: () => act.stepOnNode(1) },
  { name: 'nodeBack', keys: ['Shift+ArrowLeft'], run: () => act.stepOnNode(-1) },
  { name: 'effect', keys: ['Control+ArrowRight'], run: () => act.stepCause(1) },
  { name: 'cause', keys: ['Control+ArrowLeft'], run: () => act.stepCause(-1) },
  { name: 'messageForward', keys: [']'], run: () => act.stepMessage(1) },
  { name: 'messageBack', keys: ['['], run: () => act.stepMessage(-1) },
  { name: 'nextFailure', keys: ['n'], run: () => act.stepFailure(1) },
  { name: 'previousFailure', keys: ['p'], run: () => act.stepFailure(-1) },
  { name: 'nextDifference', keys: ['d'], run: () => stepDifference(1) },
  { name: 'previousDifference', keys: ['D'], run: () => stepDifference(-1) },
  { name: 'compare', keys: ['c'], run: compareOrStop },
  { name: 'manySeeds', keys: ['m'], run: otherMiddle },
  { name: 'toStart', keys: ['Home'], run: () => act.toEnd(-1) },
  { name: 'toEnd', keys: ['End'], run: () => act.toEnd(1) },
  { name: 'zoomIn', keys: ['+', '='], run: () => act.zoom(0.5) },
  { name: 'zoomOut', keys: ['-'], run: () => act.zoom(2) },
  { name: 'whole', keys: ['0'], run: act.showWhole },
  { name: 'until', keys: ['u'], run: toggleUntil },
  { name: 'branch', keys: ['b'], run: branch },
  { name: 'faults', keys: ['f'], run: breakIt },
  { name: 'run', keys: ['r'], run: () => void runNow() },
  { name: 'dice', keys: ['s'], run: rollSeed },
  { name: 'gallery', keys: ['g'], run: () => act.openDialog('gallery') },
  { name: 'search', keys: ['/'], run: searchEvents },
  { name: 'open', keys: ['o'], run: chooseFiles },
  { name: 'export', keys: ['e'], run: () => act.openDialog('export') },
  { name: 'share', keys: ['l'], run: () => void copyLink() },
  { name: 'theme', keys: ['t'], run: act.otherTheme },
  { name: 'palette', keys: ['Control+k'], run: () => act.openDialog('palette') },
  { name: 'help', keys: ['?'], run: () => act.openDialog('help') },
  { name: 'leave', keys: ['Escape'], run: () => act.select(null) },
]

const byKey = new Map(commands.flatMap((one) => one.keys.map((key) => [key, one] as const)))

/** The command of a key, if it has one. */
export function commandFor(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
): Command | undefined {
  const { key, ctrlKey, metaKey, shiftKey } = event
  const control = ctrlKey || metaKey ? 'Control+' : ''
  // What Shift does to a letter or a sign is in the key already.
  const shift = shiftKey && key.length > 1 ? 'Shift+' : ''
  return byKey.get(`${control}${shift}${key}`)
}

/** A key as a person reads it: `Shift ←`. */
export function spellKey(key: string): readonly string[] {
  const names = words.keyNames
  const parts = key.split(/(?<=.)\+(?=.)/)
  return parts.map((part) => (Object.hasOwn(names, part) ? names[part]! : part))
}

function breakIt(): void {
  set({ breaking: true, inspectorTab: 'node', tab: 'inspector' })
}

function searchEvents(): void {
  set({ inspectorTab: 'events', tab: 'inspector' })
  // The field is there once React has drawn the tab.
  setTimeout(() => document.getElementById('event-filter')?.focus(), 50)
}

function otherMiddle(): void {
  set({ middle: useStore.getState().middle === 'seeds' ? 'stage' : 'seeds', tab: 'stage' })
}
