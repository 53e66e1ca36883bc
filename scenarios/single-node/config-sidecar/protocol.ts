/** Who says what about configuration; and what a configuration is. */
import type { Micros, Timer } from '../../../engine/index.ts'

/** A configuration. A version with fewer than one worker is malformed, and anyone can see that. */
export type Config = {
  readonly version: number
  readonly workers: number
  /** `experimental` looks right and makes the program crash: only trying shows it. */
  readonly engine: 'stable' | 'experimental'
}

/** How good the next version is. */
export type Quality = 'good' | 'malformed' | 'poison'

/** A configuration, and since when the pod could have had it. */
export type Offer = { readonly config: Config; readonly since: Micros }

/** The configuration that is built into the image. */
export const baked: Config = { version: 1, workers: 4, engine: 'stable' }

/** A new version. */
export function configOf(version: number, quality: Quality): Config {
  return {
    version,
    workers: quality === 'malformed' ? 0 : 4,
    engine: quality === 'poison' ? 'experimental' : 'stable',
  }
}

/** Whether a configuration has the right form. What it does is another matter. */
export function isWellFormed({ workers }: Config): boolean {
  return workers >= 1
}

/** Who receives what. */
export type Configured = {
  client: {
    visit: { n: number }
    answer: { n: number; version: number | null }
    impatient: { n: number }
  }
  app: {
    serve: { n: number }
    /** The time to read the file again is over. */
    apply: object
    /** Look whether the file has changed. */
    peek: object
  }
  sidecar: {
    poll: object
    /** The API's answer; `null`: it has nothing to say. */
    offer: { offer: Offer | null }
    /** Look how the program takes it. */
    look: object
  }
  api: {
    push: { quality: Quality }
    /** What the pod runs, and which versions it found bad. */
    want: { pod: number; running: number; bad: readonly number[] }
    warm: object
  }
  /** The machine's agent: starts again what ended; without sidecars it also deploys. */
  keeper: {
    start: { id: string }
    deploy: Offer
    roll: { version: number; pod: number }
  }
}

/** What a client knows. */
export interface ClientState {
  waiting: { [visit: string]: Timer }
}

/** What a program knows. */
export interface AppState {
  /** What its image holds. */
  image: Offer
  /** The version it runs; `null`: it has no configuration. */
  version: number | null
}

/** What a sidecar knows. */
export interface SidecarState {
  /** The version last written, and those that came before and proved good. */
  written: Offer | null
  good: Offer | null
  /** Versions found bad here. */
  bad: number[]
}

/** What the API knows. */
export interface ApiState {
  /** Right after a start it does not know yet what it has. */
  ready: boolean
  last: number
  /** What the fleet should run. */
  good: Offer
  /** What one pod tries out first. */
  trial: Offer | null
  /** Since when the trial has been seen running; `null`: not yet. */
  seen: Micros | null
  /** Waiting for the trial to end. */
  queue: Config[]
}

/** The file that sidecar and program share. */
export const file = 'config'
