/** Who says what around the process table. Memory is in MB throughout. */
import type { Micros } from '../../../engine/index.ts'

/** One line of a process table. */
export type Process = {
  readonly id: string
  readonly status: 'up' | 'paused' | 'down'
  /** `null` for a process that shows nothing: it is down, or has just come up. */
  readonly memory: number | null
}

/** Who receives what. */
export type Topz = {
  user: {
    visit: { n: number }
    page: { n: number }
    impatient: { n: number }
  }
  app: {
    serve: { n: number }
    /** Time to look at its own memory. */
    breathe: object
    /** The library's end point, in a program that has the library. */
    describe: { round: number }
  }
  topz: {
    list: { round: number }
    /** End this process in good order. */
    end: { id: string }
  }
  dashboard: {
    tick: object
    /** A process table; from a library it has one line. */
    table: { round: number; processes: readonly Process[] }
  }
  /** Starts again what ended, as the machine's agent does. */
  keeper: { start: { id: string } }
}

/** What the dashboard shows of a process. */
export interface Row {
  readonly status: Process['status']
  readonly memory: number | null
  /** When it was received. */
  readonly at: Micros
}

/** What an app knows. */
export interface AppState {
  since: Micros
  memory: number
}

/** What the dashboard knows. */
export interface DashboardState {
  round: number
  rows: { [app: string]: Row }
  /** The last readings of memory, oldest first. */
  readings: { [app: string]: number[] }
  /** Processes it has called leaking, and when first. */
  named: { [app: string]: Micros }
}
