import { useMemo } from 'react'
import type { Shown } from '../session/store.ts'
import { flipStrip } from '../view/flip-strip.ts'
import { rowsOf } from '../view/grouping.ts'
import { moment } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import styles from './FlipStrip.module.css'
import inspector from './Inspector.module.css'
import { Jump } from './Jump.tsx'

const mostJumps = 6

/** When a check became true and false, as a strip over the run with jumps. */
export function FlipStrip({ shown, check }: { readonly shown: Shown; readonly check: number }) {
  const { model } = shown
  const stands = useMemo(() => flipStrip(model, check), [model, check])
  const { flips } = model
  const rows = rowsOf(flips.ofCheck, check)
  if (rows.length === 0) return null
  const say = words.checkStory
  return (
    <>
      <h3 className={inspector.heading}>{say.flips}</h3>
      <svg
        className={styles.strip}
        viewBox="0 0 1000 10"
        preserveAspectRatio="none"
        role="img"
        aria-label={say.flipStrip(rows.length)}
      >
        {stands.map(({ from, to, holds }) => (
          <rect
            key={from}
            x={from * 1000}
            width={(to - from) * 1000}
            y={holds === 'no' ? 6 : 0}
            height={holds === 'no' ? 4 : 10}
            data-holds={holds}
          />
        ))}
      </svg>
      <ul className={inspector.list}>
        {[...rows.subarray(0, mostJumps)].map((row) => {
          const at = moment(flips.at[row]!)
          return (
            <li key={row}>
              <Jump to={flips.event[row]!}>
                {flips.holds[row] === 1 ? say.becameTrue(at) : say.becameFalse(at)}
              </Jump>
            </li>
          )
        })}
        {rows.length > mostJumps && <li>{say.moreFlips(rows.length - mostJumps)}</li>}
      </ul>
    </>
  )
}
