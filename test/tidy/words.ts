import type { Guard } from './source.ts'

const unfinished = /\b(?:TO[D]O|FIX[M]E|XX[X]|HAC[K])\b/

/** Nothing on the main branch is marked as unfinished. */
export const words: Guard = (sources) => ({
  looked: sources.length,
  findings: sources.flatMap(({ path, text }) =>
    text.split('\n').flatMap((content, index) => {
      const word = unfinished.exec(content)?.[0]
      const says = `${word} on the main branch: do it, or open an issue`
      return word === undefined ? [] : [{ path, line: index + 1, says }]
    }),
  ),
})
