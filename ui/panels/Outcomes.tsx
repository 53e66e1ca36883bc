import { useMemo } from 'react'
import { goTo } from '../session/actions.ts'
import type { Compared } from '../session/store.ts'
import { faultPairs, measureDifferences, verdictPairs } from '../view/outcomes.ts'
import type { MeasureDifference } from '../view/outcomes.ts'
import { numberText, shareText } from '../view/number-text.ts'
import { words } from '../words/words.ts'
import styles from './Outcomes.module.css'

/** What both runs came to: measures, verdicts, and what the faults hit. */
export function Outcomes({ compared: { here, there } }: { readonly compared: Compared }) {
  const measures = useMemo(() => measureDifferences(here.footer, there.footer), [here, there])
  const verdicts = verdictPairs(here.footer, there.footer).filter(({ differs }) => differs)
  const faults = faultPairs(here.footer, there.footer)
  const differing = measures.filter(({ a, b }) => a !== b)
  const say = words.comparison
  return (
    <>
      <h2 className={styles.heading}>{say.verdicts}</h2>
      {verdicts.length === 0 && <p className={styles.hint}>{say.sameVerdicts}</p>}
      <ul className={styles.pairs}>
        {verdicts.map(({ name, a, b }) => {
          const event = a?.event ?? -1
          return (
            <li key={name}>
              <button type="button" disabled={event < 0} onClick={() => goTo(event)}>
                {name}
              </button>
              <span data-result={a?.result}>
                {say.here}: {say.verdict[a?.result ?? 'none']}
              </span>
              <span data-result={b?.result}>
                {say.there}: {say.verdict[b?.result ?? 'none']}
              </span>
            </li>
          )
        })}
      </ul>
      {faults.length > 0 && (
        <>
          <h2 className={styles.heading}>{say.faults}</h2>
          <ul className={styles.pairs}>
            {faults.map(({ label, a, b }) => (
              <li key={label}>
                <b>{label}</b>
                <span>
                  {say.here}: {a === null ? say.notPlanned : say.hits(a)}
                </span>
                <span>
                  {say.there}: {b === null ? say.notPlanned : say.hits(b)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 className={styles.heading}>{say.measures}</h2>
      {differing.length === 0 ? (
        <p className={styles.hint}>{say.noMeasures}</p>
      ) : (
        <Measures differing={differing} equal={measures.length - differing.length} />
      )}
    </>
  )
}

function Measures({
  differing,
  equal,
}: {
  readonly differing: readonly MeasureDifference[]
  readonly equal: number
}) {
  const say = words.comparison
  return (
    <div className={styles.scroller} role="group" aria-label={say.measures} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{say.measure}</th>
            <th scope="col">{say.here}</th>
            <th scope="col">{say.there}</th>
            <th scope="col">{say.by}</th>
          </tr>
        </thead>
        <tbody>
          {differing.map((one, row) => {
            const { measure, part, a, b, by, share, isTime } = one
            const isFirst = differing[row - 1]?.measure !== measure
            return (
              <tr key={`${measure} ${part}`} data-first={isFirst}>
                <th scope="row">
                  <span className={isFirst ? undefined : 'hush'}>{measure}</span>{' '}
                  <small>{say.parts[part]}</small>
                </th>
                <td>{numberText(a, isTime)}</td>
                <td>{numberText(b, isTime)}</td>
                <td>
                  {by === null ? '' : numberText(by, isTime, true)}
                  {share !== null && <small> {shareText(share, true)}</small>}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {equal > 0 && <p className={styles.hint}>{say.equalMeasures(equal)}</p>}
    </div>
  )
}
