import { nsThree } from './ns-3/peer.ts'
import type { Peer } from './peer.ts'
import { simgrid } from './simgrid/peer.ts'
import { simjs } from './simjs/peer.ts'
import { simpy } from './simpy/peer.ts'
import { simscript } from './simscript/peer.ts'

/** Every peer that can be measured here, the fastest first. */
export const peers: readonly Peer[] = [nsThree, simjs, simgrid, simpy, simscript]
