/** The rest of the work queue: the camera, the one-shot worker, the volume for what it makes. */
import { behavior } from '../../../engine/index.ts'
import type { Context, OperationId, Plain } from '../../../engine/index.ts'
import { idleExit, orderOf } from '../../parts/job-controller.ts'
import type { Item } from '../../parts/source-ambassador.ts'
import { only } from './protocol.ts'
import type { Content, Video, VolumeState, WorkerState, WorkQueue } from './protocol.ts'

const folder = 'thumbnails/'

/** Uploads videos; a video's operation ends when its thumbnail is there. */
export const camera = behavior<WorkQueue, 'camera', { open: Record<string, OperationId> }>({
  init: () => ({ open: {} }),
  on: {
    upload(state, { name, video }, ctx) {
      if (ctx.operation !== null) state.open[name] = ctx.operation
      ctx.count('videos')
      if (video.readable) ctx.count('readable')
      ctx.observe('length', video.length)
      ctx.send(only(ctx.nodes('store')), 'add', { name, work: video })
    },
    thumbnail(state, { name }, ctx) {
      finish(state.open, name, (operation) => ctx.end('ok', name, operation))
    },
    unreadable(state, { name }, ctx) {
      finish(state.open, name, (operation) => ctx.end('fail', name, operation))
    },
  },
})

function finish(
  open: Record<string, OperationId>,
  name: string,
  end: (operation: OperationId) => void,
): void {
  const operation = open[name]
  if (operation === undefined) return
  delete open[name]
  end(operation)
}

/**
 * One run of one video: it looks whether the output is there, works part by part, and writes each
 * part. Code 0 means that the output is complete, 1 that the video cannot be decoded.
 */
export function worker(options: { readonly parts: number; readonly rename: boolean }) {
  const { parts, rename } = options
  // Under its last name only when it is complete, or else from the first part on.
  const path = ({ run, output }: WorkerState) => (rename ? `tmp/${run}` : output)
  const first = (argument: Plain, lastRun?: Plain): WorkerState => {
    const order = orderOf(argument, lastRun)
    if (order === null) return idle
    const { name, work } = order.work as unknown as Item
    const { run, operation } = order
    return { run, operation, output: `${folder}${name}`, video: work as unknown as Video }
  }
  return behavior<WorkQueue, 'worker', WorkerState>({
    init: ({ argument }) => first(argument),
    recover: ({ argument }, disk) => first(argument, disk.read('run')),
    start(state, ctx) {
      if (state.run === null) {
        ctx.exit(idleExit)
        return
      }
      ctx.disk.write('run', state.run)
      ctx.send(
        only(ctx.nodes('volume')),
        'look',
        { path: state.output },
        { operation: state.operation },
      )
    },
    on: {
      found(state, { exists }, ctx) {
        if (exists) {
          ctx.count('already there')
          ctx.exit(0)
        } else if (!state.video.readable) ctx.exit(1)
        else ctx.send(ctx.self, 'encode', { part: 1, time: state.video.length / parts })
      },
      encode(state, { part }, ctx) {
        ctx.send(only(ctx.nodes('volume')), 'write', { path: path(state), part, of: parts })
      },
      written(state, { part }, ctx) {
        if (part < parts)
          ctx.send(ctx.self, 'encode', { part: part + 1, time: state.video.length / parts })
        else if (rename)
          ctx.send(only(ctx.nodes('volume')), 'rename', { from: path(state), to: state.output })
        else ctx.exit(0)
      },
      renamed(_state, _message, ctx) {
        ctx.exit(0)
      },
    },
  })
}

const idle: WorkerState = {
  run: null,
  operation: null,
  output: '',
  video: { length: 0, readable: false },
}

/** A network volume. A rename is atomic; a write is not the whole file. */
export const volume = behavior<WorkQueue, 'volume', VolumeState>({
  init: () => ({ files: {}, newest: null }),
  on: {
    look(state, { path }, ctx) {
      ctx.reply('found', { exists: state.files[path] !== undefined })
    },
    write(state, { path, part, of }, ctx) {
      if (isWhole(state.files[path])) ctx.count('made twice')
      if (!state.files[path]) state.newest = path
      state.files[path] = { written: part, of }
      if (isThumbnail(path) && part === of) publish(path, ctx)
      ctx.reply('written', { part })
    },
    rename(state, { from, to }, ctx) {
      const content = state.files[from]
      delete state.files[from]
      if (content) {
        if (state.files[to]) ctx.count('made twice')
        state.files[to] = content
        state.newest = to
        publish(to, ctx)
      }
      ctx.reply('renamed', {})
    },
  },
})

/** Whether readers of thumbnails see a path. */
export function isThumbnail(path: string): boolean {
  return path.startsWith(folder)
}

/** Whether a file is there with all its parts. */
export function isWhole(content: Content | undefined): boolean {
  return content !== undefined && content.written === content.of
}

function publish(path: string, ctx: Context<WorkQueue, 'volume'>): void {
  ctx.count('thumbnails')
  ctx.observe('published', ctx.now)
  ctx.send(only(ctx.nodes('camera')), 'thumbnail', { name: path.slice(folder.length) })
}
