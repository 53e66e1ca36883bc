import { select } from '../session/actions.ts'
import {
  foldLines,
  hideLine,
  moveLine,
  onlyLine,
  resetLines,
  showLine,
  unfoldLine,
} from '../session/lines.ts'
import { useStore } from '../session/store.ts'
import type { Row, Rows } from '../view/lifeline-rows.ts'
import { words } from '../words/words.ts'
import { Choices } from './Choices.tsx'
import type { Choice } from './Choices.tsx'
import { Popup } from './Popup.tsx'

interface Props {
  /** The line that it is about; `null`: those that are hidden. */
  readonly row: Row | null
  readonly rows: Rows
  readonly at: { readonly x: number; readonly y: number }
  readonly onClose: () => void
}

/** More hidden lines than these are shown again all at once only. */
const hiddenMax = 12

/** What can be done with a line. */
export function LineMenu({ row, rows, at, onClose }: Props) {
  const nodes = useStore((state) => state.shown?.model.header.topology.nodes)
  const say = words.lines
  const shows: (Choice | null)[] =
    rows.hidden.length === 0
      ? []
      : [
          null,
          ...(rows.hidden.length > hiddenMax ? [] : rows.hidden).map(({ key, label }) => ({
            label: say.show(label),
            run: () => showLine(key),
          })),
          { label: say.showAll, run: () => showLine(null) },
        ]
  const choices = row ? [...choicesFor(row, rows, nodes), ...shows] : shows.slice(1)
  return (
    <Popup title={row?.label ?? say.title} at={at} onClose={onClose}>
      <Choices title={row?.label ?? say.title} choices={choices} onDone={onClose} />
    </Popup>
  )
}

function choicesFor(
  row: Row,
  { rows }: Rows,
  nodes: readonly { readonly id: string; readonly role: string }[] | undefined,
): (Choice | null)[] {
  const say = words.lines
  const { key, label, role, pod, kind, members } = row
  const place = rows.findIndex((one) => one.key === key)
  const alike = nodes?.filter((node) => node.role === role).length ?? 0
  const id = nodes?.[members[0]!]?.id
  const fold: Choice[] =
    kind === 'node'
      ? [
          ...(alike > 1 ? [{ label: say.fold(role), run: () => foldLines(`role ${role}`) }] : []),
          ...(pod === null ? [] : [{ label: say.fold(pod), run: () => foldLines(`pod ${pod}`) }]),
        ]
      : [{ label: say.unfold(label), run: () => unfoldLine(row) }]
  return [
    ...(kind === 'node' && id !== undefined
      ? [{ label: say.select(label), run: () => select(id) }]
      : []),
    ...fold,
    { label: say.hide(label), run: () => hideLine(key), isOff: rows.length < 2 },
    { label: say.only(label), run: () => onlyLine(key), isOff: rows.length < 2 },
    null,
    { label: say.up, run: () => moveLine(key, place - 1), isOff: place === 0 },
    { label: say.down, run: () => moveLine(key, place + 1), isOff: place === rows.length - 1 },
    { label: say.reset, run: resetLines },
  ]
}
