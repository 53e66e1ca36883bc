/** The command `orrery`: what can be asked, and with which exit code it ends. */
import { Command, CommanderError, Option } from 'commander'
import { version } from '../package.json'
import { codeOf, exit } from './exit.ts'

// Commander hands options over untyped; each command states what it takes.
// oxlint-disable-next-line typescript/no-explicit-any
type Given = any

/** Runs the command line; answers with the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  let code: number = exit.held
  const program = commands((result) => {
    code = result
  })
  try {
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.held : exit.usage
    const known = codeOf(error)
    const said = error instanceof Error ? error.message : String(error)
    const whose = known === exit.bug ? 'a bug of ours: ' : ''
    process.stderr.write(`orrery: ${whose}${said}\n`)
    if (error instanceof Error && (known === exit.bug || process.env['ORRERY_DEBUG'])) {
      const { stackOf } = await import('./stack.ts')
      process.stderr.write(`${stackOf(error)}\n`)
    }
    return known
  }
}

function commands(done: (code: number) => void): Command {
  const program = new Command('orrery')
    .description('A deterministic simulator of distributed systems: run, break, check, replay.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(see --help)')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', exits)

  program
    .command('list')
    .description('list the bundled scenarios')
    .option('--json', 'one JSON object on standard output')
    .action(async (options: { json?: boolean }) => {
      const { list } = await import('./list.ts')
      done(list(options))
    })

  runOptions(
    program
      .command('run')
      .description('run a scenario once, or over many seeds')
      .argument('<scenario>', 'a bundled scenario or a file: ./mine.ts'),
  )
    .option('--seeds <first..last>', 'run every seed of a range, such as 1..1000')
    .option('--trace <file>', 'write the trace to a file (.gz compresses)')
    .option(
      '--stand-alone',
      'with --trace: keep states in the file, so that it can be read without the scenario',
    )
    .option('--strict-faults', 'a fault that hits nothing is a failure')
    .option('--claims', "also measure the scenario's claims, over seeds of their own")
    .option('--check-determinism', 'run it a second time, another way, and compare fingerprints')
    .option('--json', 'one JSON object on standard output and nothing else there')
    .action(async (scenario: string, options: Given) => {
      const { runCommand } = await import('./run.ts')
      done(await runCommand(scenario, options))
    })

  program
    .command('claims')
    .description(
      'measure the claims of scenarios or catalogue rows (all by default) and try their broken twins',
    )
    .argument('[names...]', 'scenarios, or rows such as G8.6')
    .option('--seeds <n>', 'seeds to take at least (default 30, or what a claim says)')
    .option('--json', 'one JSON object on standard output and nothing else there')
    .action(async (names: string[], options: Given) => {
      const { claimsCommand } = await import('./claims.ts')
      done(await claimsCommand(names, options))
    })

  runOptions(
    program
      .command('transcript')
      .description('print a run as text')
      .argument('<scenario>', 'a bundled scenario or a file: ./mine.ts'),
  )
    .option('--from <time>', 'from this virtual time, such as 1.5s')
    .option('--to <time>', 'up to this virtual time')
    .option('--limit <lines>', 'at most so many lines', '500')
    .option('--kinds <kinds...>', 'only these kinds of event')
    .option('--nodes <nodes...>', 'only events of these nodes')
    .action(async (scenario: string, options: Given) => {
      const { transcriptCommand } = await import('./transcript.ts')
      done(await transcriptCommand(scenario, options))
    })

  program
    .command('history')
    .description('work with histories of client operations')
    .command('check')
    .description('is a history linearizable?')
    .argument('<file>')
    .addOption(new Option('--format <format>').choices(['jepsen', 'edn', 'auto']).default('auto'))
    .requiredOption('--model <model>', 'register, cas-register, kv, lock or queue')
    .addOption(
      new Option('--fail-means <meaning>', 'what a refused operation says')
        .choices(['not-done', 'observed'])
        .default('not-done'),
    )
    .addOption(new Option('--on-bad-line <policy>').choices(['refuse', 'skip']).default('refuse'))
    .option('--budget <units>', 'effort before the answer is "unknown"')
    .option('--json', 'one JSON object on standard output and nothing else there')
    .action(async (file: string, options: Given) => {
      const { historyCommand } = await import('./history.ts')
      done(historyCommand(file, options))
    })

  program
    .command('init')
    .description('prepare a folder for scenarios of your own: tsconfig.json and a first scenario')
    .argument('[folder]', 'where', '.')
    .action(async (folder: string) => {
      const { initCommand } = await import('./init.ts')
      done(initCommand(folder))
    })
  for (const command of program.commands) inherit(command)
  return program
}

/** Subcommands report errors and help the way the program does. */
function inherit(command: Command): void {
  command.exitOverride().showHelpAfterError('(see --help)')
  for (const inner of command.commands) inherit(inner)
}

const collect = (word: string, words: readonly string[]) => [...words, word]

function runOptions(command: Command): Command {
  return command
    .option('--variant <name>', 'a variant of the scenario (its first by default)')
    .option('-p, --param <name=value>', 'set a parameter; may be given several times', collect, [])
    .option(
      '--seed <seed>',
      'letters, digits, "-" and "_" (default: ORRERY_SEED, or a fresh one that is printed)',
    )
    .option(
      '--faults <plan>',
      'a JSON file with a list of faults, "generated" (drawn from the seed) or "none"',
    )
    .option('--workload <name>', "one of the scenario's workloads, or a log file for it")
    .addOption(
      new Option(
        '--on-bad-line <policy>',
        'for a log: stop at a line that cannot be read, or skip and count',
      )
        .choices(['refuse', 'skip'])
        .default('refuse'),
    )
    .option('--speed-up <factor>', 'for a log: divide all times by this')
    .option('--compress-gaps <time>', 'for a log: cut pauses longer than this (default 1s)')
    .option(
      '--sort-window <time>',
      'for a log: how far back a line may step and still be put in its place (default 60s)',
    )
    .option('--timestamp-column <name>', 'for a CSV log (default TIMESTAMP)')
    .option('--key-column <name>', 'for a log: the column that becomes the key')
    .option('--size-column <name>', 'for a log: the column that becomes the size')
    .option('--max-events <n>', 'stop a run, undecided, after so many trace events')
}

const exits = `
Exit codes: 0 everything held · 1 a check or claim did not hold · 2 bad usage or input · 3 undecided
  4 not deterministic · 70 our own bug · 74 input/output · 130, 143 signals`
