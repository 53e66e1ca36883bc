/**
 * The scale of the speed: one event at a time at its lower end, then logarithmic from a hundredth
 * of the calm speed up to the whole run in two seconds, which is as fast as it draws.
 */

/** The highest notch; the lowest is 0. */
export const speedNotches = 60

/** The speed that stands for one event at a time. */
export const oneByOne = 0

/** What the scale of a run is made from, in places of its axis. */
export interface Pace {
  /** The speed at which a person can follow, places a second. */
  readonly calm: number
  /** How long the axis is. */
  readonly whole: number
}

/** A notch's speed, in places of the axis a second; {@link oneByOne} for the lowest. */
export function speedAt(notch: number, pace: Pace): number {
  if (notch <= 0) return oneByOne
  const { low, high } = boundsOf(pace)
  return low * (high / low) ** ((Math.min(notch, speedNotches) - 1) / (speedNotches - 1))
}

/** The notch nearest to a speed. */
export function speedNotchOf(speed: number, pace: Pace): number {
  if (speed <= oneByOne) return 0
  const { low, high } = boundsOf(pace)
  const share = Math.log(speed / low) / Math.log(high / low)
  return Math.min(speedNotches, Math.max(1, 1 + Math.round(share * (speedNotches - 1))))
}

function boundsOf({ calm, whole }: Pace): { low: number; high: number } {
  return { low: calm / 100, high: Math.max(calm * 10, whole / 2) }
}
