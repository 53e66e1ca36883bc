/** A name from code as words: `hedgeAfter` and `hedge-after` are both `hedge after`. */
export function spoken(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase()
}
