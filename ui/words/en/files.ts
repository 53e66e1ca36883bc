/** Files, links and what is kept. */
import { count } from '../../view/time-label.ts'

/** See the file's header. */
export const files = {
  files: {
    shareHelp: 'Copy a link to exactly this (l)',
    wholePage: 'Open in Orrery',
    open: 'Open a trace or a run spec (o)',
    openShort: 'Open',
    export: 'Export',
    exportHelp: 'Trace, run spec, pictures, numbers, a clip (e)',
    drop: 'Drop a trace or a run spec to open it',
    dropHelp: 'It is read here. Nothing leaves this browser.',
    cancel: 'Cancel',
    cannotOpen: 'This cannot be opened',
    kept: 'What was open stays open.',
    several: (n: number) => `${n} files were dropped`,
    firstTwo: 'The first two can be compared.',
    openFirst: 'Open the first',
    compareThem: 'Compare the first two',
    folder: (name: string) => `${name} is a folder; drop a trace or a run spec.`,
    linkNotOpened: 'This link was not opened',
    sample: 'A sample is open instead.',
    damaged: (reason: string) =>
      `The link is damaged (checksum): ${reason}. It may have been cut or changed on its way; ask for it again.`,
    newer: (version: number) =>
      `The link has version ${version}: it was made by a newer Orrery than this one.`,
    refused: (reason: string) =>
      `The link says something that this page does not follow: ${reason}.`,
    noAddress: (address: string) => `"${address}" is no address of a trace.`,
    traceElsewhere: (host: string) =>
      `The link asks for a trace from ${host}. This page loads nothing from elsewhere: get the file yourself, if you trust it, and drop it here.`,
    noTraceAt: (path: string) => `There is no trace at ${path}.`,
    tooLarge: (name: string, most: number) =>
      `${name} has more than ${count(most)} bytes; no more are read.`,
    leave: 'Open this link?',
    leaveText: (n: number) =>
      n === 1
        ? 'The file that is open will be closed. Back brings it here again.'
        : `The ${n} runs on this page will be closed. Back brings them here again.`,
    stay: 'Keep what is open',
    openLink: 'Open the link',
    eventGone:
      'The event that this link shows is not there any more; the cursor is at its time instead.',
    changed: (same: number, by: number) =>
      same === 0
        ? `The code has changed since this link was made: the run differs within its first ${count(by)} events.`
        : `The code has changed since this link was made: the run is the same up to event ${count(same)}, and first differs before event ${count(by)}.`,
    fileElsewhere: (name: string) =>
      `The file ${name} is not in the link: it stays with who opened it. What it says was run has been run here instead.`,
    file: 'a trace file',
    viewOnly: 'View only: the file has no states.',
    withStates: 'With states.',
    nothingLeaves: 'It is read here; nothing leaves this browser.',
    damagedFile:
      'Its check sums do not fit: it was changed or damaged, and may show what never was.',
    otherEngine: (theirs: string, ours: string) =>
      `Made by engine ${theirs}; this is ${ours}, so a replay is not guaranteed.`,
    runHere: 'Run it here',
    sameRun: (print: string, file: string) =>
      `Run here: the same as ${file}, fingerprint ${print}.`,
    otherRun: (file: string) => `Run here: not the same as ${file}.`,
    upTo: (same: number, by: number) =>
      same === 0
        ? `They differ within the first ${count(by)} events.`
        : `They are the same up to event ${count(same)} and first differ before event ${count(by)}.`,
    viewAnyway: 'View it anyway',
    left: 'Go on where you left off?',
    leftWork: (title: string, runs: number, ago: number) =>
      `${title}${runs > 1 ? `, ${runs} runs` : ''}, ${agoText(ago)}`,
    goOn: 'Go on',
    reading: (share: string, events: number) => `Reading: ${share}, ${count(events)} events`,
  },
} as const

/** How long ago something was, in the largest unit that fits; `ms` is a span of real time. */
function agoText(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 1) return 'just now'
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
  if (minutes < 60) return format.format(-minutes, 'minute')
  if (minutes < 2880) return format.format(-Math.round(minutes / 60), 'hour')
  return format.format(-Math.round(minutes / 1440), 'day')
}
