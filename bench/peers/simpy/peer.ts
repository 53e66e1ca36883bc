import { join } from 'node:path'
import { runProgram } from '../../child.ts'
import { programContestant } from '../../contestant.ts'
import { root } from '../../root.ts'
import { installPackages } from '../debian.ts'
import type { Peer } from '../peer.ts'

/** The system's own Python: it alone sees the system's packages. */
const python = '/usr/bin/python3'

/**
 * SimPy: Python, generators. Debian holds two: 2.3, whose interface is long gone, and 3.0, which
 * has that of today's 4. The later one is measured.
 */
export const simpy: Peer = {
  name: 'SimPy',
  from: 'Debian, python3-simpy3',
  share: 0.05,
  async absence() {
    const { code } = await runProgram([python, '-c', 'from simpy import Environment'])
    return code === 0 ? null : 'it has not been set up; npm run bench -- --setup'
  },
  async setUp() {
    return (await installPackages(['python3-simpy3'])) ?? (await simpy.absence())
  },
  async enter(kind) {
    const file = join(root, 'bench/peers/simpy/workloads.py')
    return { name: 'processes', contestant: programContestant([python, file, kind]) }
  },
}
