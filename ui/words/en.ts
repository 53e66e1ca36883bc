/** Every text of the page that is not a scenario's own, in English. */
import { commands } from './en/commands.ts'
import { comparison } from './en/comparison.ts'
import { events } from './en/events.ts'
import { files } from './en/files.ts'
import { gallery } from './en/gallery.ts'
import { inspector } from './en/inspector.ts'
import { page } from './en/page.ts'
import { palette } from './en/palette.ts'
import { seeds } from './en/seeds.ts'
import { stage } from './en/stage.ts'
import { story } from './en/story.ts'
import { timeline } from './en/timeline.ts'

/** The texts, by where they stand. */
export const en = {
  ...commands,
  ...comparison,
  ...events,
  ...files,
  ...gallery,
  ...inspector,
  ...page,
  ...palette,
  ...seeds,
  ...stage,
  ...story,
  ...timeline,
} as const
