import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { checkLinearizable } from '../../../engine/check/linearizable.ts'
import { models } from '../../../engine/check/models.ts'
import type { Model } from '../../../engine/check/model.ts'
import type { Operation, Plain } from '../../../engine/measure/history.ts'
import { isLinearizable, upTo } from './brute-force.ts'
import { dice, inputFor, recorded } from './recorded.ts'

const RUNS = 2_000

/** Any history of up to six operations: answers need not make sense. */
function wild(model: Model, seed: number): Operation[] {
  const roll = dice(seed)
  const count = 1 + roll(6)
  const events = Array.from({ length: 2 * count }, (_, i) => i >> 1)
  for (let i = events.length - 1; i > 0; i--) {
    const j = roll(i + 1)
    ;[events[i], events[j]] = [events[j]!, events[i]!]
  }
  const keys = roll(4) === 0 ? 2 : 1
  return Array.from({ length: count }, (_, index): Operation => {
    const kind = model.kinds[roll(model.kinds.length)]!
    const start = events.indexOf(index)
    const end = events.lastIndexOf(index)
    const isAnswered = roll(6) > 0
    const outcome = isAnswered
      ? (['ok', 'ok', 'ok', 'ok', 'fail', 'info'] as const)[roll(6)]!
      : 'info'
    return {
      id: `#${index}`,
      process: `p${roll(3)}`,
      kind,
      key: `k${roll(keys)}`,
      input: inputFor(kind, roll, 2),
      output: outputFor(kind, roll),
      outcome,
      start,
      startSeq: start,
      end: isAnswered ? end : null,
      endSeq: isAnswered ? end : null,
    }
  }).sort((a, b) => a.startSeq - b.startSeq)
}

function outputFor(kind: string, roll: (n: number) => number): Plain {
  if (kind === 'get') return [null, '', '0.', '1.', '0.1.', '1.0.', '0.0.'][roll(7)]!
  if (kind === 'read' || kind === 'dequeue') return [null, 0, 1][roll(3)]!
  return ['cas', 'acquire', 'release'].includes(kind) && roll(4) === 0 ? false : null
}

/** A history of a correct object, of which one answer may have been changed. */
function bent(model: Model, seed: number, operations = 6): Operation[] {
  const roll = dice(seed ^ 0x5eed)
  const choices = { operations, clients: 2 + roll(3), values: 1 + roll(3) }
  const history = recorded(model, { seed, ...choices, unanswered: roll(3) * 10 })
  const victim = history[roll(history.length)]!
  if (roll(4) > 0) victim.output = outputFor(victim.kind, roll)
  if (roll(2) > 0 && victim.outcome === 'fail') victim.outcome = 'ok'
  return history
}

describe.each(models.map((model) => [model.name, model] as const))(
  '%s',
  { timeout: 60_000 },
  (_, model) => {
    test.each([
      ['wild', wild],
      ['bent', bent],
    ])('the checker agrees with trying every order of a %s history', (_kind, make) => {
      let [passes, fails] = [0, 0]
      fc.assert(
        fc.property(fc.integer(), fc.constantFrom('not-done', 'observed'), (seed, failMeans) => {
          const history = make(model, seed)
          const verdict = checkLinearizable(history, model, { failMeans })
          const isFine = isLinearizable(history, model, failMeans)
          expect(verdict.result).toBe(isFine ? 'pass' : 'fail')
          if (isFine) passes++
          else fails++
        }),
        { numRuns: RUNS, seed: 20 },
      )
      // Both verdicts have to be met often, or the agreement says little.
      expect(Math.min(passes, fails)).toBeGreaterThan(RUNS / 20)
    })

    test('foresight changes no verdict on a history of forty operations', () => {
      const { foresee: _none, ...shortSighted } = model
      let [passes, fails] = [0, 0]
      fc.assert(
        fc.property(fc.integer(), fc.constantFrom('not-done', 'observed'), (seed, failMeans) => {
          const history = bent(model, seed, 40)
          const options = { failMeans, budget: 20_000 }
          const plain = checkLinearizable(history, shortSighted, options)
          if (plain.result === 'unknown') return
          expect(checkLinearizable(history, model, options).result).toBe(plain.result)
          if (plain.result === 'pass') passes++
          else fails++
        }),
        { numRuns: 300, seed: 23 },
      )
      expect(Math.min(passes, fails)).toBeGreaterThan(20)
    })

    test('an explanation cuts the history at the first answer that cannot be explained', () => {
      let fails = 0
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const history = wild(model, seed).filter(({ outcome }) => outcome !== 'fail')
          const { explanation } = checkLinearizable(history, model)
          if (explanation === undefined) return
          fails++
          const { cut, key } = explanation
          const ofKey = history.filter((operation) => operation.key === key)
          expect(isLinearizable(upTo(ofKey, cut.seq), model, 'not-done')).toBe(false)
          expect(isLinearizable(upTo(ofKey, cut.seq - 1), model, 'not-done')).toBe(true)
        }),
        { numRuns: RUNS, seed: 21 },
      )
      expect(fails).toBeGreaterThan(RUNS / 20)
    })

    test('the order of an explanation is one that the model accepts, and leaves its state', () => {
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const { explanation } = checkLinearizable(wild(model, seed), model, {
            failMeans: 'observed',
          })
          if (explanation === undefined) return
          let state: Plain | undefined = model.init()
          for (const operation of explanation.order) state = model.step(state!, operation)
          expect(state).toEqual(explanation.state)
          const answered = explanation.operations.filter(({ outcome }) => outcome !== 'info')
          const placed = explanation.order.filter(({ outcome }) => outcome !== 'info')
          expect(placed.length + explanation.unplaced.length).toBe(answered.length)
          expect(explanation.unplaced.length).toBeGreaterThan(0)
        }),
        { numRuns: RUNS, seed: 22 },
      )
    })
  },
)
