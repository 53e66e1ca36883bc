import { describe, expect, test } from 'vitest'
import { HandlerError, ms, run, Simulation } from '../../../engine/index.ts'
import { perform, stage } from '../../support/stage.ts'
import type { Part, Staging } from '../../support/stage.ts'

/** Why a run crashed. */
function reasonOf(staging: Staging): string {
  const { end } = perform(staging).summary
  if (end.kind !== 'crashed') throw new Error(`the run ended as ${end.kind}`)
  return end.reason
}

/** Why a run crashed whose client does this when told to go. */
function reasonOfGo(go: NonNullable<Part<'client'>['go']>): string {
  return reasonOf({ client: { go } })
}

describe('a handler that throws', () => {
  test('ends the run; the reason names node, handler, time, event and seed', () => {
    const { summary, error } = perform(
      { at: [ms(5)], client: { go: () => JSON.parse('{') as undefined } },
      { seed: 'abc' },
    )
    expect(summary.end.kind).toBe('crashed')
    expect(error).toBeInstanceOf(HandlerError)
    expect(error).toMatchObject({ node: 'client', handler: 'go', at: ms(5), seed: 'abc', seq: 3 })
    expect(error!.message).toMatch(
      /^client, handling "go" at 0\.005000 s \(event #3, seed abc\): .+JSON/,
    )
    expect(error!.cause).toBeInstanceOf(SyntaxError)
  })

  test('leaves checks undecided and keeps what happened so far', () => {
    const { summary, events } = perform({
      at: [0, ms(5)],
      client: {
        go(state, { n }) {
          if (n === 1) throw new Error('stop')
          state.diary.push('once')
        },
      },
      checks: [{ kind: 'always', name: 'fine', holds: () => true }],
    })
    expect(summary.checks).toMatchObject([{ result: 'unknown' }])
    expect(events.filter(({ kind }) => kind === 'arrive')).toHaveLength(2)
  })

  test('by ctx.fail gives its reason', () => {
    expect(reasonOfGo((_state, _message, ctx) => ctx.fail('the log has a hole'))).toContain(
      ': the log has a hole',
    )
  })

  test('in a hook is blamed on the hook', () => {
    const start = () => {
      throw new Error('no')
    }
    expect(reasonOf({ server: { start } })).toMatch(/^server, handling "start" at 0/)
    const stop: Staging = {
      client: { go: (_state, _message, ctx) => ctx.stop(ctx.nodes('server')[0]!) },
      server: { stop: start },
    }
    expect(reasonOf(stop)).toMatch(/^server, handling "stop"/)
  })

  test('while it makes a first state is blamed on init, and ends the run as it begins', () => {
    const broken = stage({
      server: {
        init: () => {
          throw new Error('no disk')
        },
      },
    })
    expect(() => new Simulation(broken.configure(), { seed: '1' }).step()).toThrow(
      'server, handling "init" at 0.000000 s (event #1, seed 1): no disk',
    )
    expect(run(broken).summary.end).toMatchObject({ kind: 'crashed' })
  })

  test('while it makes a message of a workload is blamed on that', () => {
    const staging: Staging = {
      workload: [
        {
          kind: 'script',
          at: [0],
          to: 'client',
          type: 'go',
          message: () => {
            throw new Error('no rows')
          },
        },
      ],
    }
    expect(reasonOf(staging)).toContain('message "go" of workload "go"')
    expect(reasonOf(staging)).toContain(': no rows')
  })

  test('while it computes a service time is blamed on that', () => {
    const hears: Staging = {
      client: {
        go: (_state, _message, ctx) => ctx.send(ctx.nodes('server')[0]!, 'hear', { text: '' }),
      },
    }
    const capacity = (service: () => number) => ({
      ...hears,
      serverOptions: { capacity: { service } },
    })
    expect(reasonOf(capacity(() => -1))).toContain(
      'the service time of hear" at 0.001000 s (event #5, seed 1): it is -1; a service time is a number of µs, 0 or more',
    )
    expect(reasonOf(capacity(() => NaN))).toContain('it is NaN')
  })
})

describe('what is not plain data', () => {
  test('is refused in a message, with the place and the way out', () => {
    const reason = reasonOfGo((_state, _message, ctx) =>
      ctx.send(ctx.nodes('server')[0]!, 'hear', { text: new Date(0) as never }),
    )
    expect(reason).toMatch(/message "hear"\.text .*Date/)
    const missing = reasonOfGo((_state, _message, ctx) =>
      ctx.send(ctx.nodes('server')[0]!, 'hear', undefined as never),
    )
    expect(missing).toContain(
      'message "hear" is undefined; it must be an object, {} when there is nothing to say',
    )
  })

  test('is refused in a message when it is a number that is none', () => {
    const reason = reasonOfGo((_state, _message, ctx) =>
      ctx.send(ctx.nodes('server')[0]!, 'go', { n: NaN }),
    )
    expect(reason).toMatch(/message "go"\.n is NaN/)
  })

  test('is refused in a state after the very handler, in strict mode', () => {
    const reason = reasonOfGo((state) => void (state.notes['when'] = new Map() as never))
    expect(reason).toMatch(/client, handling "go".*state of client\.notes\.when .*Map/)
  })

  test('is refused in a state at the next checkpoint otherwise', () => {
    const staging: Staging = {
      client: { go: (state) => void (state.notes['share'] = 0 / 0) },
    }
    const { end } = perform(staging, { strict: false }).summary
    expect(end).toMatchObject({
      kind: 'crashed',
      reason: expect.stringMatching(/^client, handling "some message before".+notes\.share is NaN/),
    })
  })

  test('is refused in a first state', () => {
    const init = () => ({ diary: [], notes: { f: (() => 1) as never } })
    expect(reasonOf({ server: { init } })).toMatch(
      /server, handling "init".*state of server\.notes\.f/,
    )
  })

  test('is refused in a state when one object stands in two places, since a copy would part them', () => {
    const reason = reasonOfGo((state) => {
      const list = [1]
      state.notes['a'] = list
      state.notes['b'] = list
    })
    expect(reason).toMatch(/state of client\.notes\.b .*notes\.a/)
  })
})

describe('what cannot be', () => {
  test('is refused: a node that does not exist, with the nearest name', () => {
    expect(
      reasonOfGo((_state, _message, ctx) => ctx.send('sever' as never, 'hear', { text: '' })),
    ).toMatch(/no node named "sever"; did you mean "server"\? nodes are client, server/)
  })

  test('is refused: a message its receiver does not handle', () => {
    expect(
      reasonOfGo((_state, _message, ctx) =>
        ctx.send(ctx.nodes('server')[0]!, 'heer' as never, { text: '' } as never),
      ),
    ).toMatch(/server has no handler for it: no message named "heer"; did you mean "hear"\?/)
  })

  test('is refused: names that every object has', () => {
    expect(
      reasonOfGo((_state, _message, ctx) =>
        ctx.send(ctx.nodes('server')[0]!, 'toString' as never, {} as never),
      ),
    ).toContain('no message named "toString"')
    expect(
      reasonOfGo((_state, _message, ctx) => void ctx.after(1, 'constructor' as never, {} as never)),
    ).toContain('no message named "constructor"')
  })

  test('is refused: nodes of a role that does not exist', () => {
    expect(reasonOfGo((_state, _message, ctx) => void ctx.nodes('servers' as never))).toMatch(
      /no role named "servers"; did you mean "server"\?/,
    )
  })

  test.each([-1, NaN, Infinity])('is refused: a timer after %s µs', (delay) => {
    expect(
      reasonOfGo((_state, _message, ctx) => void ctx.after(delay, 'wake', { text: '' })),
    ).toContain(`a timer's delay is ${delay} µs; it must be a number, 0 or more`)
  })

  test.each([
    ['size', { size: -1 }, 'the size of message "hear" is -1; it must be bytes, 0 or more'],
    ['deadline', { deadline: NaN }, 'deadline is NaN; it must be a finite number'],
    ['priority', { priority: NaN }, 'priority is NaN; it must be a finite number'],
  ])('is refused: a message with such a %s', (_name, options, says) => {
    expect(
      reasonOfGo((_state, _message, ctx) =>
        ctx.send(ctx.nodes('server')[0]!, 'hear', { text: '' }, options),
      ),
    ).toContain(says)
  })

  test('is refused: a measure that is not finite, an exit code that is none', () => {
    expect(reasonOfGo((_state, _message, ctx) => ctx.observe('x', NaN))).toContain('x is NaN')
    expect(reasonOfGo((_state, _message, ctx) => ctx.count('x', Infinity))).toContain('x is Inf')
    expect(reasonOfGo((_state, _message, ctx) => ctx.gauge('x', NaN))).toContain('x is NaN')
    expect(reasonOfGo((_state, _message, ctx) => ctx.exit(256))).toContain(
      'an exit code is 256; it must be a whole number from 0 to 255',
    )
  })

  test('is refused: a handler that returns a promise or a generator', () => {
    const says = 'a handler returns nothing: no async, no generator; wait with ctx.after'
    expect(reasonOfGo((async () => {}) as never)).toContain(`returned a promise; ${says}`)
    expect(reasonOfGo(function* () {} as never)).toContain(`returned object; ${says}`)
    expect(reasonOfGo((() => 7) as never)).toContain(`returned number; ${says}`)
  })

  test('is refused: a signal to a node of another pod', () => {
    expect(
      reasonOfGo((_state, _message, ctx) => ctx.signal(ctx.nodes('server')[0]!, 'TERM')),
    ).toContain('server is not in the pod of client; signals reach members of one pod only')
  })
})
