/** The command as a process: what it prints where, and with which exit code it ends. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readTrace } from '../../engine/index.ts'
import { prepareBundle } from '../../workshop/bundle.mjs'
import { root } from '../../workshop/root.mjs'

// Each test starts processes.
vi.setConfig({ testTimeout: 60_000 })

const folder = mkdtempSync(join(tmpdir(), 'orrery-command-'))
const own = join(folder, 'ping.ts')

beforeAll(async () => {
  await prepareBundle('cli')
  orrery('init', folder)
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Without colours and a seed from outside, whatever runs these tests has set. */
const surroundings: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1', ORRERY_SEED: '' }
delete surroundings['FORCE_COLOR']

function orrery(...words: string[]) {
  const { status, stdout, stderr } = spawnSync('node', [join(root, 'cli/orrery.mjs'), ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: surroundings,
  })
  return { code: status, out: stdout, err: stderr }
}

/** A file of one's own, with changes to the example. */
function variation(name: string, change: (text: string) => string): string {
  const file = join(folder, name)
  writeFileSync(file, change(readFileSync(own, 'utf8')))
  return file
}

describe('orrery run', () => {
  test('prints the repeating command first and last', () => {
    const { code, out } = orrery('run', 'scatter-gather', '--seed', '7', '--param', 'leaves=3')
    const lines = out.trim().split('\n')
    expect(lines[0]).toBe('npx orrery run scatter-gather --param leaves=3 --seed 7')
    expect(lines.at(-1)).toBe(`repeat: ${lines[0]}`)
    expect(code).toBe(0)
  })

  test('draws and prints a seed when none is given', () => {
    const first = orrery('run', own).out.split('\n')[0]!
    expect(first).toMatch(/--seed \d+$/)
  })

  test('with --json prints one object with the same fingerprint each time, and nothing else', () => {
    const first = orrery('run', 'scatter-gather', '--seed', '7', '--json')
    const second = orrery('run', 'scatter-gather', '--seed', '7', '--json')
    expect(first.out).toBe(second.out)
    const run = JSON.parse(first.out) as { [field: string]: unknown }
    expect(Object.keys(run)).toEqual(
      expect.arrayContaining([
        'scenario',
        'variant',
        'params',
        'seed',
        'engine',
        'events',
        'time',
        'fingerprint',
        'checks',
        'measures',
        'claims',
      ]),
    )
    expect(run['fingerprint']).toMatch(/^[0-9a-f]{32}$/)
    expect(first.err).toBe('')
  })

  test('runs a file outside of the project, of 40 lines', () => {
    expect(readFileSync(own, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(40)
    const { code, out } = orrery('run', './ping.ts', '--seed', '7', '--json', '--check-determinism')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ scenario: 'ping', end: { kind: 'done' } })
  })

  test('ends with 1 when a check does not hold, and says why with its event', () => {
    const file = variation('broken.ts', (text) =>
      text.replace("ctx.reply('pong', { n })", 'undefined'),
    )
    const { code, out } = orrery('run', file, '--seed', '7')
    expect(code).toBe(1)
    expect(out).toMatch(/FAIL eventually "everybody is answered": it was still false at the end/)
  })

  test('ends with 1 when a handler throws, naming node, message, time and seed', () => {
    const file = variation('throws.ts', (text) =>
      text.replace('state.answered++', "throw new Error('no more')"),
    )
    const { code, out } = orrery('run', file, '--seed', '7')
    expect(code).toBe(1)
    expect(out).toMatch(
      /crashed: client, handling "pong" at \d\.\d{6} s \(event #\d+, seed 7\): no more/,
    )
    expect(out).not.toMatch(/at Object\./)
  })

  test('ends with 3 when a cap cuts it', () => {
    const { code, out } = orrery('run', own, '--seed', '7', '--max-events', '500')
    expect(code).toBe(3)
    expect(out).toMatch(/cut: the run reached its cap of 500 events/)
  })

  test('sweeps over seeds and lists the failing ones with a replay line', () => {
    const good = orrery('run', own, '--seeds', '1..20', '--json')
    expect(good.code).toBe(0)
    expect(JSON.parse(good.out)).toMatchObject({
      seeds: { first: 1, last: 20, done: 20 },
      failures: [],
    })
    const file = variation('sometimes.ts', (text) =>
      text.replace("ctx.end('ok', n)", "if (ctx.random.uniform() < 0.999) ctx.end('ok', n)"),
    )
    const bad = orrery('run', file, '--seeds', '1..20')
    expect(bad.code).toBe(1)
    expect(bad.out).toMatch(/replay: npx orrery run \S+sometimes.ts --seed \d+/)
    expect(bad.out).toMatch(/20 runs, \d+ events, \d+ failed/)
  })

  test('writes a trace that reads back, plain, zipped, and stand-alone', () => {
    for (const [name, ...more] of [
      ['t.jsonl'],
      ['t.jsonl.gz'],
      ['s.jsonl', '--stand-alone'],
    ] as const) {
      const file = join(folder, name)
      expect(orrery('run', own, '--seed', '7', '--trace', file, ...more).code).toBe(0)
      const bytes = readFileSync(file)
      const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
      const { trace, stateAt } = readTrace(text.trimEnd().split('\n'), name)
      expect(trace.events.length).toBe(trace.footer.events)
      expect(stateAt(100) !== null).toBe(more.length > 0)
    }
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('warns of a fault that hits nothing, and fails on it when asked to', () => {
    const plan = join(folder, 'faults.json')
    writeFileSync(
      plan,
      JSON.stringify([{ at: 4_990_000, kind: 'slow', target: 'server-1', factor: 3 }]),
    )
    const warned = orrery('run', own, '--seed', '7', '--faults', plan)
    expect(warned.code).toBe(0)
    expect(warned.err).toMatch(
      /warning: the fault "slow server-1 ×3" at 4.990000 s hit nothing|warning: the fault "slow server-1 ×3 at 4.990000 s" hit nothing/,
    )
    expect(orrery('run', own, '--seed', '7', '--faults', plan, '--strict-faults').code).toBe(1)
  })
})

describe('refusals end with 2 and name the value, what is allowed and the way out', () => {
  const cases: [title: string, words: string[], said: RegExp][] = [
    [
      'an unknown scenario',
      ['run', 'scater-gather'],
      /no scenario named "scater-gather"; did you mean "scatter-gather"\?/,
    ],
    ['a missing file', ['run', './nowhere.ts'], /there is no file ".\/nowhere.ts"/],
    [
      'an unknown parameter',
      ['run', 'scatter-gather', '--param', 'leafs=3'],
      /no parameter named "leafs"; did you mean "leaves"\?/,
    ],
    [
      'a parameter out of range',
      ['run', 'scatter-gather', '--param', 'leaves=0'],
      /parameter leaves is 0; it must be a whole number from 1 to/,
    ],
    [
      'a parameter that is no number',
      ['run', 'scatter-gather', '--param', 'leaves=1e3'],
      /parameter leaves is "1e3"; it must be a whole number/,
    ],
    [
      'an unknown variant',
      ['run', 'scatter-gather', '--variant', 'wth'],
      /no variant named "wth"; did you mean "with"\?/,
    ],
    [
      'a malformed seed',
      ['run', 'scatter-gather', '--seed', 'a b'],
      /seed is "a b"; it must be 1 to 64/,
    ],
    [
      'a backward range of seeds',
      ['run', 'scatter-gather', '--seeds', '5..1'],
      /seeds are "5..1"; they must be a range/,
    ],
    ['an unknown option', ['run', 'scatter-gather', '--sede', '7'], /unknown option '--sede'/],
    [
      'an unknown workload',
      ['run', 'scatter-gather', '--workload', 'rush'],
      /no workload named "rush"/,
    ],
    ['an unknown model', ['history', 'check', 'x.log', '--model', 'tree'], /no model named "tree"/],
  ]
  for (const [title, words, said] of cases)
    test(title, () => {
      const { code, out, err } = orrery(...words)
      expect(err).toMatch(said)
      expect(err).not.toMatch(/\n\s+at /)
      expect(out).toBe('')
      expect(code).toBe(2)
    })

  test('a plan with an unknown kind or target', () => {
    const plan = join(folder, 'bad-faults.json')
    writeFileSync(plan, '[{"at":0,"kind":"crsh","target":"server-1"}]')
    expect(orrery('run', own, '--seed', '7', '--faults', plan)).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /fault 1: no kind of fault named "crsh"; did you mean "crash"\?/,
      ) as string,
    })
    writeFileSync(plan, '[{"at":0,"kind":"crash","target":"server-9"}]')
    expect(orrery('run', own, '--seed', '7', '--faults', plan)).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /fault 1: no node named "server-9"; did you mean "server-/,
      ) as string,
    })
    writeFileSync(plan, '{')
    expect(orrery('run', own, '--seed', '7', '--faults', plan)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/it is not JSON/) as string,
    })
  })

  test('a file that exports no scenario, or does not compile', () => {
    writeFileSync(join(folder, 'none.ts'), 'export const x = 1\n')
    expect(orrery('run', './none.ts')).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /exports no scenario; end it with: export default scenario/,
      ) as string,
    })
    writeFileSync(join(folder, 'syntax.ts'), 'export const x = \n')
    expect(orrery('run', './syntax.ts')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/does not load/) as string,
    })
  })
})

test('a full disk ends with 74 and leaves nothing behind', () => {
  expect(existsSync('/dev/full')).toBe(true)
  const { status } = spawnSync(
    'sh',
    ['-c', `node ${join(root, 'cli/orrery.mjs')} run ${own} --seed 7 > /dev/full`],
    { encoding: 'utf8', env: surroundings },
  )
  expect(status).toBe(74)
  const missing = orrery(
    'run',
    own,
    '--seed',
    '7',
    '--trace',
    join(folder, 'no/such/folder/t.jsonl'),
  )
  expect(missing).toMatchObject({ code: 74, err: expect.stringMatching(/cannot write/) as string })
})

test('a reader that goes away is no failure', () => {
  const { status, stderr } = spawnSync(
    'bash',
    [
      '-c',
      `set -o pipefail; node ${join(root, 'cli/orrery.mjs')} transcript ${own} --seed 7 --limit 100000 | head -1 > /dev/null`,
    ],
    { encoding: 'utf8', env: surroundings },
  )
  expect(stderr).toBe('')
  expect(status).toBe(0)
})

test('list prints every scenario and help names the exit codes', () => {
  expect(orrery('list').out).toMatch(/scatter-gather/)
  expect(JSON.parse(orrery('list', '--json').out)).toHaveProperty('scenarios')
  expect(orrery('--help').out).toMatch(/Exit codes: 0 everything held/)
  expect(orrery('run', '--help')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/--on-bad-line/) as string,
  })
})

test('transcript prints a run as text', () => {
  const { code, out } = orrery('transcript', own, '--seed', '7', '--limit', '5')
  expect(code).toBe(0)
  expect(out).toMatch(/^ping with, seed 7\n0\.000000 s {2}#0 {2}client is up, started\n/)
  expect(out).toMatch(/… and \d+ more\nend at /)
})

test('history check judges a foreign history', () => {
  const histories = join(root, 'test/data/histories')
  const good = orrery(
    'history',
    'check',
    join(histories, 'c01-ok.txt'),
    '--format',
    'edn',
    '--model',
    'kv',
  )
  expect(good).toMatchObject({ code: 0 })
  const bad = orrery(
    'history',
    'check',
    join(histories, 'c01-bad.txt'),
    '--format',
    'edn',
    '--model',
    'kv',
    '--json',
  )
  expect(bad.code).toBe(1)
  expect(JSON.parse(bad.out)).toMatchObject({ result: 'fail', model: 'kv' })
  const etcd = orrery(
    'history',
    'check',
    join(histories, 'etcd_002.log'),
    '--format',
    'jepsen',
    '--model',
    'cas-register',
    '--fail-means',
    'observed',
  )
  expect(etcd).toMatchObject({ code: 0 })
})

test('claims of one row are measured, printed as one object', () => {
  const { code, out } = orrery('claims', 'G8.6', '--json')
  const { claims } = JSON.parse(out) as {
    claims: { scenario: string; rows: string[]; pass: boolean; seeds: number }[]
  }
  expect(claims.length).toBeGreaterThan(0)
  for (const claim of claims)
    expect(claim).toMatchObject({ scenario: 'scatter-gather', pass: true })
  expect(code).toBe(0)
})
