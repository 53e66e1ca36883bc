/** Events in sentences. */
import { count, span } from '../../view/time-label.ts'

/** See the file's header. */
export const events = {
  events: {
    filter: 'Filter events',
    filterHelp: 'words of the event, all of which must occur: drop leaf-3',
    onlyNode: (label: string) => `only ${label}`,
    onlyCaused: 'caused by this event',
    shown: (n: number, all: number) =>
      n === all ? `${count(all)} events` : `${count(n)} of ${count(all)} events`,
    list: 'Events',
    kinds: 'kinds',
    kindsChosen: (n: number) => `kinds · ${n}`,
    type: 'Type of message',
    anyType: 'any type',
    inWindow: 'in the window',
    causedBy: (n: number) => `caused by event ${count(n)}`,
    searching: (percent: number) => `searching, ${percent} %`,
    keys: 'Arrow down and up: next and previous event of the list. Arrow left and right: its cause and its effect.',
    none: 'Nothing happened in this run.',
  },
  event: {
    arrive: (node: string, type: string) => `${node} is asked to ${type}`,
    send: (from: string, type: string, to: string) => `${from} sends ${type} to ${to}`,
    deliver: (to: string, type: string, from: string) => `${to} receives ${type} from ${from}`,
    drop: (type: string, from: string, to: string, why: string) =>
      `${type} from ${from} to ${to} is lost${why ? `: ${why}` : ''}`,
    dropArrival: (type: string, node: string, why: string) => `${node} misses ${type}: ${why}`,
    timer: (node: string, type: string) => `${node}: timer ${type}`,
    serve: (node: string, type: string, waited: number) =>
      `${node} begins ${type}${waited > 0 ? ` after ${span(waited)} in line` : ''}`,
    finish: (node: string, type: string, took: number) =>
      `${node} ends ${type} after ${span(took)}`,
    begin: (node: string, type: string) => `${node} begins operation ${type}`,
    end: (node: string, type: string, outcome: string, took: number) =>
      `${node}: ${type} ${outcome} after ${span(took)}`,
    note: (node: string, text: string) => `${node}: ${text}`,
    fault: (text: string) => `fault: ${text}`,
    lift: (text: string) => `lifted: ${text}`,
    up: (node: string, how: string) => `${node} ${how}`,
    down: (node: string, how: string) => `${node} ${how}`,
    pause: (node: string, how: string) => `${node} ${how}`,
    signal: (node: string, type: string) => `${node} gets signal ${type}`,
    write: (node: string, key: string, how: string) => `${node}: write of ${key} ${how}`,
    hold: (type: string, from: string, to: string) => `${type} from ${from} to ${to} is held back`,
    notice: (node: string, peer: string, how: string) => `${node} learns that ${peer} is ${how}`,
    none: 'before the first event',
  },
} as const
