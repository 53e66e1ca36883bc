/** `orrery list`: the bundled scenarios; loads none of them. */
import { registry } from '../scenarios/index.ts'
import { exit } from './exit.ts'
import { print } from './output.ts'

/** Prints the bundled scenarios by part of the book. */
export function list(options: { json?: boolean }): number {
  if (options.json) {
    print(
      JSON.stringify({
        scenarios: registry.map(({ id, title, part, rows }) => ({ id, title, part, rows })),
      }),
    )
    return exit.held
  }
  let part = ''
  for (const entry of registry) {
    if (entry.part !== part) {
      part = entry.part
      print(part)
    }
    print(`  ${entry.id.padEnd(22)} ${entry.title.padEnd(34)} ${entry.rows.join(' ')}`)
  }
  print(`\nrun one: npx orrery run ${registry[0]?.id ?? '<scenario>'} --seed 7`)
  return exit.held
}
