/** The largest value of any stretch of a list, found without looking at all of it. */

/** A pyramid of maxima: each floor holds the largest of every sixteen of the floor below. */
export interface Peaks {
  readonly floors: readonly Int32Array[]
}

const step = 16

/** Builds the pyramid; linear in the list. */
export function peaksOf(values: Int32Array): Peaks {
  const floors = [values]
  for (let below = values; below.length > step;) {
    const floor = new Int32Array(Math.ceil(below.length / step))
    for (let place = 0; place < below.length; place++) {
      const above = Math.floor(place / step)
      if (place % step === 0 || below[place]! > floor[above]!) floor[above] = below[place]!
    }
    floors.push(floor)
    below = floor
  }
  return { floors }
}

/** The largest value from `from` up to, not including, `to`; `least` where there is none above it. */
export function peakIn({ floors }: Peaks, from: number, to: number, least = 0): number {
  let most = least
  let left = from
  let right = to
  const look = (floor: Int32Array, place: number) => {
    if (floor[place]! > most) most = floor[place]!
  }
  for (const floor of floors) {
    if (left >= right) break
    const isLast = floor === floors.at(-1)
    while (left < right && (isLast || left % step !== 0)) look(floor, left++)
    while (left < right && !isLast && right % step !== 0) look(floor, --right)
    left /= step
    right /= step
  }
  return most
}
