/** Two runs beside each other. */
import { count } from '../../view/time-label.ts'

/** See the file's header. */
export const comparison = {
  comparison: {
    compare: 'compare',
    compareHelp: 'Show another run beside this one, on the same cursor',
    with: 'Compare with',
    variants: 'another way of running it',
    lanes: 'a run on this page',
    seed: 'the next seed',
    seedNamed: (seed: string) => `seed ${seed}`,
    file: 'a trace file …',
    stop: 'Stop comparing',
    swap: 'Change places',
    here: 'here',
    there: 'there',
    title: 'Differences',
    choose: 'Choose a run to compare this one with.',
    waiting: 'The other run is being made …',
    comparing: 'comparing …',
    equal: (events: number) => `Both runs are the same, event by event: ${count(events)} events.`,
    prefix: (events: number, at: string) =>
      events === 0
        ? 'They differ from the first event on.'
        : `The same for ${count(events)} ${events === 1 ? 'event' : 'events'}, up to ${at}.`,
    newHere: (nodes: string) => `Nodes only here: ${nodes}.`,
    newThere: (nodes: string) => `Nodes only there: ${nodes}.`,
    first: 'First difference',
    next: 'Next difference (d)',
    previous: 'Previous difference (D)',
    toFirst: 'Go to the first difference',
    position: (place: number, all: number) => `${count(place)} of ${count(all)}`,
    differ: (all: number) => `${count(all)} ${all === 1 ? 'difference' : 'differences'}`,
    follows: 'What follows',
    allFollow: (all: number) =>
      all === 1
        ? 'Nothing else differs.'
        : `All other ${count(all - 1)} differences lie in its future.`,
    someFollow: (following: number, all: number, share: string) =>
      `${count(following)} of ${count(all)} differences (${share}) are this one or lie in its future.`,
    apart: 'The first that does not:',
    onlyHereCount: (n: number) => `${count(n)} only here`,
    onlyThereCount: (n: number) => `${count(n)} only there`,
    shiftedCount: (n: number) => `${count(n)} at another time`,
    changedCount: (n: number) => `${count(n)} otherwise`,
    nodes: 'Differences by node',
    allNodes: 'all nodes',
    outside: 'faults',
    list: 'Differences in order',
    onlyHere: (line: string) => `only here: ${line}`,
    onlyThere: (line: string) => `only there: ${line}`,
    shifted: (line: string, here: string, there: string) =>
      `${line}: at ${here} here, ${there} there`,
    flight: (from: string, to: string, type: string, here: string, there: string) =>
      `${from} → ${to} ${type} takes ${here} here, ${there} there`,
    neverArrives: 'for ever',
    waits: (node: string, type: string, here: string, there: string) =>
      `${type} waits at ${node} for ${here} here, ${there} there`,
    serves: (node: string, type: string, here: string, there: string) =>
      `${node} takes ${here} for ${type} here, ${there} there`,
    otherContent: (line: string) => `${line}, with other content`,
    both: (here: string, there: string) => `${here} here; ${there} there`,
    measures: 'Measures',
    measure: 'measure',
    by: 'difference',
    equalMeasures: (n: number) => `${count(n)} more are equal`,
    noMeasures: 'Every measure is equal.',
    verdicts: 'Checks',
    sameVerdicts: 'Every check comes out the same.',
    verdict: { pass: 'passes', fail: 'fails', unknown: 'undecided', none: 'not judged' },
    faults: 'Faults',
    hits: (n: number) => `${count(n)} ${n === 1 ? 'hit' : 'hits'}`,
    notPlanned: 'not planned',
    state: (node: string) => `State of ${node}`,
    sameState: 'The same in both at the cursor.',
    noState: 'It is not in both runs.',
    chooseNode: 'Select a node to see how its state differs at the cursor.',
    missing: 'none',
    parts: {
      '': '',
      count: 'count',
      mean: 'mean',
      p50: 'median',
      p99: 'p99',
      max: 'most',
      last: 'at the end',
    },
  },
} as const
