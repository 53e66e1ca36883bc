/** The cost curves as a picture that reads on light and on dark ground. */
import type { Curve } from './figure.ts'

const width = 820
const height = 430
const box = { left: 64, top: 44, right: 540, bottom: 372 }

/** A colour for each thing that grows; the limit of the same is dashed. */
const hues = ['blue', 'orange', 'green'] as const

const style = `
    text { font: 13px system-ui, sans-serif; fill: #24292f }
    .title { font-size: 15px; font-weight: 600 }
    .grid { stroke: #d0d7de; stroke-width: 1 }
    .line { fill: none; stroke-width: 2.2 }
    .limit { stroke-dasharray: 3 5 }
    .blue { stroke: #0969da } .orange { stroke: #bc4c00 } .green { stroke: #1a7f37 }
    .dot.blue { fill: #0969da } .dot.orange { fill: #bc4c00 } .dot.green { fill: #1a7f37 }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 }
      .grid { stroke: #3d444d }
      .blue { stroke: #58a6ff } .orange { stroke: #f0883e } .green { stroke: #56d364 }
      .dot.blue { fill: #58a6ff } .dot.orange { fill: #f0883e } .dot.green { fill: #56d364 }
    }`

/** Draws the curves; both axes are logarithmic. */
export function picture(curves: readonly Curve[]): string {
  const drawn = curves.filter(({ points }) => points.length > 0)
  const rates = drawn.flatMap(({ points }) => points.map(([, rate]) => rate))
  const x = axis([2, 6], [box.left, box.right])
  const low = Math.floor(Math.log10(Math.min(...rates)))
  const high = Math.ceil(Math.log10(Math.max(...rates)))
  const y = axis([low, high], [box.bottom, box.top])
  const kinds = [...new Set(drawn.map(({ by }) => by))]
  const names = labels(drawn.map(({ points }) => y(points.at(-1)![1])))
  const parts = drawn.map(({ name, by, points, isLimit }, index) => {
    const hue = hues[kinds.indexOf(by) % hues.length]!
    const places = points.map(([size, rate]) => `${round(x(size))},${round(y(rate))}`)
    const dots = points.map(
      ([size, rate]) =>
        `<circle class="dot ${hue}" cx="${round(x(size))}" cy="${round(y(rate))}" r="${isLimit ? 2 : 3.2}"/>`,
    )
    const words = isLimit ? name : `${name} by ${by}`
    return [
      `<polyline class="line ${hue}${isLimit ? ' limit' : ''}" points="${places.join(' ')}"/>`,
      ...dots,
      `<text x="${box.right + 12}" y="${round(names[index]! + 4)}">${words}</text>`,
    ].join('\n  ')
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
  <title>Cost curves: rates per second as pending events, nodes or the trace grow</title>
  <style>${style}
  </style>
  <text class="title" x="${box.left}" y="24">Events or messages per second, as things grow</text>
  ${grid(x, y, low, high).join('\n  ')}
  ${parts.join('\n  ')}
  <text x="${(box.left + box.right) / 2}" y="${height - 16}" text-anchor="middle">pending events, nodes, or events of the trace</text>
</svg>
`
}

type Axis = (value: number) => number

/** Powers of ten from the first exponent to the last, over a span of the picture. */
function axis(
  [from, to]: readonly [number, number],
  [begin, end]: readonly [number, number],
): Axis {
  return (value) => begin + ((Math.log10(value) - from) / (to - from)) * (end - begin)
}

function grid(x: Axis, y: Axis, low: number, high: number): string[] {
  const lines: string[] = []
  for (let power = 2; power <= 6; power++) {
    const at = round(x(10 ** power))
    lines.push(
      `<line class="grid" x1="${at}" x2="${at}" y1="${box.top}" y2="${box.bottom}"/>`,
      `<text x="${at}" y="${box.bottom + 20}" text-anchor="middle">${tenTo(power)}</text>`,
    )
  }
  for (let power = low; power <= high; power++) {
    const at = round(y(10 ** power))
    lines.push(
      `<line class="grid" x1="${box.left}" x2="${box.right}" y1="${at}" y2="${at}"/>`,
      `<text x="${box.left - 8}" y="${at + 4}" text-anchor="end">${tenTo(power)}</text>`,
    )
  }
  return lines
}

function tenTo(power: number): string {
  return `10${String(power).replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!)}`
}

/** Where names can stand: beside the ends of their lines, but not upon each other. */
function labels(ends: readonly number[]): number[] {
  const order = ends.map((_, index) => index).sort((a, b) => ends[a]! - ends[b]!)
  const places: number[] = []
  let free = -Infinity
  for (const index of order) {
    places[index] = Math.max(ends[index]!, free)
    free = places[index] + 17
  }
  return places
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
