/** `orrery init`: a folder in which an editor understands scenarios. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exit } from './exit.ts'
import { writeLines } from './file.ts'
import { print } from './output.ts'

/** Writes what is missing and leaves alone what is there. */
export function initCommand(folder: string): number {
  const where = resolve(folder)
  mkdirSync(where, { recursive: true })
  keep(join(where, 'tsconfig.json'), tsconfig(where))
  keep(join(where, 'ping.ts'), example)
  print(`run it: npx orrery run ${join(folder, 'ping.ts')} --seed 7`)
  return exit.held
}

function keep(path: string, content: string): void {
  if (existsSync(path)) return print(`kept ${path}`)
  writeLines(path, [content])
  print(`wrote ${path}`)
}

function tsconfig(where: string): string {
  let root = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(root, 'package.json'))) root = dirname(root)
  const types = (
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      exports: { [door: string]: { types: string } }
    }
  ).exports
  const at = (door: string) => {
    const path = relative(where, join(root, types[door]!.types))
    return path.startsWith('.') ? path : `./${path}`
  }
  return JSON.stringify(
    {
      compilerOptions: {
        target: 'ES2023',
        module: 'ESNext',
        moduleResolution: 'Bundler',
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        allowImportingTsExtensions: true,
        lib: ['ES2023'],
        types: [],
        paths: { 'orrery-sim': [at('.')], 'orrery-sim/parts': [at('./parts')] },
      },
    },
    null,
    2,
  )
}

const example = `import { behavior, exponential, ms, node, nodes, periodic, scenario, seconds, system, checks } from 'orrery-sim'

type Ping = {
  client: { go: { n: number }; pong: { n: number } }
  server: { ping: { n: number } }
}

const client = behavior<Ping, 'client', { answered: number }>({
  init: () => ({ answered: 0 }),
  on: {
    go(_state, { n }, ctx) {
      const servers = ctx.nodes('server')
      ctx.send(servers[n % servers.length]!, 'ping', { n })
    },
    pong(state, { n }, ctx) {
      state.answered++
      ctx.end('ok', n)
    },
  },
})

const server = behavior<Ping, 'server', {}>({
  init: () => ({}),
  on: { ping: (_state, { n }, ctx) => ctx.reply('pong', { n }) },
})

const { eventually } = checks<Ping, { client: { answered: number } }>()

export default scenario({
  id: 'ping',
  title: 'Ping',
  summary: 'A client asks two servers in turn.',
  duration: seconds(5),
  build: () =>
    system<Ping>({
      nodes: { client: node(client), server: nodes(2, server, { capacity: { service: exponential(ms(3)) } }) },
      workload: [{ kind: 'open', to: 'client', type: 'go', arrivals: periodic(ms(20)), message: ({ n }) => ({ n }) }],
    }),
  checks: [eventually('everybody is answered', { holds: ({ operations }) => operations.ok === operations.begun })],
})`
