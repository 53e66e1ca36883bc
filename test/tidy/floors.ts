import { importsOf } from './imports.ts'
import { isIn, isTypeScript } from './source.ts'
import type { Guard } from './source.ts'

/** The floors of the engine from the ground up; those of one row are on one floor. */
const plan = [
  ['clockwork'],
  ['model'],
  ['scenario'],
  ['simulation'],
  ['trace', 'measure'],
  ['check'],
  ['explore'],
]

const ground = 0
const roof = plan.length + 1

/** A file of the engine imports only its own floor and lower ones; `index.ts` is the roof. */
export const floors: Guard = (sources) => {
  const looked = sources.filter((source) => isIn(source, 'engine') && isTypeScript(source))
  const findings = looked.flatMap((source) => {
    const own = floorOf(source.path)
    if (own === undefined) return [{ path: source.path, line: 0, says: unknownFloor }]
    return importsOf(source).flatMap(({ to, isRelative, line }) => {
      const other = isRelative ? floorOf(to) : undefined
      if (other === undefined || other <= own) return []
      return [
        { path: source.path, line, says: `${to} is on a higher floor; the order is ${order}` },
      ]
    })
  })
  return { looked: looked.length, findings }
}

const order = plan.map((row) => row.join(' = ')).join(' < ')
const unknownFloor = `engine has the floors ${order}, and index.ts; give the file one of them`

/**
 * Floor of a file, from 1 up; 0 for a file that lies directly in `engine/` and so may import
 * nothing of it.
 */
function floorOf(path: string): number | undefined {
  const [, folder = '', ...rest] = path.split('/')
  if (rest.length === 0) return folder === 'index.ts' ? roof : ground
  const floor = plan.findIndex((row) => row.includes(folder))
  return floor < 0 ? undefined : floor + 1
}
