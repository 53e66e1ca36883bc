import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../root.ts'

/** Where peers are installed and built; git knows nothing of it. */
export const peersFolder = join(root, 'build/peers')

/** Loads a library that the set-up has installed for the bench alone. */
export const requirePeer = createRequire(join(peersFolder, 'package.json'))
