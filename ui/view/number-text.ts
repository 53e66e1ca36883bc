/** Numbers of measures as people read them. */
import { decimal, figure, grouped } from './numerals.ts'
import { span } from './time-label.ts'

/** A value, a time where it is one; `isSigned` writes a plus before what is above 0. */
export function numberText(value: number | null, isTime: boolean, isSigned = false): string {
  if (value === null) return '–'
  const size = Math.abs(value)
  const text = isTime ? span(size) : plain(size)
  if (value < 0) return `−${text}`
  return isSigned && value > 0 ? `+${text}` : text
}

/** A share as per cent. */
export function shareText(share: number, isSigned = false): string {
  const size = Math.abs(share) * 100
  const digits = size > 0 && size < 10 ? 1 : 0
  const text = `${size >= 1000 ? grouped(size) : decimal(size.toFixed(digits))} %`
  if (share < 0) return `−${text}`
  return isSigned && share > 0 ? `+${text}` : text
}

function plain(size: number): string {
  if (size >= 1000 || Number.isInteger(size)) return grouped(size)
  return figure(size, 3)
}
