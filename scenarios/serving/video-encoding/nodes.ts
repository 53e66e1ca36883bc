/** A studio, a root that hands segments out, and encoders. */
import { behavior, seconds } from '../../../engine/index.ts'
import type { Context, Micros } from '../../../engine/index.ts'
import type { Film, RootState, StudioState, Video } from './protocol.ts'

type Root = Context<Video, 'root'>

/** Time between an encoder's signs of life. */
const beatEvery = seconds(1)

/** How the root works. */
export interface Policy {
  /** A segment that has not come back after this is given to another encoder; `null`: never. */
  readonly overdueAfter: Micros | null
}

/** What a broken twin gets wrong. */
export interface Rules {
  /** Whether segments leave as they come, and not in order. */
  readonly passesThrough: boolean
  /** Whether a segment that was encoded already counts again. */
  readonly takesTwice: boolean
}

/** In order, each segment once. */
export const soundRules: Rules = { passesThrough: false, takesTwice: false }

/** A studio: has films encoded, one after the other, and puts together what comes. */
export const studio = behavior<Video, 'studio', StudioState>({
  init: () => ({ film: '', received: [] }),
  on: {
    ask(_state, { costs }, ctx) {
      ctx.send(ctx.nodes('root')[0]!, 'film', { costs })
    },
    segment(state, { film, segment, of }, ctx) {
      if (film !== state.film) {
        state.film = film
        state.received = []
      }
      state.received.push(segment)
      if (state.received.length === of) ctx.end('ok', of)
    },
  },
})

/**
 * The root: list scheduling (whichever encoder is free gets the next segment) and a reorder buffer.
 * Source: Graham, "Bounds for certain multiprocessing anomalies", Bell System Technical Journal 45 (1966).
 */
export function director({ overdueAfter }: Policy, rules: Rules = soundRules) {
  return behavior<Video, 'root', RootState>({
    init: () => ({ films: {}, todo: [], idle: [], busy: {}, timers: {}, last: null }),
    on: {
      ready(state, { encoder, fresh }, ctx) {
        if (fresh) delete state.busy[encoder]
        if (state.busy[encoder] === undefined && !state.idle.includes(encoder))
          state.idle.push(encoder)
        handOut(state, ctx)
      },
      film(state, { costs }, ctx) {
        const film = ctx.id
        state.films[film] = {
          studio: ctx.from,
          operation: ctx.operation,
          since: ctx.now,
          costs,
          free: state.idle.length,
          attempts: costs.map(() => 0),
          buffer: {},
          next: 0,
          done: 0,
        }
        costs.forEach((_, segment) => state.todo.push({ film, segment }))
        handOut(state, ctx)
      },
      encoded(state, { film: id, segment, frames }, ctx) {
        delete state.busy[ctx.from]
        if (!state.idle.includes(ctx.from)) state.idle.push(ctx.from)
        const film = state.films[id]
        const key = `s${segment}`
        const isKnown = film === undefined || segment < film.next || film.buffer[key] !== undefined
        if (film === undefined || (isKnown && !rules.takesTwice)) ctx.count('encoded twice')
        else {
          cancel(state, ctx, `${id} ${key}`)
          film.done++
          film.buffer[key] = frames
          if (rules.passesThrough || rules.takesTwice) emit(film, id, segment, frames, ctx)
          else
            for (;;) {
              const waiting = film.buffer[`s${film.next}`]
              if (!waiting) break
              delete film.buffer[`s${film.next}`]
              emit(film, id, film.next, waiting, ctx)
              film.next++
            }
          if (film.done >= film.costs.length) finish(state, id, film, ctx)
        }
        handOut(state, ctx)
      },
      overdue(state, { film: id, segment, attempt }, ctx) {
        const film = state.films[id]
        if (!film || film.attempts[segment] !== attempt) return
        const job = `${id} s${segment}`
        delete state.timers[job]
        // Whoever had it may be lost or late; it counts as free when it next gives a sign of life.
        for (const encoder of Object.keys(state.busy))
          if (state.busy[encoder] === job) delete state.busy[encoder]
        ctx.count('given out again')
        state.todo.unshift({ film: id, segment })
        handOut(state, ctx)
      },
    },
  })

  function handOut(state: RootState, ctx: Root): void {
    while (state.idle.length > 0 && state.todo.length > 0) {
      const { film: id, segment } = state.todo.shift()!
      const film = state.films[id]
      // Its late encoder has answered after all.
      if (!film || segment < film.next || film.buffer[`s${segment}`] !== undefined) continue
      const encoder = state.idle.shift()!
      const attempt = ++film.attempts[segment]!
      const { operation } = film
      state.busy[encoder] = `${id} s${segment}`
      ctx.send(encoder, 'encode', { film: id, segment, cost: film.costs[segment]! }, { operation })
      if (overdueAfter !== null)
        state.timers[`${id} s${segment}`] = ctx.after(overdueAfter, 'overdue', {
          film: id,
          segment,
          attempt,
        })
    }
    ctx.gauge('waiting segments', state.todo.length)
  }

  function cancel(state: RootState, ctx: Root, job: string): void {
    ctx.cancel(state.timers[job])
    delete state.timers[job]
  }

  function emit(
    film: Film,
    id: string,
    segment: number,
    frames: readonly [number, number],
    ctx: Root,
  ): void {
    const { studio, operation, costs } = film
    ctx.send(studio, 'segment', { film: id, segment, frames, of: costs.length }, { operation })
  }

  function finish(state: RootState, id: string, film: Film, ctx: Root): void {
    for (let segment = 0; segment < film.costs.length; segment++)
      cancel(state, ctx, `${id} s${segment}`)
    delete state.films[id]
    const makespan = ctx.now - film.since
    ctx.observe('makespan', makespan)
    state.last = {
      makespan,
      total: film.costs.reduce((sum, cost) => sum + cost, 0),
      longest: film.costs.reduce((most, cost) => Math.max(most, cost), 0),
      segments: film.costs.length,
      again: film.attempts.reduce((sum, attempts) => sum + attempts - 1, 0),
      free: film.free,
    }
  }
}

/**
 * An encoder: says that it is there, then encodes what it is given, one segment at a time. A segment
 * goes from one key frame to the next, `interval` frames, so that it can be encoded by itself.
 */
export function encoder(interval: number) {
  return behavior<Video, 'encoder', { encoded: number }>({
    init: () => ({ encoded: 0 }),
    start(_state, ctx) {
      ctx.send(ctx.nodes('root')[0]!, 'ready', { encoder: ctx.self, fresh: true })
      ctx.after(beatEvery, 'beat', { every: beatEvery })
    },
    on: {
      // A sign of life, in case that a segment or an answer was lost on the way.
      beat(_state, { every }, ctx) {
        ctx.send(ctx.nodes('root')[0]!, 'ready', { encoder: ctx.self, fresh: false })
        ctx.after(every, 'beat', { every })
      },
      encode(state, { film, segment }, ctx) {
        state.encoded++
        ctx.reply('encoded', {
          film,
          segment,
          frames: [segment * interval, (segment + 1) * interval - 1],
        })
      },
    },
  })
}
