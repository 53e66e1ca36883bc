/** Draws the space-time diagram: what is in sight of it. */
import type { Ink } from '../look/ink.ts'
import type { Arrow, Bar, LifelinesView } from '../view/lifelines.ts'
import type { Segment } from '../view/said.ts'
import type { Strip, Strips } from '../view/strips.ts'

/** What is drawn, and how. */
export interface LifelinesPicture {
  readonly view: LifelinesView
  readonly strips: Strips
  readonly segments: readonly Segment[]
  readonly size: { readonly width: number; readonly height: number }
  readonly rowHeight: number
  /** The middle of a row, pixels from the upper edge. */
  readonly y: (row: number) => number
  readonly sight: readonly [from: number, to: number]
  readonly ink: Ink
  /** The colour of a node, by its place. */
  readonly colourOf: (place: number) => string
  readonly rowColour: (row: number) => string
  /** The send of the message that is selected, and of the one under the pointer; −1 for none. */
  readonly picked: number
  readonly hovered: number
}

/** Arrows in a window beyond which they are drawn thin and without their heads. */
const crowd = 900

/** Draws it all, from what lies beneath to what lies on top. */
export function paintLifelines(context: CanvasRenderingContext2D, picture: LifelinesPicture): void {
  for (const segment of picture.segments) paintSegment(context, picture, segment)
  paintLines(context, picture)
  for (const strip of picture.strips.strips) paintStrip(context, picture, strip)
  for (const bar of picture.view.bars) paintBar(context, picture, bar)
  const { arrows } = picture.view
  const isDense = arrows.length > crowd
  context.globalAlpha = isDense ? 0.45 : 0.95
  for (const arrow of arrows) paintArrow(context, picture, arrow, isDense)
  context.globalAlpha = 1
  for (const arrow of arrows)
    if (arrow.send === picture.picked || arrow.send === picture.hovered)
      paintPicked(context, picture, arrow)
}

function paintLines(context: CanvasRenderingContext2D, picture: LifelinesPicture): void {
  context.lineWidth = 2
  context.strokeStyle = picture.ink.line
  context.globalAlpha = 0.8
  for (let row = picture.sight[0]; row < picture.sight[1]; row++)
    line(context, 0, picture.y(row), picture.size.width, picture.y(row))
}

/** What a node says it is: a soft ground, and the words where there is room. */
function paintSegment(
  context: CanvasRenderingContext2D,
  { size, rowHeight, y, ink }: LifelinesPicture,
  { row, x1, x2, text, colour }: Segment,
): void {
  const left = Math.max(0, x1 * size.width)
  const right = Math.min(size.width, x2 * size.width)
  const top = y(row) - rowHeight / 2 + 1
  context.globalAlpha = 0.75
  context.fillStyle = ink.epochs[colour]!
  context.fillRect(left, top, Math.max(1, right - left), rowHeight - 2)
  context.globalAlpha = 1
  if (x1 > 0) {
    context.fillStyle = ink.mid
    context.fillRect(left, top, 1, rowHeight - 2)
  }
  if (rowHeight < 17) return
  context.font = `10px ${getComputedStyle(context.canvas).fontFamily}`
  if (context.measureText(text).width + 8 > right - left) return
  context.fillStyle = ink.mid
  context.fillText(text, left + 4, top + 10)
}

/** How many wait, above the line; how busy, on it; how many events, around it. */
function paintStrip(
  context: CanvasRenderingContext2D,
  picture: LifelinesPicture,
  { row, queued, busy, events }: Strip,
): void {
  const { size, rowHeight, y, ink, strips, view } = picture
  const half = rowHeight / 2 - 1
  const columns = (queued ?? busy ?? events)?.length ?? 0
  const wide = size.width / Math.max(1, columns)
  const tall = (column: number, value: number) =>
    context.rect(column * wide, y(row) - value, wide + 0.4, value)
  if (events) {
    context.beginPath()
    for (let column = 0; column < columns; column++) {
      const share = Math.sqrt(events[column]! / Math.max(1, strips.mostEvents)) * half
      if (share > 0) context.rect(column * wide, y(row) - share, wide + 0.4, 2 * share)
    }
    context.globalAlpha = 0.4
    context.fillStyle = picture.rowColour(row)
    context.fill()
  }
  if (queued && strips.mostQueued > 0) {
    context.beginPath()
    for (let column = 0; column < columns; column++) {
      const waiting = queued[column]!
      // One that waits is seen beside a hundred.
      if (waiting > 0) tall(column, Math.max(2.5, (waiting / strips.mostQueued) * half))
    }
    context.globalAlpha = 0.4
    context.fillStyle = ink.queue
    context.fill()
  }
  const hasBars = view.bars.some((bar) => bar.row === row && bar.kind === 'service')
  if (busy && !hasBars) {
    context.beginPath()
    for (let column = 0; column < columns; column++)
      if (busy[column]! > 0) {
        const share = Math.max(1, busy[column]! * 2)
        context.rect(column * wide, y(row) - share, wide + 0.4, 2 * share)
      }
    context.globalAlpha = 0.9
    context.fillStyle = picture.rowColour(row)
    context.fill()
  }
}

function paintBar(
  context: CanvasRenderingContext2D,
  { size, y, ink, rowColour }: LifelinesPicture,
  { row, x1, x2, kind }: Bar,
): void {
  const left = Math.max(-2, x1 * size.width)
  const right = Math.min(size.width + 2, x2 * size.width)
  if (kind === 'service') {
    context.globalAlpha = 0.9
    context.strokeStyle = rowColour(row)
    context.lineWidth = 4
    line(context, left, y(row), Math.max(left + 1, right), y(row))
    return
  }
  context.globalAlpha = 1
  context.strokeStyle = ink.panel
  context.lineWidth = 6
  line(context, left, y(row), right, y(row))
  context.strokeStyle = kind === 'down' ? ink.bad : ink.warn
  context.lineWidth = 2
  context.setLineDash(kind === 'down' ? [2, 4] : [7, 4])
  line(context, left, y(row), right, y(row))
  context.setLineDash([])
}

/** The two ends of an arrow in pixels; what is lost at once still shows which way it went. */
function endsOf({ size, y }: LifelinesPicture, { x1, x2, from, to, shape }: Arrow) {
  const left = x1 * size.width
  const isShort = shape === 'lost' && x2 - x1 < 0.004
  return {
    left,
    top: y(from),
    right: isShort ? left + 14 : x2 * size.width,
    bottom: isShort ? y(from) + (y(to) - y(from)) * 0.5 : y(to),
  }
}

function paintArrow(
  context: CanvasRenderingContext2D,
  picture: LifelinesPicture,
  arrow: Arrow,
  isDense: boolean,
): void {
  const { ink, colourOf, rowHeight } = picture
  const { shape, isOpen, isIndirect, sender } = arrow
  const colour = shape === 'lost' ? ink.bad : colourOf(sender)
  const { left, top, right, bottom } = endsOf(picture, arrow)
  context.strokeStyle = colour
  context.lineWidth = isDense ? 0.8 : 1.1
  if (isIndirect) context.setLineDash([6, 4])
  else if (shape === 'lost' || isOpen) context.setLineDash([3, 3])
  line(context, left, top, right, bottom)
  context.setLineDash([])
  const dot = isDense ? 0 : Math.min(2.6, rowHeight / 6)
  if (shape === 'lost') {
    context.lineWidth = 1.6
    line(context, right - 3, bottom - 3, right + 3, bottom + 3)
    line(context, right + 3, bottom - 3, right - 3, bottom + 3)
  } else if (dot > 0 && !isOpen) {
    context.beginPath()
    context.arc(right, bottom, dot, 0, 2 * Math.PI)
    context.fillStyle = shape === 'reply' ? ink.panel : colour
    context.fill()
    if (shape === 'reply') context.stroke()
  }
}

/** The message that is selected or under the pointer, on top of all others. */
function paintPicked(
  context: CanvasRenderingContext2D,
  picture: LifelinesPicture,
  arrow: Arrow,
): void {
  const { left, top, right, bottom } = endsOf(picture, arrow)
  context.strokeStyle = arrow.send === picture.picked ? picture.ink.accent : picture.ink.mid
  context.lineWidth = 2.4
  if (arrow.isIndirect) context.setLineDash([6, 4])
  line(context, left, top, right, bottom)
  context.setLineDash([])
}

function line(
  context: CanvasRenderingContext2D,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): void {
  context.beginPath()
  context.moveTo(x1, y1)
  context.lineTo(x2, y2)
  context.stroke()
}
