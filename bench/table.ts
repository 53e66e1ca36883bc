/** A report as Markdown. */
import { isReached } from './figure.ts'
import type { Figure, Reading, Report } from './figure.ts'

/** Three tables: against the machine, against peers, and the goals that are no rates. */
export function tables({ date, form, machine, figures, readings }: Report): string {
  const parts = [`Measured ${date} on ${machine}, ${form} form.`]
  if (figures.length > 0) parts.push(machineTable(figures))
  const peers = figures.flatMap((figure) => peerRows(figure))
  if (peers.length > 0)
    parts.push(
      rows(['', 'workload', 'peer', 'its rate', 'Orrery is', 'goal', 'reached', ''], peers),
    )
  if (readings.length > 0)
    parts.push(rows(['', 'what', 'value', 'at most', 'reached'], readings.map(readingRow)))
  return parts.join('\n\n')
}

function machineTable(figures: readonly Figure[]): string {
  return rows(
    ['', 'workload', 'Orrery', 'held against', 'its rate', 'ratio', 'goal', 'reached'],
    figures.map((figure) => {
      const { id, name, unit, rate, rival, goal, goalRate, failure } = figure
      if (failure !== null) return [id, name, `wrong: ${failure}`, '', '', '', aim(goal), 'no']
      return [
        id,
        name,
        `${amount(rate)} ${unit}`,
        rival?.name ?? '',
        rival ? amount(rival.rate) : '',
        rival ? short(rival.ratio) : '',
        goalRate === null ? aim(goal) : `≥ ${amount(goalRate)} ${unit}`,
        mark(isReached(figure)),
      ]
    }),
  )
}

function peerRows({ id, name, failure, peers }: Figure): string[][] {
  if (failure !== null) return []
  return peers.map((peer) => [
    id,
    name,
    peer.name,
    peer.rate === null ? '' : amount(peer.rate),
    peer.times === null ? '' : `${short(peer.times)} ×`,
    peer.goal === null ? '' : `≥ ${peer.goal} ×`,
    mark(peer.goal === null || peer.times === null ? null : peer.times >= peer.goal),
    peer.note,
  ])
}

function readingRow({ id, name, value, unit, atMost, failure }: Reading): string[] {
  return [
    id,
    name,
    failure ?? `${short(value)} ${unit}`,
    atMost === null ? '' : `${atMost} ${unit}`,
    mark(atMost === null ? null : failure === null && value <= atMost),
  ]
}

function rows(heads: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`
  return [row(heads), `|${heads.map(() => '---').join('|')}|`, ...lines.map(row)].join('\n')
}

/** A cell must not end early or run on. */
function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

function aim(goal: number | null): string {
  return goal === null ? '' : `≥ ${goal}`
}

function mark(reached: boolean | null): string {
  return reached === null ? '' : reached ? 'yes' : 'no'
}

/** Three digits that count, thousands and millions by name. */
function amount(rate: number): string {
  if (rate >= 1e6) return `${short(rate / 1e6)} M`
  if (rate >= 1e3) return `${short(rate / 1e3)} k`
  return short(rate)
}

function short(value: number): string {
  const size = Math.abs(value)
  if (size >= 100) return Math.round(value).toLocaleString('en')
  return size >= 10 ? value.toFixed(1) : size >= 1 ? value.toFixed(2) : value.toFixed(3)
}
