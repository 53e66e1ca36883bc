/**
 * Moments as logs write them, turned into whole microseconds since 1970-01-01T00:00:00Z. The
 * calendar is computed here, since the language's own depends on the machine's time zone.
 *
 * Digits beyond the microsecond are rounded to the nearest one, halves up. Leap seconds (`:60`)
 * count as the first second of the next minute.
 */
import type { Micros } from '../clockwork/time.ts'

const SECOND: Micros = 1_000_000
const DAY = 86_400 // seconds
const YEARS = { first: 1970, last: 2200 } // within 2^53 µs on either side

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The unit that a bare number counts since 1970. */
export type EpochUnit = 'seconds' | 'milliseconds' | 'microseconds' | 'nanoseconds'

// How many of a number's digits before the decimal point are smaller than a second.
const DIGITS_BELOW_SECOND: Record<EpochUnit, number> = {
  seconds: 0,
  milliseconds: 3,
  microseconds: 6,
  nanoseconds: 9,
}

/** The moment written as in `17/May/2015:10:05:03 +0000`; `undefined` when it is not one. */
export function parseAccessTime(text: string): Micros | undefined {
  const parts = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})$/.exec(text)
  if (parts === null) return undefined
  const [, day, month, year, hour, minute, second, zone] = parts
  return moment({
    year: Number(year),
    month: MONTHS.indexOf(month!) + 1,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    fraction: '',
    zone: zone!,
  })
}

/**
 * The moment written as in ISO 8601 or with a space for the `T`: `2023-11-16 18:17:03.9799600`,
 * `2023-11-16T18:17:03Z`, `…+02:00`. Without a zone it is UTC. `undefined` when it is not one.
 */
export function parseIsoTime(text: string): Micros | undefined {
  const parts =
    /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/.exec(
      text,
    )
  if (parts === null) return undefined
  const [, year, month, day, hour, minute, second, fraction, zone] = parts
  return moment({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    fraction: fraction ?? '',
    zone: zone ?? 'Z',
  })
}

/** The moment that a number counts since 1970, with decimals; `undefined` when it is not one. */
export function parseEpoch(text: string, unit: EpochUnit): Micros | undefined {
  const parts = /^(\d{1,19})(?:\.(\d{1,12}))?$/.exec(text)
  if (parts === null) return undefined
  const [, whole, decimals] = parts
  const split = Math.max(0, whole!.length - DIGITS_BELOW_SECOND[unit])
  const below = whole!.slice(split).padStart(DIGITS_BELOW_SECOND[unit], '0')
  const at = Number(whole!.slice(0, split)) * SECOND + roundedMicros(below + (decimals ?? ''))
  return at <= Number.MAX_SAFE_INTEGER ? at : undefined
}

/** The unit in which a number since 1970 gives a moment before the year 5138, told by its size. */
export function guessEpochUnit(text: string): EpochUnit {
  const digits = text.split('.')[0]!.length
  if (digits <= 11) return 'seconds'
  if (digits <= 14) return 'milliseconds'
  return digits <= 17 ? 'microseconds' : 'nanoseconds'
}

/**
 * How many days after 1970-01-01 a date of the Gregorian calendar lies.
 *
 * Source: H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
 */
export function daysFromCivil(date: { year: number; month: number; day: number }): number {
  const year = date.month <= 2 ? date.year - 1 : date.year // years begin in March here
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const monthFromMarch = (date.month + 9) % 12
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + date.day - 1
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)
  return era * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468
}

interface Civil {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  fraction: string // digits after the decimal point
  zone: string // Z, +hhmm or +hh:mm
}

function moment(civil: Civil): Micros | undefined {
  const { year, month, day, hour, minute, second } = civil
  const inRange =
    year >= YEARS.first &&
    year <= YEARS.last &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysIn(year, month) &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 60
  const offset = offsetOf(civil.zone)
  if (!inRange || offset === undefined) return undefined
  const time = hour * 3_600 + minute * 60 + second - offset
  const at = (daysFromCivil({ year, month, day }) * DAY + time) * SECOND
  const exact = at + roundedMicros(civil.fraction)
  return exact >= 0 ? exact : undefined // only a zone east of 1970-01-01 can take it below
}

function daysIn(year: number, month: number): number {
  const next = month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 }
  return daysFromCivil({ ...next, day: 1 }) - daysFromCivil({ year, month, day: 1 })
}

/** Seconds that a zone is ahead of UTC. */
function offsetOf(zone: string): number | undefined {
  if (zone === 'Z') return 0
  const digits = zone.replace(':', '')
  const hours = Number(digits.slice(1, 3))
  const minutes = Number(digits.slice(3, 5))
  if (hours > 23 || minutes > 59) return undefined
  const size = hours * 3_600 + minutes * 60
  return zone[0] === '-' ? -size : size
}

/** Decimal digits of a second as µs; from the digits, since 0.1 is not exact as a number. */
function roundedMicros(digits: string): Micros {
  const micros = Number(digits.slice(0, 6).padEnd(6, '0'))
  return digits.length > 6 && digits[6]! >= '5' ? micros + 1 : micros
}
