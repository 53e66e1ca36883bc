/** `orrery history check`: judges a history that some other system recorded. */
import { checkLinearizable, modelNamed, readHistory } from '../engine/index.ts'
import { exit } from './exit.ts'
import { fileLines } from './file.ts'
import { badge } from './report/terminal.ts'
import { positiveOf } from './option.ts'
import { print } from './output.ts'

/** Options as commander gives them. */
export interface HistoryChoices {
  readonly format: 'jepsen' | 'edn' | 'auto'
  readonly model: string
  readonly failMeans: 'not-done' | 'observed'
  readonly onBadLine: 'refuse' | 'skip'
  readonly budget?: string
  readonly json?: boolean
}

/** Checks a history file; returns the exit code. */
export function historyCommand(file: string, choices: HistoryChoices): number {
  const model = modelNamed(choices.model)
  const format = choices.format === 'jepsen' ? 'jepsen-log' : choices.format
  const { operations, passedOver, skipped } = readHistory(fileLines(file), format, file, {
    onBadLine: choices.onBadLine,
  })
  const { result, reason, explanation } = checkLinearizable(operations, model, {
    failMeans: choices.failMeans,
    ...(choices.budget === undefined
      ? {}
      : { budget: Math.round(positiveOf('--budget', choices.budget)) }),
  })
  if (choices.json)
    print(
      JSON.stringify({
        file,
        model: model.name,
        operations: operations.length,
        passedOver,
        skipped,
        result,
        reason,
        explanation: explanation ?? null,
      }),
    )
  else {
    print(
      `${badge(result)} ${file}: ${operations.length} operations, model ${model.name}: ${reason}`,
    )
    for (const sentence of explanation?.sentences ?? [])
      if (sentence !== reason) print(`  ${sentence}`)
    for (const line of skipped) print(`  skipped ${line}`)
  }
  return result === 'pass' ? exit.held : result === 'fail' ? exit.broken : exit.undecided
}
