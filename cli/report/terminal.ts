/** Runs as lines for a person. */
import pc from 'picocolors'
import { formatTime, spell } from '../../engine/index.ts'
import type { CheckResult, MeasureSummary, Run } from '../../engine/index.ts'

/** What a result looks like. */
export function badge(result: CheckResult): string {
  return result === 'pass'
    ? pc.green('pass')
    : result === 'fail'
      ? pc.red('FAIL')
      : pc.yellow('unknown')
}

/** A run as lines. */
export function describeRun({ summary, error }: Run): string[] {
  const { scenario, variant, seed, events, time, fingerprint, end } = summary
  const lines = [
    `${pc.bold(scenario)} ${variant}, seed ${seed}: ${events} events, ${formatTime(time)} of virtual time, fingerprint ${fingerprint}`,
  ]
  const params = Object.entries(summary.params)
  if (params.length > 0)
    lines.push(pc.dim(`  ${params.map(([name, value]) => `${name}=${value}`).join(' ')}`))
  for (const { name, kind, result, reason, event } of summary.checks)
    lines.push(
      `  ${badge(result)} ${kind} "${name}": ${reason}${event === null || result === 'pass' ? '' : ` (event #${event})`}`,
    )
  for (const [name, measure] of Object.entries(summary.measures))
    lines.push(`  ${name.padEnd(24)} ${describeMeasure(name, measure)}`)
  if (end.kind === 'crashed') lines.push(pc.red(`  crashed: ${end.reason}`))
  if (end.kind === 'capped') lines.push(pc.yellow(`  cut: ${end.reason}`))
  const cause = error?.cause
  if (cause instanceof Error && cause.stack && process.env['ORRERY_DEBUG']) lines.push(cause.stack)
  return lines
}

function describeMeasure(name: string, measure: MeasureSummary): string {
  switch (measure.kind) {
    case 'counter':
      return String(measure.total)
    case 'gauge':
      return `last ${short(measure.last)}, min ${short(measure.min)}, mean ${short(measure.mean)}, max ${short(measure.max)}`
    case 'histogram': {
      // What the engine measures by itself is time; other histograms are in their author's unit.
      const isTime = /^(latency|wait|service)(\.|$)/.test(name)
      const show = (value: number | null) =>
        value === null ? '–' : isTime ? time3(value) : short(value)
      return `${measure.count} · mean ${show(measure.mean)} · p50 ${show(measure.p50)} · p90 ${show(measure.p90)} · p99 ${show(measure.p99)} · p99.9 ${show(measure.p999)} · max ${show(measure.max)}`
    }
  }
}

function short(value: number | null): string {
  return value === null ? '–' : String(Number(value.toPrecision(4)))
}

function time3(value: number): string {
  if (value < 1000) return spell(Math.round(value))
  const [size, unit] = value < 1e6 ? [value / 1e3, 'ms'] : [value / 1e6, 's']
  return `${Number(size.toPrecision(4))}${unit}`
}
