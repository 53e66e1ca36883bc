/**
 * Playback: a cursor that moves over recorded events, outside React. Whoever draws every frame
 * listens here; everyone else hears of it at most ten times a second.
 */
import { cursorAt, placeOf, wholeOf } from '../view/axis.ts'
import type { Axis, Cursor } from '../view/axis.ts'
import { oneByOne } from '../view/speed-scale.ts'

/** Hears of each new position. */
export type Listener = (cursor: Cursor) => void

/** Between two steps when motion is reduced, ms. */
const reducedStep = 250

/** How long each event is looked at when they are played one by one, ms. */
const eventStep = 500

/** See the file's header. */
export class Player {
  cursor: Cursor = { seq: -1, at: 0 }
  /** Places of the axis a second; 0 for one event at a time. */
  speed = 1
  onPlaying: (isPlaying: boolean) => void = () => {}
  #axis: Axis | null = null
  #frame = 0
  #last = 0
  #isPlaying = false
  readonly #listeners = new Set<Listener>()

  get isPlaying(): boolean {
    return this.#isPlaying
  }

  /** Takes another axis; the cursor keeps its moment. */
  load(axis: Axis, cursor: Cursor): void {
    this.#axis = axis
    this.seek(cursor)
  }

  /** Hears of every move until the returned function is called. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Moves the cursor. */
  seek(cursor: Cursor): void {
    this.cursor = cursor
    for (const listener of this.#listeners) listener(cursor)
  }

  /** Moves the cursor to a place of the axis. */
  seekPlace(place: number): void {
    if (this.#axis) this.seek(cursorAt(this.#axis, place))
  }

  play(): void {
    if (this.#isPlaying || !this.#axis || this.#axis.length === 0) return
    if (placeOf(this.#axis, this.cursor) >= wholeOf(this.#axis).to)
      this.seekPlace(wholeOf(this.#axis).from)
    this.#isPlaying = true
    this.#last = performance.now()
    this.#frame = requestAnimationFrame((now) => this.#advance(now))
    this.onPlaying(true)
  }

  pause(): void {
    if (!this.#isPlaying) return
    this.#isPlaying = false
    cancelAnimationFrame(this.#frame)
    this.onPlaying(false)
  }

  #advance(now: number): void {
    const axis = this.#axis
    if (!axis || !this.#isPlaying) return
    const elapsed = now - this.#last
    const wait = this.speed === oneByOne ? eventStep : prefersLessMotion() ? reducedStep : 0
    if (elapsed > 0 && elapsed >= wait) {
      this.#last = now
      const isOver = this.speed === oneByOne ? this.#stepOn(axis) : this.#moveOn(axis, elapsed)
      if (isOver) {
        this.pause()
        return
      }
    }
    this.#frame = requestAnimationFrame((next) => this.#advance(next))
  }

  /** To where the time has come; returns whether that is the end. */
  #moveOn(axis: Axis, elapsed: number): boolean {
    // A tab in the background is not caught up with.
    const place = placeOf(axis, this.cursor) + (Math.min(elapsed, 500) / 1000) * this.speed
    const { to } = wholeOf(axis)
    this.seek(cursorAt(axis, Math.min(place, to)))
    return place >= to
  }

  /** To the next event; returns whether it is the last one. */
  #stepOn(axis: Axis): boolean {
    const seq = Math.min(this.cursor.seq + 1, axis.length - 1)
    this.seek({ seq, at: axis.at[seq]! })
    return seq === axis.length - 1
  }
}

function prefersLessMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}
