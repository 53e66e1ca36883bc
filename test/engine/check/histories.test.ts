import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readHistory } from '../../../engine/check/history-text.ts'
import { checkLinearizable } from '../../../engine/check/linearizable.ts'
import { modelNamed } from '../../../engine/check/models.ts'

const TRUE = new Set(['002', '005', '007', '018'])
const folder = new URL('../../data/histories/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')

// Source: anishathalye/porcupine, porcupine_test.go, at the version of the files in test/data.
describe('porcupine: the verdicts on the etcd logs of Jepsen', () => {
  const numbers = Array.from({ length: 20 }, (_, i) => String(i).padStart(3, '0'))
  test.each(numbers)(
    'etcd_%s',
    (number) => {
      const name = `etcd_${number}.log`
      const { operations } = readHistory(read(name), 'jepsen-log', name)
      expect(operations.length).toBeGreaterThan(70)
      const verdict = checkLinearizable(operations, modelNamed('cas-register'), {
        failMeans: 'observed',
        budget: 10_000,
      })
      expect(verdict.result).toBe(TRUE.has(number) ? 'pass' : 'fail')
    },
    10_000,
  )

  test('read as "not done", failed compare-and-sets prove less', () => {
    const name = 'etcd_000.log'
    const { operations } = readHistory(read(name), 'jepsen-log', name)
    const observed = checkLinearizable(operations, modelNamed('cas-register'), {
      failMeans: 'observed',
    })
    const notDone = checkLinearizable(operations, modelNamed('cas-register'))
    expect(observed.result).toBe('fail')
    expect(observed.explanation!.cut.at).toBeLessThanOrEqual(
      notDone.explanation?.cut.at ?? Number.POSITIVE_INFINITY,
    )
  })
})

describe('porcupine: the verdicts on the key-value histories', () => {
  test.each([
    ['c01-ok.txt', 'pass', 58],
    ['c01-bad.txt', 'fail', 38],
    ['c10-ok.txt', 'pass', 337],
    ['c10-bad.txt', 'fail', 405],
  ])(
    '%s: %s',
    (name, result, count) => {
      const { operations } = readHistory(read(name), 'edn', name)
      expect(operations).toHaveLength(count)
      const verdict = checkLinearizable(operations, modelNamed('kv'), { budget: 10_000 })
      expect(verdict.result).toBe(result)
    },
    10_000,
  )
})

test('a stale read is explained by its key, its line and the lines before it', () => {
  const { operations } = readHistory(read('c01-bad.txt'), 'auto', 'c01-bad.txt')
  const { explanation, reason } = checkLinearizable(operations, modelNamed('kv'))
  expect(reason).toBe(
    'not linearizable (key "7"): line 59: process 0 get, answered "x 0 0 y" (59 to 60), ' +
      'has no place in any order of the 4 operations up to 60',
  )
  expect(explanation).toMatchObject({ key: '7', cut: { at: 60 }, shortest: true })
  expect(explanation!.unplaced.map(({ id }) => id)).toEqual(['line 59'])
})
