import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  LINE_LIMIT,
  LogError,
  linesOf,
  logReport,
  readAccessLog,
  readCsv,
  type CsvOptions,
  type LogOptions,
} from '../../../engine/model/log.ts'

const root = new URL('../../../', import.meta.url)
const access = readFileSync(
  new URL('scenarios/serving/replicated-service/data/access.log', root),
  'utf8',
)
const azure = readFileSync(new URL('test/data/azure-llm-inference-code-2023.csv', root), 'utf8')

function readAccess(text: string, options: LogOptions = {}) {
  const report = logReport()
  return { records: [...readAccessLog(linesOf([text]), { ...options, report })], report }
}

function readTable(text: string, options: Partial<CsvOptions> = {}) {
  const report = logReport()
  const all = { timestamp: 'time', ...options, report }
  return { records: [...readCsv(linesOf([text]), all)], report }
}

/** A request of one client at so many seconds past 10:00 on 17 May 2015. */
function request(second: number): string {
  const minutes = String(Math.floor(second / 60)).padStart(2, '0')
  const seconds = String(second % 60).padStart(2, '0')
  return `h - - [17/May/2015:10:${minutes}:${seconds} +0000] "GET /${second} HTTP/1.1" 200 1`
}

const requests = (...seconds: number[]) => seconds.map(request).join('\n')

describe('the real access log', () => {
  test('is refused at its broken line by default', () => {
    expect(() => readAccess(access, { file: 'access.log' })).toThrow(
      /^access\.log:8899: the agent has no closing quote; expected client .*; use --on-bad-line skip to skip and count$/,
    )
  })

  test('loses exactly its broken line when bad lines are skipped', () => {
    const { records, report } = readAccess(access, { onBadLine: 'skip' })
    expect(records).toHaveLength(9_999)
    expect(report).toMatchObject({ lines: 10_000, records: 9_999, blank: 0 })
    expect(report.skipped.count).toBe(1)
    expect(report.skipped.first[0]).toMatchObject({ line: 8_899 })
    expect(records.some((record) => record.line === 8_899)).toBe(false)
  })

  test('comes in order although half of its lines step back in time', () => {
    const { records, report } = readAccess(access, { onBadLine: 'skip' })
    expect(records.every((record, i) => i === 0 || record.at >= records[i - 1]!.at)).toBe(true)
    expect(report.stepsBack).toBe(4_915)
    expect(report.furthestBack).toBe(59_000_000)
  })

  test('has 84 bursts, an hour apart, between 17 and 20 May 2015', () => {
    const { records, report } = readAccess(access, { onBadLine: 'skip' })
    const starts = records.filter((record, i) => i === 0 || record.at - records[i - 1]!.at > 600e6)
    expect(starts).toHaveLength(84)
    expect(report.firstAt).toBe(Date.UTC(2015, 4, 17, 10, 5, 0) * 1_000)
    expect(report.timeSpan).toBe(298_859_000_000)
  })

  test('has 669 requests of unknown size', () => {
    const { records } = readAccess(access, { onBadLine: 'skip' })
    expect(records.filter((record) => record.size === null)).toHaveLength(669)
  })

  test('loses its 83 silent hours when gaps are compressed', () => {
    const { records, report } = readAccess(access, { onBadLine: 'skip', compressGaps: 60e6 })
    expect(report.gapsCompressed.count).toBe(83)
    expect(report.timeSpan).toBe(298_859_000_000)
    expect(report.duration).toBe(298_859_000_000 - report.gapsCompressed.removed)
    expect(records.every((record, i) => i === 0 || record.at - records[i - 1]!.at <= 60e6)).toBe(
      true,
    )
  })
})

describe('the real table', () => {
  test('is read whole, with CR LF and times of 100 ns rounded to the microsecond', () => {
    const { records, report } = readTable(azure, { timestamp: 'TIMESTAMP', size: 'ContextTokens' })
    expect(records).toHaveLength(8_819)
    expect(records[0]).toEqual({
      at: 0,
      line: 2,
      key: '',
      size: 4_808,
      fields: {
        TIMESTAMP: '2023-11-16 18:17:03.9799600',
        ContextTokens: 4_808,
        GeneratedTokens: 10,
      },
    })
    expect(records[1]!.at).toBe(52_000)
    expect(report).toMatchObject({ lines: 8_820, reordered: 0, timeSpan: 3_435_948_056 })
  })

  test('refuses a column that is not there and names the one that was meant', () => {
    expect(() => readTable(azure, { timestamp: 'timestamp', file: 'azure.csv' })).toThrow(
      'azure.csv:1: no column named "timestamp"; did you mean "TIMESTAMP"? columns are ' +
        'TIMESTAMP, ContextTokens, GeneratedTokens',
    )
  })
})

describe('an access log', () => {
  const line =
    '10.0.0.1 ident frank [17/May/2015:10:05:03 +0200] "GET /a?b=c HTTP/1.1" 304 - ' +
    '"http://x/\\"y\\"" "agent \\\\ 1"'

  test('gives each field of the combined format', () => {
    expect(readAccess(line).records).toEqual([
      {
        at: 0,
        line: 1,
        key: '/a?b=c',
        size: null,
        fields: {
          client: '10.0.0.1',
          identity: 'ident',
          user: 'frank',
          time: '17/May/2015:10:05:03 +0200',
          method: 'GET',
          path: '/a?b=c',
          protocol: 'HTTP/1.1',
          status: 304,
          bytes: null,
          referrer: 'http://x/"y"',
          agent: 'agent \\ 1',
        },
      },
    ])
  })

  test('may end after the bytes, as in the common format', () => {
    const [record] = readAccess(request(0)).records
    expect(record!.fields).toMatchObject({ bytes: 1, referrer: null, agent: null })
  })

  test('takes its key and size from the chosen fields', () => {
    const [record] = readAccess(line, { key: 'client', size: 'status' }).records
    expect(record).toMatchObject({ key: '10.0.0.1', size: 304 })
    expect(() => readAccess(line, { key: 'clinet' })).toThrow('did you mean "client"?')
    expect(() => readAccess(line, { size: 'path' })).toThrow('the path "/a?b=c" is not a size')
  })

  test('obeys the zone of each line', () => {
    const zoned = request(3_600 - 1).replace('+0000', '+0030')
    expect(readAccess(`${zoned}\n${request(30 * 60)}`).records.map(({ at }) => at)).toEqual([
      0, 1e6,
    ])
  })

  test.each([
    ['-', { method: null, path: '-', protocol: null }],
    ['\\x16\\x03\\x01', { method: null, path: '\\x16\\x03\\x01', protocol: null }],
    ['GET /old', { method: 'GET', path: '/old', protocol: null }],
    ['GET /with a space HTTP/1.1', { method: 'GET', path: '/with a space', protocol: 'HTTP/1.1' }],
  ])('keeps the request %s of a strange client', (asked, fields) => {
    const text = request(0).replace('GET /0 HTTP/1.1', asked)
    expect(readAccess(text).records[0]!.fields).toMatchObject(fields)
  })

  test.each([
    ['GET /', 'the line ends before its time'],
    ['h - a b [17/May/2015:10:05:03 +0000]', 'the fourth field is not a time in brackets'],
    ['h - - [17/May/2015:10:05:03 +0000', 'the time has no closing bracket'],
    ['h - - [31/Apr/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1', 'the time "31/Apr'],
    ['h - - [17/May/2015:10:05:03 +0000] GET', 'the request is not in quotes'],
    ['h - - [17/May/2015:10:05:03 +0000] "GET / \\"', 'the request has no closing quote'],
    [request(0).replace('200', 'abc'), 'the status "abc" is not three digits'],
    [request(0).replace('200 1', '200'), 'the bytes "" are not a number or -'],
    [`${request(0)} "-"`, 'the agent is not in quotes'],
    [`${request(0)} "-" "-" 0.25`, 'there is more after the agent: " 0.25"'],
  ])('refuses %j', (text, reason) => {
    expect(() => readAccess(text)).toThrow(reason)
  })

  test('without a line has no records', () => {
    expect(readAccess('')).toEqual({ records: [], report: logReport() })
  })
})

describe('a table', () => {
  test('takes key and size from their columns', () => {
    const { records } = readTable('time,user,bytes\n1,ann,7\n2,,', { key: 'user', size: 'bytes' })
    expect(records.map(({ key, size }) => [key, size])).toEqual([
      ['ann', 7],
      ['', null],
    ])
  })

  test('reads quoted fields with delimiters and quotes in them', () => {
    const [record] = readTable('time,"a,b",c\n1,"x ""y"", z",""').records
    expect(record!.fields).toEqual({ time: 1, 'a,b': 'x "y", z', c: null })
  })

  test('turns what is exactly a number into one and leaves the rest text', () => {
    const [record] = readTable('time;a;b;c;d;e\n1;-2.50;007;12345678901234567890;1e5;-0', {
      delimiter: ';',
    }).records
    expect(record!.fields).toEqual({
      time: 1,
      a: -2.5,
      b: '007',
      c: '12345678901234567890',
      d: '1e5',
      e: 0,
    })
  })

  test('gives columns named by whole numbers a letter', () => {
    const [record] = readTable('time,2,1\n5,a,b').records
    expect(Object.keys(record!.fields)).toEqual(['time', 'n2', 'n1'])
  })

  test.each([
    ['2023-11-16 18:17:03.1234564', 1_700_158_623_123_456],
    ['2023-11-16T18:17:03.1234565Z', 1_700_158_623_123_457],
    ['2023-11-16T20:17:03,5+02:00', 1_700_158_623_500_000],
    ['2023-12-31 23:59:59.9999999', 1_704_067_200_000_000],
    ['2024-02-29 00:00:00', 1_709_164_800_000_000],
    ['2016-12-31T23:59:60Z', 1_483_228_800_000_000],
    ['1700158623.1', 1_700_158_623_100_000],
    ['1700158623123.4567', 1_700_158_623_123_457],
    ['1700158623123456', 1_700_158_623_123_456],
    ['1700158623123456500', 1_700_158_623_123_457],
    ['0', 0],
  ])('reads the time %s', (written, at) => {
    expect(
      readTable(`time\n${written.includes(',') ? `"${written}"` : written}`).report.firstAt,
    ).toBe(at)
  })

  test.each([
    '2023-02-29 00:00:00',
    '2023-13-01 00:00:00',
    '2023-01-01 24:00:00',
    'yesterday',
    '1.',
    '',
  ])('refuses the time %j', (written) => {
    expect(() => readTable(`time,x\n${written},1`)).toThrow('is not one; expected one ')
  })

  test('refuses a number as a time once the first was written as a date', () => {
    expect(() => readTable('time\n2023-11-16 18:17:03\n1700158623')).toThrow(
      ':3: the time "1700158623"',
    )
  })

  test('reads small numbers in the unit that it is told', () => {
    const { records } = readTable('time\n5\n7', { timestampFormat: 'milliseconds' })
    expect(records.map(({ at }) => at)).toEqual([0, 2_000])
  })

  test('knows every day from 1970 to 2200', () => {
    const days: string[] = ['time']
    const last = Date.UTC(2200, 11, 31)
    for (let day = 0; day <= last; day += 86_400_000) {
      days.push(new Date(day).toISOString())
    }
    const ats = [...readCsv(days, { timestamp: 'time' })].map(({ at }) => at)
    expect(ats).toEqual(ats.map((_, i) => i * 86_400_000_000))
  })

  test.each([
    ['', ':1: the file is empty; expected a header'],
    ['time,\n', ':1: column 2 has no name'],
    ['time,a,a\n', ':1: two columns are named "a"'],
    ['time,__proto__\n', ':1: column 2 can\'t be named "__proto__"'],
    ['"time\n', ':1: field 1 has no closing quote in its line'],
    [
      'time,a\n1',
      ':2: the line has 1 column; expected 2 columns (time, a); use --on-bad-line skip',
    ],
    ['time,a\n1,2,3', ':2: the line has 3 columns; expected 2 columns'],
    ['time,a\n1,"b', ':2: field 2 has no closing quote'],
    ['time,a\n1,"b"c', ':2: field 2 goes on after its closing quote'],
    ['time,a\n1,b"c","', ':2: field 2 has a quote in its middle'],
  ])('refuses %j', (text, reason) => {
    expect(() => readTable(text)).toThrow(`log${reason}`)
  })

  test('refuses a size that is none', () => {
    for (const size of ['-1', 'big']) {
      expect(() => readTable(`time,n\n1,${size}`, { size: 'n' })).toThrow(`"${size}" is not a size`)
    }
  })

  test('with nothing but a header has no records', () => {
    const { records, report } = readTable('time,a\r\n')
    expect(records).toEqual([])
    expect(report).toMatchObject({ lines: 1, records: 0, skipped: { count: 0 } })
  })

  test('may begin with a byte order mark', () => {
    expect(readTable('\uFEFFtime\n1').records).toHaveLength(1)
  })
})

describe('order', () => {
  test('records within the window are put in their place, equal times in the order of lines', () => {
    const { records, report } = readAccess(requests(5, 3, 8, 3, 5))
    expect(records.map(({ at, line }) => [at, line])).toEqual([
      [0, 2],
      [0, 4],
      [2e6, 1],
      [2e6, 5],
      [5e6, 3],
    ])
    expect(report).toMatchObject({ reordered: 3, stepsBack: 2, furthestBack: 5e6 })
  })

  test('a record further back than the window is refused, and one at its edge is not', () => {
    const window = { sortWindow: 10e6 }
    expect(readAccess(requests(20, 10), window).records).toHaveLength(2)
    expect(() => readAccess(requests(21, 10), window)).toThrow(
      'log:2: the record lies 11.000000 s before line 1; expected at most the sort window of 10.000000 s',
    )
    expect(readAccess(requests(21, 10, 22), { ...window, onBadLine: 'skip' })).toMatchObject({
      records: [{ line: 1 }, { line: 3 }],
      report: { skipped: { count: 1, first: [{ line: 2 }] } },
    })
  })

  test('without a window nothing may step back', () => {
    expect(readAccess(requests(1, 1, 2), { sortWindow: 0 }).records).toHaveLength(3)
    expect(() => readAccess(requests(2, 1), { sortWindow: 0 })).toThrow(LogError)
  })

  test('whatever fits the window comes out sorted and complete', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 59 }), { maxLength: 40 }), (seconds) => {
        const { records } = readAccess(requests(...seconds))
        const first = Math.min(...seconds)
        const sorted = seconds.toSorted((a, b) => a - b)
        expect(records.map(({ at }) => at)).toEqual(sorted.map((second) => (second - first) * 1e6))
      }),
    )
  })

  test('no more records wait than the buffer holds, even when the window is endless', () => {
    let taken = 0
    function* endless() {
      yield 'time'
      for (let i = 0; i < 150_000; i++) {
        taken++
        yield String(1_000_000 + i)
      }
    }
    const records = readCsv(endless(), { timestamp: 'time', sortWindow: 1e15 })
    records.next()
    expect(taken).toBe(100_001)
  })

  test('a record that belongs before one that had to leave the full buffer is refused', () => {
    const rising = Array.from({ length: 100_001 }, (_, i) => String(1_000_000 + i))
    const report = logReport()
    const late = { timestamp: 'time', sortWindow: 1e15, onBadLine: 'skip', report } as const
    const records = readCsv(['time', ...rising, '1000000', '999999'], late)
    expect([...records]).toHaveLength(100_002)
    expect(report.skipped).toMatchObject({ count: 1, first: [{ line: 100_004 }] })
    expect(report.skipped.first[0]!.reason).toContain('a buffer of 100000 records')
  })

  test('records are read one at a time', () => {
    let taken = 0
    function* lines() {
      for (let second = 0; second < 3_600; second++) {
        taken++
        yield request(second)
      }
    }
    const records = readAccessLog(lines(), { sortWindow: 5e6 })
    expect(records.next().value).toMatchObject({ at: 0 })
    expect(taken).toBe(6)
  })
})

describe('time', () => {
  test('is divided by the speed-up, once and to the nearest microsecond', () => {
    const at = (speedUp: number) =>
      readAccess(requests(0, 1, 2, 30), { speedUp }).records.map((r) => r.at)
    expect(at(3)).toEqual([0, 333_333, 666_667, 10e6])
    expect(at(0.5)).toEqual([0, 2e6, 4e6, 60e6])
  })

  test('has no pause longer than the gap allowed, and shorter ones stay', () => {
    const { records, report } = readAccess(requests(0, 4, 100, 110, 900), {
      compressGaps: 10e6,
      speedUp: 2,
    })
    expect(records.map(({ at }) => at)).toEqual([0, 2e6, 7e6, 12e6, 17e6])
    expect(report.gapsCompressed).toEqual({ count: 2, removed: 866e6 })
    expect(report).toMatchObject({ timeSpan: 900e6, duration: 17e6 })
  })

  test.each([
    [{ speedUp: 0 }, 'a speed-up of 0 is out of range; allowed are finite numbers above 0'],
    [{ speedUp: NaN }, 'a speed-up of NaN'],
    [{ sortWindow: -1 }, 'a sort window of -1 is out of range'],
    [{ compressGaps: -1 }, 'a gap of -1 is out of range'],
  ])('refuses the options %j before a line is read', (options, reason) => {
    expect(() => readAccessLog([], options)).toThrow(reason)
  })

  test('slowed down beyond the last moment is refused', () => {
    expect(() => readAccess(requests(0, 1), { speedUp: 1e-12 })).toThrow('past 2^53 - 1 µs')
  })
})

describe('a hostile line', () => {
  test('that never ends is refused without being kept', () => {
    function* chunks() {
      for (let i = 0; i < 1_000; i++) yield 'x'.repeat(10_000)
      yield `\n${request(0)}\n`
    }
    const lines = [...linesOf(chunks())]
    expect(lines.map((line) => line.length <= LINE_LIMIT + 2)).toEqual([true, true])
    expect(() => [...readAccessLog(lines)]).toThrow(
      'log:1: the line is longer than 65536 characters',
    )
    expect([...readAccessLog(lines, { onBadLine: 'skip' })]).toHaveLength(1)
  })

  test('of binary is refused by its first control character', () => {
    expect(() => readAccess('PK\u0003\u0004\u0000')).toThrow(
      'log:1: character 3 is the control character U+0003; expected a line of text',
    )
    expect(() => readTable('\u0000\u0001')).toThrow(
      'log:1: character 1 is the control character U+0000',
    )
  })

  test('of quotes and brackets takes no longer than any other', () => {
    const longest = [' [', '\\"', '" "', '""'].map((part) => part.repeat(LINE_LIMIT / 4))
    const { report } = readAccess(longest.join('\n'), { onBadLine: 'skip' })
    expect(report.skipped.count).toBe(4)
    expect(
      readTable(`time\n${longest.join('\n')}`, { onBadLine: 'skip' }).report.skipped.count,
    ).toBe(4)
  })

  test('is shown cut and escaped', () => {
    const long = request(0).replace('200', `\u001F${'9'.repeat(1_000)}`.slice(1))
    expect(() => readAccess(long)).toThrow(/the status "9{60}…"/)
  })

  test('among many is counted, and the first five are told', () => {
    const { report } = readAccess(`${'?\n'.repeat(8)}\n${request(0)}`, { onBadLine: 'skip' })
    expect(report.skipped.count).toBe(8)
    expect(report.skipped.first.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5])
    expect(report).toMatchObject({ lines: 10, blank: 1, records: 1 })
  })

  test('of a policy that does not exist is not read at all', () => {
    const policy = 'ignore' as 'skip'
    expect(() => readAccessLog([], { onBadLine: policy })).toThrow('allowed are refuse, skip')
  })
})

describe('lines', () => {
  test('come out the same however the text is cut into chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b\r\n', '\n', 'c\n', '\r')), (chunks) => {
        expect([...linesOf(chunks)]).toEqual([...linesOf([chunks.join('')])])
      }),
    )
    expect([...linesOf(['a\r\nb\n\nc'])]).toEqual(['a', 'b', '', 'c'])
    expect([...linesOf(['a\n'])]).toEqual(['a'])
  })

  test('may be given as one text', () => {
    expect([...readAccessLog(requests(0, 1))]).toHaveLength(2)
  })
})
