import { describe, expect, test } from 'vitest'
import { arrows } from './arrows.ts'
import { cycles } from './cycles.ts'
import { doors } from './doors.ts'
import { floors } from './floors.ts'
import { names } from './names.ts'
import { patterns } from './patterns.ts'
import { purity } from './purity.ts'
import { report } from './source.ts'
import type { Guard } from './source.ts'
import { words } from './words.ts'

/** What a guard says of planted files, given as path and text. */
function said(guard: Guard, ...files: [path: string, text: string][]): string[] {
  return report(guard(files.map(([path, text]) => ({ path, text }))).findings)
}

describe('arrows', () => {
  test.each([
    ['engine/clockwork/time.ts', `import { app } from '../../ui/app.ts'`],
    ['engine/clockwork/time.ts', `import type { App } from '../../ui/app.ts'`],
    ['engine/clockwork/time.ts', `export * from '../../scenarios/index.ts'`],
    ['engine/clockwork/time.ts', `type A = import('../../cli/main.ts').A`],
    ['engine/clockwork/time.ts', `import { readFileSync } from 'node:fs'`],
    ['engine/clockwork/time.ts', `import { scaleLinear } from 'd3'`],
    ['engine/clockwork/time.ts', `import data from '../../package.json'`],
    [
      'scenarios/serving/queue/scenario.ts',
      `import { ms } from '../../../engine/clockwork/time.ts'`,
    ],
    ['scenarios/serving/queue/scenario.ts', `import { produce } from 'immer'`],
    ['scenarios/index.ts', `const load = () => import('../ui/panel.tsx')`],
    ['cli/run.ts', `import { Panel } from '../ui/panels/Panel.tsx'`],
    ['cli/run.ts', `import { useState } from 'react'`],
    ['cli/run.ts', `import { heap } from '../engine/clockwork/queue.ts'`],
    ['ui/session/worker.ts', `import { run } from '../../cli/run.ts'`],
    ['ui/session/worker.ts', `import { join } from 'node:path'`],
    ['ui/view/trace.ts', `import { reader } from '../../engine/trace/reader.ts'`],
    ['bench/main.ts', `import { run } from '../cli/run.ts'`],
  ])('in %s, %s is refused', (path, text) => {
    expect(said(arrows, [path, text])).toHaveLength(1)
  })

  test.each([
    ['engine/clockwork/random.ts', `import { alea } from 'seedrandom'`],
    ['engine/clockwork/mathematics.ts', `import ln from '@stdlib/math-base-special-ln'`],
    ['engine/trace/file.ts', `import { ms } from '../clockwork/time.ts'`],
    ['scenarios/serving/queue/scenario.ts', `import { ms } from '../../../engine/index.ts'`],
    ['scenarios/serving/queue/scenario.ts', `import { ring } from '../../parts/ring.ts'`],
    [
      'cli/run.ts',
      `import { Command } from 'commander'; import { scenarios } from '../scenarios/index.ts'`,
    ],
    ['ui/app.tsx', `import { run } from '../engine/index.ts'; import { scaleLinear } from 'd3'`],
    ['ui/app.tsx', `import url from './session/worker.ts?worker&url'`],
    ['test/engine/queue.test.ts', `import { queue } from '../../engine/clockwork/queue.ts'`],
    ['bench/kernel.ts', `import { queue } from '../engine/clockwork/queue.ts'`],
  ])('in %s, %s is fine', (path, text) => {
    expect(said(arrows, [path, text])).toEqual([])
  })
})

describe('floors', () => {
  test('a lower floor may not import a higher one, not even a type', () => {
    const says = said(floors, [
      'engine/model/link.ts',
      `import type { Scenario } from '../scenario/scenario.ts'`,
    ])
    expect(says).toEqual([expect.stringContaining('engine/model/link.ts:1: engine/scenario')])
  })

  test('nobody inside imports the roof', () => {
    expect(
      said(floors, ['engine/explore/sweep.ts', `import { run } from '../index.ts'`]),
    ).toHaveLength(1)
  })

  test('a folder without a floor is refused', () => {
    expect(said(floors, ['engine/extras/thing.ts', ''])).toHaveLength(1)
  })

  test('a file directly in the engine may import nothing of it', () => {
    const text = `import { ms } from './clockwork/time.ts'`
    expect(said(floors, ['engine/limits.ts', text])).toHaveLength(1)
  })

  test('downwards and sideways is fine', () => {
    expect(
      said(
        floors,
        [
          'engine/trace/file.ts',
          `import { h } from '../measure/h.ts'; import { ms } from '../clockwork/time.ts'`,
        ],
        ['engine/clockwork/random.ts', `import { limits } from '../limits.ts'`],
        ['engine/index.ts', `export * from './explore/sweep.ts'`],
      ),
    ).toEqual([])
  })
})

describe('cycles', () => {
  test('two files that import each other are a cycle, named once', () => {
    const says = said(
      cycles,
      ['engine/model/a.ts', `import { b } from './b.ts'`],
      ['engine/model/b.ts', `import type { A } from './a.ts'`],
    )
    expect(says).toEqual([
      'engine/model/a.ts: a cycle of imports: ' +
        'engine/model/a.ts -> engine/model/b.ts -> engine/model/a.ts',
    ])
  })

  test('two ways to the same file are none', () => {
    expect(
      said(
        cycles,
        ['engine/a.ts', `import './b.ts'; import './c.ts'`],
        ['engine/b.ts', `import './d.ts'`],
        ['engine/c.ts', `import './d.ts'`],
        ['engine/d.ts', ''],
      ),
    ).toEqual([])
  })
})

describe('purity', () => {
  const scenario = 'scenarios/serving/queue/scenario.ts'

  test.each([
    'Math.random()',
    `Math['random']()`,
    'const { random } = Math',
    'const m = Math; m.random()',
    'Math.log(2)',
    'Math.hypot(3, 4)',
    '2 ** 3',
    'let a = 1; a **= 2',
    'Date.now()',
    'new Date()',
    'type At = Date',
    'globalThis.x',
    'setTimeout(() => {}, 1)',
    'performance.now()',
    'crypto.randomUUID()',
    'process.hrtime()',
    'console.log(1)',
    'const { process: p } = { process }',
    'Promise.resolve()',
    'async function f() {}',
    'const o = { async m() {} }',
    'const f = async () => 1',
    'await x',
    'new Intl.Collator()',
    `'a'.localeCompare('b')`,
    '(1).toLocaleString()',
    '[2, 1].sort()',
    '[2, 1].toSorted()',
    'import.meta.url',
    `eval('1')`,
    'new WeakRef({})',
  ])('in a scenario, %s is refused', (text) => {
    const says = said(purity, [scenario, text])
    expect(says[0]).toContain(`${scenario}:1: `)
  })

  test.each([
    '// Math.random() and Date.now()',
    `const text = 'Math.random() ** 2'`,
    'const text = `Date ${1} setTimeout`',
    'Math.floor(1.5) + Math.PI',
    'const process = 1; process + 1',
    'function f({ process }: { process: string }) { return process }',
    'const operation = { process: 1, Date: 2 }; operation.process',
    'type Of = { performance: number }',
    '[2, 1].sort((a, b) => a - b)',
    'function* records() { yield 1 }',
    'const re = /Math.random/',
  ])('in a scenario, %s is fine', (text) => {
    expect(said(purity, [scenario, text])).toEqual([])
  })

  test('the page and the command may do all of that', () => {
    expect(said(purity, ['cli/run.ts', 'Date.now()'], ['ui/app.tsx', 'fetch("x")'])).toEqual([])
  })

  test('the registry may load on demand, and nothing more', () => {
    const load = 'export const load = async (): Promise<unknown> => await import("./a.ts")'
    expect(said(purity, ['scenarios/index.ts', load])).toEqual([])
    expect(said(purity, ['scenarios/index.ts', `${load}; Date.now()`])).toHaveLength(1)
  })
})

describe('words', () => {
  test('a mark of unfinished work is refused, in a comment as in a text', () => {
    const mark = ['TO', 'DO'].join('')
    expect(said(words, ['docs/design.md', `fine\n${mark}: more`])).toEqual([
      `docs/design.md:2: ${mark} on the main branch: do it, or open an issue`,
    ])
    expect(said(words, ['engine/a.ts', `const a = '${mark}s and a toast'`])).toEqual([])
  })
})

describe('names', () => {
  test.each([
    'engine/clockwork/eventQueue.ts',
    'engine/clockwork/EventQueue.ts',
    'engine/clockwork/event_queue.ts',
    'engine/clockwork/queue-utils.ts',
    'engine/helpers/queue.ts',
    'ui/session/run-manager.ts',
    'engine/Clockwork/time.ts',
    'ui/panels/timeline.tsx',
    'scenarios/data.ts',
  ])('%s is refused', (path) => {
    expect(said(names, [path, ''])).toHaveLength(1)
  })

  test.each([
    'engine/clockwork/event-queue.ts',
    'ui/panels/Timeline.tsx',
    'ui/panels/Timeline.module.css',
    'ui/main.tsx',
    'test/engine/clockwork/queue.test.ts',
    'test/ui/panels/Timeline.test.tsx',
    'test/long/kill.long.ts',
    'vite.config.ts',
    'engine/clockwork/alea.d.ts',
  ])('%s is fine', (path) => {
    expect(said(names, [path, ''])).toEqual([])
  })
})

describe('doors', () => {
  test('a default export is refused, save for scenarios and configurations', () => {
    const text = 'export default 1'
    expect(said(doors, ['engine/model/link.ts', text])).toHaveLength(1)
    expect(said(doors, ['scenarios/serving/queue/scenario.ts', text])).toEqual([])
    expect(said(doors, ['vite.config.ts', text])).toEqual([])
  })
})

describe('patterns', () => {
  test('a pattern without its lab is refused', () => {
    expect(said(patterns, ['scenarios/serving/queue/scenario.ts', ''])).toEqual([
      'scenarios/serving/queue: lab.mdx is missing; a pattern has scenario.ts, lab.mdx',
    ])
  })

  test('a complete one is fine, and parts are no patterns', () => {
    expect(
      said(
        patterns,
        ['scenarios/serving/queue/scenario.ts', ''],
        ['scenarios/serving/queue/lab.mdx', ''],
        ['scenarios/parts/ring/index.ts', ''],
        ['scenarios/serving/index.ts', ''],
      ),
    ).toEqual([])
  })
})
