/** What a variant is best compared with. */
import type { Variant } from '../../engine/index.ts'

/** The variant that shows most: `without` for `with`, and the pattern as it should be for all others. */
export function counterpartOf<V extends Pick<Variant, 'kind'> & { readonly name: string }>(
  variants: readonly V[],
  chosen: string,
): V | undefined {
  const others = variants.filter(({ name }) => name !== chosen)
  const own = variants.find(({ name }) => name === chosen)?.kind
  const wanted = own === 'with' ? 'without' : 'with'
  return others.find(({ kind }) => kind === wanted) ?? others[0]
}

/** The seed after this one: the number at its end counts on. */
export function nextSeed(seed: string): string {
  const [, head = '', digits = ''] = /^(.*?)(\d{0,15})$/.exec(seed) ?? []
  const next = `${head}${digits === '' ? 2 : Number(digits) + 1}`
  return next.length > 64 ? '1' : next
}
