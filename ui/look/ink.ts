/** The page's colours for canvases, which know no custom properties. */
import { colourCount } from '../view/colours.ts'

/** Colours as CSS texts. */
export interface Ink {
  readonly identity: readonly string[]
  readonly bad: string
  readonly accent: string
  readonly line: string
  readonly dim: string
  readonly warn: string
  readonly panel: string
  readonly bg: string
  readonly queue: string
  readonly mid: string
  /** Softer colours, for epochs and terms. */
  readonly epochs: readonly string[]
}

/** How many colours for epochs there are: `--e1` … `--e6`. */
export const epochCount = 6

const known = new Map<string, Ink>()

/** The colours of a theme that the page wears now; read once. */
export function inkOf(element: Element, theme: string): Ink {
  const ink = known.get(theme) ?? read(element)
  known.set(theme, ink)
  return ink
}

function read(element: Element): Ink {
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  return {
    identity: Array.from({ length: colourCount }, (_one, place) => colour(`--c${place + 1}`)),
    bad: colour('--bad'),
    accent: colour('--accent'),
    line: colour('--line'),
    dim: colour('--dim'),
    warn: colour('--warn'),
    panel: colour('--panel'),
    bg: colour('--bg'),
    queue: colour('--queue'),
    mid: colour('--mid'),
    epochs: Array.from({ length: epochCount }, (_one, place) => colour(`--e${place + 1}`)),
  }
}

/** Sizes a canvas for the screen's pixels and clears it; drawing is in CSS pixels. */
export function cleared(
  canvas: HTMLCanvasElement,
  size: { readonly width: number; readonly height: number },
): CanvasRenderingContext2D | null {
  const ratio = Math.min(3, devicePixelRatio || 1)
  const width = Math.round(size.width * ratio)
  const height = Math.round(size.height * ratio)
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  const context = canvas.getContext('2d')
  if (!context) return null
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, size.width, size.height)
  return context
}
