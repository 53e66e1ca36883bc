/** Playing, stepping, and the tracks. */
import { count } from '../../view/time-label.ts'

/** See the file's header. */
export const timeline = {
  transport: {
    title: 'Transport',
    play: 'Play (Space)',
    pause: 'Pause (Space)',
    toStart: 'To the beginning (Home)',
    toEnd: 'To the end (End)',
    back: 'Previous event (,)',
    forward: 'Next event (.)',
    previousFailure: 'Previous failure (p)',
    nextFailure: 'Next failure (n)',
    event: (seq: number, all: number) => `event ${count(seq)} of ${count(all)}`,
    eventShort: (seq: number, all: number) => `${count(seq)} / ${count(all)}`,
    speed: 'speed',
    speedValue: (perSecond: string) => `${perSecond} a second`,
    speedEvents: (n: string) => `${n} events a second`,
    mode: 'Axis',
    modes: { time: 'time', compressed: 'compressed', events: 'events' },
    modeHelp: {
      time: 'Time runs evenly',
      compressed: 'Idle gaps are shrunk; the order is kept',
      events: 'Each event takes the same room',
    },
    cursor: 'Time',
    cursorValue: (seq: number, all: number, at: string, what: string) =>
      `event ${count(seq)} of ${count(all)}, ${at}, ${what}`,
  },
  timeline: {
    title: 'Timeline',
    whole: (from: string, to: string) => `${from} – ${to}`,
    faults: 'faults',
    window: 'Window of the timeline',
    wholeRun: 'whole run',
    zoomIn: 'Zoom in (+)',
    zoomOut: 'Zoom out (−)',
    sampled: (drawn: number, all: number) =>
      `${count(drawn)} of ${count(all)} messages are drawn; zoom in for all`,
    latency: 'latency',
    noOperations: 'no operation ends here',
    lifelines: 'Lifelines: messages between nodes over time',
    group: (role: string, n: number) => `${role} ×${count(n)}`,
  },
} as const
