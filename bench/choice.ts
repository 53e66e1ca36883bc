/** What somebody asked the bench for. */

/** Words that choose what is measured. */
const words = ['W1', 'W2', 'W3', 'W4', 'W5', 'W6', 'trace', 'start', 'curves'] as const
const flags = ['--quick', '--json', '--write', '--guard', '--setup', '--help'] as const

/** One of them. */
export type Word = (typeof words)[number]

/** See the file's header. */
export interface Choice {
  /** Empty: all. */
  readonly words: readonly Word[]
  readonly flags: ReadonlySet<(typeof flags)[number]>
}

/** Reads the arguments. @returns a sentence when they make no sense */
export function choose(args: readonly string[]): Choice | string {
  const known: readonly string[] = [...words, ...flags]
  const unknown = args.filter((arg) => !known.includes(arg))
  if (unknown.length > 0)
    return `unknown: ${unknown.join(', ')}; known are ${words.join(', ')} and ${flags.join(', ')}`
  const choice: Choice = {
    words: words.filter((word) => args.includes(word)),
    flags: new Set(flags.filter((flag) => args.includes(flag))),
  }
  const has = (flag: (typeof flags)[number]) => choice.flags.has(flag)
  if (has('--write') && !has('--guard') && choice.words.length > 0)
    return `--write keeps whole reports; leave out ${choice.words.join(' and ')}, or --write`
  if (has('--guard') && (has('--json') || has('--setup') || choice.words.length > 0))
    return '--guard chooses its own workloads; it goes with --write alone'
  if (has('--setup') && args.length > 1) return '--setup goes alone'
  return choice
}

/** How to use it. */
export const help = `npm run bench -- [${words.join('] [')}] [options]

  W1 … W6    one workload each; all when none is named (bench/README.md tells what they are)
  trace      what a recording costs: memory, disk, time to a moment, hashing
  start      how long the command takes beyond Node's own start
  curves     rates as pending events, nodes and traces grow

  --quick    less of everything: under five minutes instead of half an hour
  --json     one JSON object on standard output
  --write    puts tables and picture into bench/README.md, and a line into bench/history.jsonl
  --guard    only whether a ratio is below its floor, under a minute; --write sets the floors
  --setup    installs and builds the peers that are missing
  --help     this

Exit codes: 0 done · 1 an answer was wrong, or a ratio below its floor · 2 bad usage · 130 stopped
`
