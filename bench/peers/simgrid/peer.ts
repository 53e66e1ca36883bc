import { programContestant } from '../../contestant.ts'
import { compile, programOf, staleness } from '../compiler.ts'
import { installPackages } from '../debian.ts'
import type { Peer } from '../peer.ts'

/** SimGrid: C++, actors. */
export const simgrid: Peer = {
  name: 'SimGrid',
  from: 'Debian, libsimgrid-dev',
  share: 0.1,
  absence: async () => staleness('simgrid'),
  setUp: async () =>
    (await installPackages(['g++', 'libsimgrid-dev'])) ?? (await compile('simgrid', ['simgrid'])),
  async enter(kind) {
    return { name: 'actors', contestant: programContestant([programOf('simgrid'), kind]) }
  },
}
