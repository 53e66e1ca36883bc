/** `orrery claims`: measures claims and row checks, and makes sure that broken twins are caught. */
import { checkClaims, checkTwins } from '../engine/index.ts'
import type { ClaimVerdict, Scenario, TwinVerdict } from '../engine/index.ts'
import { registry } from '../scenarios/index.ts'
import { UsageError, exit } from './exit.ts'
import { findScenario } from './library.ts'
import { defaultGap, logSource } from './log-source.ts'
import { print } from './output.ts'
import { Progress } from './progress.ts'
import { describeClaim, describeTwin } from './report/claim.ts'

/** Judges the claims of scenarios or catalogue rows; all of them when nothing is named. */
export async function claimsCommand(
  names: readonly string[],
  choices: { json?: boolean; seeds?: string },
): Promise<number> {
  const seeds = choices.seeds === undefined ? undefined : wholeOf(choices.seeds)
  const { scenarios, rows } = await chosen(names)
  const claims: ClaimVerdict[] = []
  const twins: TwinVerdict[] = []
  const { logs } = logSource({
    onBadLine: 'skip',
    speedUp: 1,
    sortWindow: 60e6,
    compressGaps: defaultGap,
  })
  const progress = new Progress('scenarios', scenarios.length)
  let done = 0
  for (const scenario of scenarios) {
    claims.push(...checkClaims(scenario, { rows, seeds, logs }))
    if (!rows) twins.push(...checkTwins(scenario, { logs }))
    progress.update(++done)
    await new Promise((resolve) => setImmediate(resolve))
  }
  progress.end()
  if (choices.json) print(JSON.stringify({ claims, twins }))
  else for (const line of [...claims.map(describeClaim), ...twins.map(describeTwin)]) print(line)
  const failed = [...claims, ...twins].filter(({ pass }) => !pass).length
  if (!choices.json)
    print(`${claims.length} claims, ${twins.length} broken twins, ${failed} not as they should be`)
  return failed > 0 ? exit.broken : exit.held
}

async function chosen(
  names: readonly string[],
): Promise<{ scenarios: Scenario[]; rows: string[] | undefined }> {
  const scenarios: Scenario[] = []
  const rows: string[] = []
  for (const name of names.length > 0 ? names : registry.map(({ id }) => id)) {
    const ofRow = registry.filter((entry) => entry.rows.includes(name))
    if (ofRow.length === 0) scenarios.push(await findScenario(name))
    else {
      rows.push(name)
      for (const entry of ofRow) scenarios.push(await entry.load())
    }
  }
  if (rows.length > 0 && rows.length < names.length)
    throw new UsageError('give either scenarios or catalogue rows, not both')
  return { scenarios: [...new Set(scenarios)], rows: rows.length > 0 ? rows : undefined }
}

function wholeOf(text: string): number {
  const value = Number(text)
  if (!/^\d{1,6}$/.test(text) || value < 2)
    throw new UsageError(`--seeds is "${text}"; it must be a whole number from 2 to 999999`)
  return value
}
