/** The page itself: its header, running, the keys. */
import { count } from '../../view/time-label.ts'

/** See the file's header. */
export const page = {
  /** The language of this catalogue: its name in itself, its code, and how it writes numbers. */
  language: { name: 'English', code: 'en', point: '.', group: ',' },
  name: 'Orrery',
  parts: {
    foundations: 'Foundations',
    'single-node': 'Single node',
    serving: 'Serving',
    batch: 'Batch',
    universal: 'Universal',
    own: 'Own',
  } as { readonly [part: string]: string },
  header: {
    chooseScenario: 'Choose a scenario',
    variant: 'Variant',
    seed: 'seed',
    seedHelp: 'Everything random in a run comes from its seed: 1 to 64 letters, digits, - or _',
    dice: 'Another seed',
    run: 'Run',
    runHelp: 'Run again (R)',
    cancel: 'Cancel',
    share: 'Share',
    copied: 'Link copied',
    copyByHand: 'Copy this link',
    light: 'Use the light theme',
    dark: 'Use the dark theme',
    help: 'Keys (?)',
    brokenTwins: (n: number) => (n === 1 ? 'Show the broken twin' : `Show ${n} broken twins`),
    hideTwins: 'Hide broken twins',
    broken: 'broken',
  },
  tabs: { story: 'Story', stage: 'Stage', inspector: 'Inspect' },
  run: {
    loading: 'Loading the scenario',
    progress: (events: number, at: string) => `${count(events)} events, ${at}`,
    running: 'Running',
    cancelled: 'The run was cancelled.',
    crashed: 'A handler threw; the run ends there.',
    capped: 'The run hit a limit; its checks are undecided.',
    goToEnd: 'Go there',
    refused: 'This cannot be run.',
    linkBroken: 'A part of this link cannot be used.',
    stale: 'Settings have changed since this run.',
    took: (events: number, ms: number) => `${count(events)} events in ${count(ms)} ms`,
    dismiss: 'Dismiss',
    changed:
      'The code has changed since this link was made: the run differs, and so may the event shown.',
    tooManyLanes: (n: number) =>
      `There are ${n} runs on the page, as many as it keeps; close one to open another.`,
    workerLost: 'The engine has stopped. Run again to start it anew.',
  },
  help: {
    title: 'Keys',
    language: 'Language',
    marks: 'Marks',
    words:
      'A filled dot is a request, a hollow one a reply, a cross a message that is lost. A dot has the colour of its sender. Around a node, the ring shows how busy it is and how many wait. A crashed node is struck through, a paused one shows two bars.',
    close: 'Close',
  },
} as const
