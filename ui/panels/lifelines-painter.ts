/** Draws the space-time diagram. */
import type { Ink } from '../look/ink.ts'
import type { LifelinesView } from '../view/lifelines.ts'

interface Size {
  readonly width: number
  readonly height: number
  readonly laneHeight: number
}

/** Draws lanes, bars and arrows. `colourOf` gives the colour of a sender. */
export function paintLifelines(
  context: CanvasRenderingContext2D,
  view: LifelinesView,
  look: {
    readonly size: Size
    readonly lanes: number
    readonly ink: Ink
    readonly colourOf: (place: number) => string
    readonly laneColour: (lane: number) => string
  },
): void {
  const { size, lanes, ink, colourOf, laneColour } = look
  const y = (lane: number) => (lane + 0.5) * size.laneHeight
  context.lineWidth = 2
  context.strokeStyle = ink.line
  context.globalAlpha = 0.8
  for (let lane = 0; lane < lanes; lane++) line(context, 0, y(lane), size.width, y(lane))
  for (const { lane, x1, x2, kind } of view.bars) {
    if (lane < 0) continue
    const left = Math.max(-2, x1 * size.width)
    const right = Math.min(size.width + 2, x2 * size.width)
    if (kind === 'service') {
      context.globalAlpha = 0.9
      context.strokeStyle = laneColour(lane)
      context.lineWidth = 4
      line(context, left, y(lane), Math.max(left + 1, right), y(lane))
    } else {
      context.globalAlpha = 1
      context.strokeStyle = ink.panel
      context.lineWidth = 6
      line(context, left, y(lane), right, y(lane))
      context.strokeStyle = kind === 'down' ? ink.bad : ink.warn
      context.lineWidth = 2
      context.setLineDash(kind === 'down' ? [2, 4] : [7, 4])
      line(context, left, y(lane), right, y(lane))
      context.setLineDash([])
    }
  }
  const isDense = view.arrows.length > 900
  const dot = isDense ? 0 : Math.min(2.6, size.laneHeight / 6)
  context.globalAlpha = isDense ? 0.45 : 0.95
  for (const { x1, x2, from, to, sender, shape, isOpen } of view.arrows) {
    const colour = shape === 'lost' ? ink.bad : colourOf(sender)
    const left = x1 * size.width
    // What is lost at once still shows which way it went.
    const right = shape === 'lost' && x2 - x1 < 0.004 ? left + 14 : x2 * size.width
    const y1 = y(from)
    const y2 = shape === 'lost' && x2 - x1 < 0.004 ? y1 + (y(to) - y1) * 0.5 : y(to)
    context.strokeStyle = colour
    context.lineWidth = isDense ? 0.8 : 1.1
    if (shape === 'lost' || isOpen) context.setLineDash([3, 3])
    line(context, left, y1, right, y2)
    context.setLineDash([])
    if (shape === 'lost') {
      context.lineWidth = 1.6
      line(context, right - 3, y2 - 3, right + 3, y2 + 3)
      line(context, right + 3, y2 - 3, right - 3, y2 + 3)
    } else if (dot > 0 && !isOpen) {
      context.beginPath()
      context.arc(right, y2, dot, 0, 2 * Math.PI)
      context.fillStyle = shape === 'reply' ? ink.panel : colour
      context.fill()
      if (shape === 'reply') context.stroke()
    }
  }
  context.globalAlpha = 1
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
