import { taskContestant } from '../../contestant.ts'
import { installLibrary, missingLibrary } from '../library.ts'
import type { Peer } from '../peer.ts'

const version = '1.0.37'

/** SimScript: JavaScript, asynchronous scripts. Its list of events is searched from end to end. */
export const simscript: Peer = {
  name: 'simscript',
  from: `npm, simscript ${version}`,
  share: 0.005,
  absence: async () => missingLibrary('simscript', version),
  setUp: () => installLibrary('simscript', version),
  async enter(kind) {
    return { name: 'scripts', contestant: taskContestant(`simscript ${kind}`) }
  },
}
