/** Claims and broken twins as lines for a person. */
import pc from 'picocolors'
import type { ClaimVerdict, TwinVerdict } from '../../engine/index.ts'

/** A claim, in a line; a second one says what is off. */
export function describeClaim(claim: ClaimVerdict): string {
  const { rows, scenario, name, value, interval, expected, tolerance, pass, seeds, reason, unit } =
    claim
  const wanted =
    typeof expected === 'number'
      ? `${short(expected)} (${tolerance})`
      : [
          expected.atLeast === undefined ? '' : `at least ${short(expected.atLeast)}`,
          expected.atMost === undefined ? '' : `at most ${short(expected.atMost)}`,
        ]
          .filter(Boolean)
          .join(', ')
  const line = `${pass ? pc.green('pass') : pc.red('FAIL')} ${rows.join(' ').padEnd(12)} ${scenario}: ${name}: ${short(value)} ${unit} [${short(interval.low)}, ${short(interval.high)}], expected ${wanted}, ${seeds} seeds`
  return pass ? line : `${line}\n     ${reason}`
}

/** A broken twin, in a line. */
export function describeTwin({
  scenario,
  variant,
  check,
  seed,
  pass,
  reason,
}: TwinVerdict): string {
  return pass
    ? `${pc.green('pass')} twin ${scenario} ${variant}: caught by "${check}" on seed ${seed}`
    : `${pc.red('FAIL')} twin ${scenario} ${variant}: ${reason}`
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)))
}
