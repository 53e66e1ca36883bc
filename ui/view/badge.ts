/** What a node says it is, in a word: the part of its state that a person would ask for first. */

const names = ['role', 'status', 'phase', 'mode', 'state', 'condition']
const counts = ['term', 'epoch', 'ballot', 'view', 'generation', 'version']

/** A short text such as `leader · term 4`; '' when the state has no such field. */
export function badgeOf(state: object): string {
  const fields = state as { readonly [name: string]: unknown }
  const word = names
    .map((name) => fields[name])
    .find((value) => typeof value === 'string' && value.length <= 14)
  const name = counts.find((one) => typeof fields[one] === 'number')
  const parts = [word, name && `${name} ${String(fields[name])}`]
  return parts.filter(Boolean).join(' · ')
}
