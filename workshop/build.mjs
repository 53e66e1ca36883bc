// `npm run build`: the declarations for editors, the command line, the page.
import { join } from 'node:path'
import { prepareBundle } from './bundle.mjs'
import { run } from './command.mjs'
import { installLibraries } from './installation.mjs'
import { preparePage } from './page.mjs'
import { root } from './root.mjs'

await installLibraries()
const { code } = await run(['node', join(root, 'node_modules/typescript/bin/tsc'), '-b'], {
  isShown: true,
})
if (code !== 0) process.exit(1)
await prepareBundle('cli')
await preparePage()
