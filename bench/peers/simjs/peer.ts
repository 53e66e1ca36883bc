import { taskContestant } from '../../contestant.ts'
import { installLibrary, missingLibrary } from '../library.ts'
import type { Peer } from '../peer.ts'

const version = '2.0.3'

/** simjs: JavaScript, entities and callbacks. */
export const simjs: Peer = {
  name: 'simjs',
  from: `npm, simjs ${version}`,
  share: 0.25,
  absence: async () => missingLibrary('simjs', version),
  setUp: () => installLibrary('simjs', version),
  async enter(kind) {
    return { name: 'entities', contestant: taskContestant(`simjs ${kind}`) }
  },
}
