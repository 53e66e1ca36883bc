import { fastest, programContestant } from '../../contestant.ts'
import { compile, programOf, staleness } from '../compiler.ts'
import { installPackages } from '../debian.ts'
import type { Peer } from '../peer.ts'

/** Schedulers that ns-3 has; which one is the fastest depends on the workload. */
const schedulers = ['Map', 'Heap', 'Calendar', 'PriorityQueue'].map((name) => `${name}Scheduler`)

/** ns-3: C++, callbacks. */
export const nsThree: Peer = {
  name: 'ns-3',
  from: 'Debian, libns3-dev',
  share: 0.5,
  absence: async () => staleness('ns-3'),
  setUp: async () =>
    (await installPackages(['g++', 'libns3-dev'])) ?? (await compile('ns-3', ['ns3-core'])),
  async enter(kind, size) {
    return fastest(
      schedulers.map((name) => ({
        name,
        contestant: programContestant([programOf('ns-3'), name, kind]),
      })),
      size,
    )
  },
}
