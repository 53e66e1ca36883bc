/** Why a check came out as it did, from the run that the worker keeps. */
import { checkLinearizable, modelNamed } from '../../../engine/index.ts'
import type { AnyCheck, Operation, Run } from '../../../engine/index.ts'
import type { Explained, PlacedOperation } from '../protocol.ts'
import type { KeptRun } from './kept-run.ts'

/** As many operations as a person can take in at once. */
const drawnMax = 48
/** A value longer than this is cut. */
const textMax = 60
/** Sentences shown. */
const sentencesMax = 24

/** `null` for a file: it has the verdict and not what led to it. */
export function explained({ run }: KeptRun, check: number): Explained | null {
  const one = run?.configuration.checks[check]
  if (!run || !one) return null
  switch (one.kind) {
    case 'linearizable':
      return history(run, one)
    case 'slo':
      return objective(run, one)
    default:
      return {
        kind: 'states',
        watch: one.watch ?? [],
        events: 'event' in one && one.event !== undefined,
      }
  }
}

function objective(run: Run, check: Extract<AnyCheck, { kind: 'slo' }>): Explained {
  const { measure, quantile, atMost, atLeast } = check
  const { measures } = run
  const value = !measures.has(measure)
    ? null
    : quantile === undefined
      ? measures.counter(measure).total
      : measures.histogram(measure).quantile(quantile)
  return {
    kind: 'slo',
    measure,
    quantile: quantile ?? null,
    atMost: atMost ?? null,
    atLeast: atLeast ?? null,
    value,
  }
}

function history(run: Run, check: Extract<AnyCheck, { kind: 'linearizable' }>): Explained {
  const { operations: among, failMeans = 'not-done', model } = check
  const judged = run.operations.filter(({ kind }) => among === undefined || among.includes(kind))
  const { explanation } = checkLinearizable(judged, modelNamed(model), { failMeans })
  if (!explanation) return { kind: 'history', model, judged: judged.length, failure: null }
  const { key, cut, shortest, operations, order, unplaced, sentences } = explanation
  const place = new Map(order.map(({ id }, index) => [id, index + 1]))
  const culprits = new Set(unplaced.map(({ id }) => id))
  return {
    kind: 'history',
    model,
    judged: judged.length,
    failure: {
      key,
      at: cut.at,
      shortest,
      operations: drawn(operations, place, culprits).map((operation) =>
        placed(operation, place.get(operation.id) ?? null, culprits.has(operation.id)),
      ),
      all: operations.length,
      ordered: order.length,
      sentences: sentences.slice(0, sentencesMax),
    },
  }
}

/** Those without a place first, then the end of the order, then others; by invocation. */
function drawn(
  operations: readonly Operation[],
  place: ReadonlyMap<string, number>,
  culprits: ReadonlySet<string>,
): readonly Operation[] {
  const weight = ({ id }: Operation) => (culprits.has(id) ? Infinity : (place.get(id) ?? 0))
  const kept = new Set(
    [...operations].sort((a, b) => weight(b) - weight(a) || 0).slice(0, drawnMax),
  )
  return operations.filter((operation) => kept.has(operation))
}

function placed(operation: Operation, order: number | null, isCulprit: boolean): PlacedOperation {
  const { id, process, kind, input, output, outcome, start, end, startSeq, endSeq } = operation
  return {
    id,
    process,
    kind,
    input: short(input),
    output: short(output),
    outcome,
    start,
    end,
    startSeq,
    endSeq,
    order,
    isCulprit,
  }
}

function short(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = JSON.stringify(value)
  return text.length > textMax ? `${text.slice(0, textMax)}…` : text
}
