// Where the project stands, for the scripts that prepare, build, serve and test it.
// These are plain JavaScript without dependencies, since they run before anything is installed.
import { fileURLToPath } from 'node:url'

/** Absolute path of the project's folder, without a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')
