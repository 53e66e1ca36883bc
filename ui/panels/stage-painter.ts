/** Draws the messages of the stage. Shape says what a message is, colour who sent it. */
import type { Ink } from '../look/ink.ts'
import type { MessageMark } from '../view/messages.ts'

const radius = 5

/** Draws marks; `colourOf` gives the colour of a sender. */
export function paintMessages(
  context: CanvasRenderingContext2D,
  marks: readonly MessageMark[],
  look: {
    readonly ink: Ink
    readonly colourOf: (place: number) => string
    readonly chosen: ReadonlySet<number>
  },
): void {
  const { ink, colourOf, chosen } = look
  const size = marks.length > 400 ? 3 : radius
  for (const { x, y, shape, from, send, strength } of marks) {
    const colour = colourOf(from)
    context.globalAlpha = strength
    context.beginPath()
    if (shape === 'lost') {
      context.strokeStyle = ink.bad
      context.lineWidth = 2
      context.moveTo(x - size, y - size)
      context.lineTo(x + size, y + size)
      context.moveTo(x + size, y - size)
      context.lineTo(x - size, y + size)
      context.stroke()
    } else if (shape === 'request') {
      context.fillStyle = colour
      context.arc(x, y, size, 0, 2 * Math.PI)
      context.fill()
    } else {
      context.fillStyle = ink.bg
      context.strokeStyle = colour
      context.lineWidth = 2
      context.arc(x, y, size - 0.6, 0, 2 * Math.PI)
      context.fill()
      context.stroke()
    }
    if (chosen.has(send)) {
      context.beginPath()
      context.strokeStyle = ink.accent
      context.lineWidth = 1.5
      context.arc(x, y, size + 4, 0, 2 * Math.PI)
      context.stroke()
    }
  }
  context.globalAlpha = 1
}
