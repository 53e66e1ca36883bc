/**
 * Where the nodes of a system stand in the picture: from left to right by their distance from the
 * clients, those that talk among themselves in a ring, those of a pod in a box. The same system
 * always gives the same picture.
 */
import type { TopologyNode } from '../../engine/index.ts'
import { columnsOf } from './topology-columns.ts'
import type { Unit } from './topology-columns.ts'
import type { TraceModel } from './trace-model.ts'

/** More nodes of a role than this are folded into one group. */
const foldAbove = 20

/** A spot: one node, or a whole role folded. Pixels. */
export interface Spot {
  /** Places of the nodes that stand here. */
  readonly members: readonly number[]
  readonly label: string
  readonly role: string
  readonly isFolded: boolean
  readonly x: number
  readonly y: number
  readonly r: number
}

/** A box around spots: a pod. */
export interface Box {
  readonly label: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A line between two spots, by their places in the list of spots. */
export interface Line {
  readonly a: number
  readonly b: number
  readonly messages: number
}

/** The picture of a system. */
export interface TopologyView {
  readonly spots: readonly Spot[]
  readonly boxes: readonly Box[]
  readonly lines: readonly Line[]
  /** The spot where each node stands. */
  readonly spotOf: Int32Array
}

/** How large the picture is, and which roles are shown one by one though they are many. */
export interface Frame {
  readonly width: number
  readonly height: number
  readonly opened: ReadonlySet<string>
}

const margin = { top: 66, right: 92, bottom: 72, left: 70 }

/** Lays out the picture. */
export function topologyView(model: TraceModel, frame: Frame): TopologyView {
  const { nodes } = model.header.topology
  const folded = foldedRoles(nodes, frame.opened)
  const columns = columnsOf(nodes, model.links, folded)
  const inner = {
    width: Math.max(60, frame.width - margin.left - margin.right),
    height: Math.max(60, frame.height - margin.top - margin.bottom),
  }
  const spots: Spot[] = []
  const sized = columns.map(({ units }) => {
    const radius = radiusOf(units, columns.length, inner)
    return { units, radius, width: widthOf(units, radius, inner) }
  })
  const taken = sized.reduce((sum, { width }) => sum + width, 0)
  const gap = columns.length > 1 ? Math.max(0, inner.width - taken) / (columns.length - 1) : 0
  let left = margin.left + (columns.length === 1 ? (inner.width - taken) / 2 : 0)
  sized.forEach(({ units, radius, width }, index) => {
    const isLast = index === columns.length - 1
    spots.push(...place(units, { x: left + width / 2, width, isLast, inner, radius }))
    left += width + gap
  })
  const spotOf = new Int32Array(nodes.length).fill(-1)
  spots.forEach(({ members }, spot) => {
    for (const member of members) spotOf[member] = spot
  })
  return { spots, boxes: boxesOf(model, spots, spotOf), lines: linesOf(model, spotOf), spotOf }
}

function foldedRoles(nodes: readonly TopologyNode[], opened: ReadonlySet<string>): Set<string> {
  const counts = new Map<string, number>()
  for (const { role } of nodes) counts.set(role, (counts.get(role) ?? 0) + 1)
  return new Set(
    [...counts]
      .filter(([role, number]) => number > foldAbove && !opened.has(role))
      .map(([role]) => role),
  )
}

function radiusOf(
  units: readonly Unit[],
  columns: number,
  inner: { width: number; height: number },
) {
  const room = units.some(({ isPod }) => isPod) ? 3.6 : 2.7
  const byHeight = inner.height / Math.max(1, rowsOfColumn(units)) / room
  const byWidth = inner.width / Math.max(1, columns) / 5
  const isAlone = units.length === 1 && units[0]!.spots.length === 1
  return Math.max(5, Math.min(isAlone ? 24 : 19, byHeight, byWidth))
}

/** Rows of spots that a column is high, its pods with room for their boxes. */
function rowsOfColumn(units: readonly Unit[]): number {
  if (units.some(({ isPod }) => isPod)) return blocksOf(units).rows
  const spots = units.reduce((sum, unit) => sum + unit.spots.length, 0)
  return spots > foldAbove * 1.5 ? Math.ceil(spots / Math.ceil(spots / foldAbove)) : spots
}

/** Room between two units when there are boxes, in rows. */
const boxGap = 0.6

/** Where each unit begins, and how many spots stand side by side in it. */
function blocksOf(units: readonly Unit[]) {
  let rows = 0
  const blocks = units.map(({ spots, isPod }) => {
    const wide = !isPod ? 1 : spots.length <= 4 ? spots.length : Math.ceil(spots.length / 2)
    const begin = rows
    rows += Math.ceil(spots.length / wide) + boxGap
    return { begin, wide }
  })
  return { blocks, rows: rows - boxGap }
}

/** How wide a column is, its boxes and rings included. */
function widthOf(
  units: readonly Unit[],
  radius: number,
  inner: { width: number; height: number },
): number {
  const [only] = units
  if (units.length === 1 && only?.isRing)
    return 2 * Math.min(inner.height * 0.42, inner.width * 0.3)
  if (!units.some(({ isPod }) => isPod)) return 2 * radius
  const widest = Math.max(...blocksOf(units).blocks.map(({ wide }) => wide))
  return (widest - 1) * acrossOf(radius) + 2 * radius
}

/** From one node of a box to the next: there must be room for names beneath. */
function acrossOf(radius: number): number {
  return Math.max(radius * 3.4, 64)
}

interface Column {
  /** Its middle. */
  readonly x: number
  readonly width: number
  readonly isLast: boolean
  readonly inner: { readonly width: number; readonly height: number }
  readonly radius: number
}

function place(units: readonly Unit[], column: Column): Spot[] {
  const ring = units.length === 1 && units[0]!.isRing ? units[0]! : undefined
  if (ring) return placeRing(ring, column)
  if (units.some(({ isPod }) => isPod)) return placeBlocks(units, column)
  return placeRows(units, column)
}

function placeRing({ spots }: Unit, { x, width, inner, radius }: Column): Spot[] {
  const wide = width / 2
  const cy = margin.top + inner.height / 2
  return spots.map((spot, index) => {
    const angle = (index / spots.length) * 2 * Math.PI - Math.PI / 2
    return at(spot, x + wide * Math.cos(angle), cy + wide * Math.sin(angle), radius)
  })
}

/** Pods one below the other, their nodes side by side. */
function placeBlocks(units: readonly Unit[], { x, inner, radius }: Column): Spot[] {
  const { blocks, rows } = blocksOf(units)
  const step = Math.min(inner.height / Math.max(1, rows - 1), radius * 5)
  const top = margin.top + (inner.height - step * (rows - 1)) / 2
  return units.flatMap(({ spots }, unit) => {
    const { begin, wide } = blocks[unit]!
    return spots.map((spot, index) => {
      const side = (index % wide) - (wide - 1) / 2
      const down = begin + Math.floor(index / wide)
      return at(spot, x + side * acrossOf(radius), top + down * step, radius)
    })
  })
}

/** Half the angle of the arc on which many nodes of the last column stand. */
const arcHalf = 1.2

/** One below the other; in the last column many spread on an arc, and very many in a block. */
function placeRows(units: readonly Unit[], { x, isLast, inner, radius }: Column): Spot[] {
  const all = units.flatMap(({ spots }, unit) => spots.map((spot) => ({ spot, unit })))
  const rows = rowsOfColumn(units)
  const lanes = Math.ceil(all.length / rows)
  const middle = margin.top + inner.height / 2
  if (isArc(units, isLast, lanes)) {
    const round = inner.height / 2 / Math.sin(arcHalf)
    return all.map(({ spot }, index) => {
      const angle = ((2 * index) / (all.length - 1) - 1) * arcHalf
      return at(spot, x - round * (1 - Math.cos(angle)), middle + round * Math.sin(angle), radius)
    })
  }
  const gaps = units.length - 1
  const step = Math.min(inner.height / Math.max(1, rows - 1 + gaps * 0.6), radius * 6.5)
  const height = step * (rows - 1 + (lanes === 1 ? gaps * 0.6 : 0))
  return all.map(({ spot, unit }, index) => {
    const row = index % rows
    const lane = Math.floor(index / rows)
    const down = step * (row + (lanes === 1 ? unit * 0.6 : 0))
    const aside = (lane - (isLast ? lanes - 1 : (lanes - 1) / 2)) * radius * 3
    return at(spot, x + aside, middle - height / 2 + down, radius)
  })
}

function isArc(units: readonly Unit[], isLast: boolean, lanes: number): boolean {
  return isLast && lanes === 1 && units.length === 1 && units[0]!.spots.length > 4
}

function at(spot: Unit['spots'][number], x: number, y: number, radius: number): Spot {
  return { ...spot, x, y, r: spot.isFolded ? radius * 1.6 : radius }
}

function boxesOf(model: TraceModel, spots: readonly Spot[], spotOf: Int32Array): Box[] {
  return model.header.topology.pods.flatMap(({ name, members }) => {
    const here = members.flatMap((member) => {
      const spot = spots[spotOf[model.places.get(member) ?? -1] ?? -1]
      return spot ? [spot] : []
    })
    if (here.length === 0) return []
    const pad = 16
    const left = Math.min(...here.map(({ x, r }) => x - r)) - pad
    const right = Math.max(...here.map(({ x, r }) => x + r)) + pad
    const top = Math.min(...here.map(({ y, r }) => y - r)) - pad - 12
    const bottom = Math.max(...here.map(({ y, r }) => y + r)) + pad + 10
    return [{ label: name, x: left, y: top, width: right - left, height: bottom - top }]
  })
}

function linesOf(model: TraceModel, spotOf: Int32Array): Line[] {
  const lines = new Map<string, Line>()
  for (const { a, b, messages } of model.links.pairs) {
    const from = spotOf[a]!
    const to = spotOf[b]!
    if (from === to || from < 0 || to < 0) continue
    const key = `${Math.min(from, to)} ${Math.max(from, to)}`
    const known = lines.get(key)
    lines.set(key, {
      a: Math.min(from, to),
      b: Math.max(from, to),
      messages: messages + (known?.messages ?? 0),
    })
  }
  return [...lines.values()]
}
