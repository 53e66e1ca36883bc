/** What must be true of the work queue in every run. */
import { checks } from '../../../engine/index.ts'
import { isThumbnail, isWhole } from './nodes.ts'
import type { States, Video, WorkQueue } from './protocol.ts'
import type { Item } from '../../parts/source-ambassador.ts'

const { always, eventually } = checks<WorkQueue, States>()

const path = (name: string) => `thumbnails/${name}`
const isReadable = ({ work }: Item) => (work as unknown as Video).readable

/** See the file's header. */
export const workQueueChecks = [
  always('no video has two jobs', {
    rows: ['W11.1'],
    watch: ['orchestrator'],
    holds(world) {
      const jobs = world.counter('jobs')
      const items = world.counter('items')
      return jobs <= items || `there are ${jobs} jobs for ${items} videos`
    },
  }),
  always('a thumbnail that is there is whole', {
    rows: ['W11.3'],
    watch: ['volume'],
    holds(world) {
      const { files, newest } = world.nodes('volume')[0]!.state
      // A file becomes visible as the newest one, and this looks after each step.
      if (newest === null || !isThumbnail(newest)) return true
      const content = files[newest]!
      return isWhole(content) || `${newest} is there with ${content.written} parts of ${content.of}`
    },
  }),
  always('no thumbnail is made twice', {
    rows: ['W11.4'],
    watch: ['volume'],
    holds: (world) => world.counter('made twice') === 0,
  }),
  eventually('every video has a job', {
    rows: ['W11.1', 'W11.2'],
    watch: ['store', 'orchestrator'],
    holds(world) {
      const jobs = world.counter('jobs')
      const items = world.counter('items')
      return jobs >= items || `${items - jobs} videos have no job`
    },
  }),
  eventually('every readable video has a whole thumbnail', {
    rows: ['W11.2', 'W11.4', 'W11.5'],
    watch: ['store', 'volume'],
    holds(world) {
      const { files } = world.nodes('volume')[0]!.state
      const { items } = world.nodes('store')[0]!.state
      if (world.counter('thumbnails') < world.counter('readable'))
        return `${world.counter('readable') - world.counter('thumbnails')} thumbnails are missing`
      const missing = Object.values(items).filter(
        (item) => isReadable(item) && !isWhole(files[path(item.name)]),
      )
      return (
        missing.length === 0 ||
        `no whole thumbnail of ${missing.map(({ name }) => name).join(', ')}`
      )
    },
  }),
  eventually('a thumbnail is there exactly for the jobs that exited with 0', {
    rows: ['W11.3'],
    watch: ['orchestrator', 'volume'],
    holds(world) {
      const done = world.counter('jobs.done')
      const whole = world.counter('thumbnails')
      return done === whole || `${done} jobs exited with 0, ${whole} whole thumbnails are there`
    },
  }),
]
