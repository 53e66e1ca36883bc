import { useMemo } from 'react'
import { focusOn } from '../session/actions.ts'
import { useStore } from '../session/store.ts'
import type { Shown } from '../session/store.ts'
import { nameOf } from '../view/event-line.ts'
import { firstAtLeast, lastAtMost } from '../view/grouping.ts'
import { linkStory, rulesBetween } from '../view/link-story.ts'
import type { Direction } from '../view/link-story.ts'
import { span } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import inspector from './Inspector.module.css'
import { Jump } from './Jump.tsx'
import styles from './Link.module.css'
import { Title } from './Title.tsx'

/** The line between two nodes: what went over it in the window, and which rules are in force. */
export function Link({
  shown,
  from,
  to,
}: {
  readonly shown: Shown
  readonly from: string
  readonly to: string
}) {
  const { model, spans } = shown
  const axis = useStore((state) => state.axis)
  const stretch = useStore((state) => state.stretch)
  const seq = useStore((state) => state.cursor.seq)
  const a = model.places.get(from) ?? -1
  const b = model.places.get(to) ?? -1
  const both = useMemo(() => {
    if (!axis || a < 0 || b < 0) return null
    const first = firstAtLeast(axis.u, stretch.from)
    return linkStory(model, { a, b }, { first, last: lastAtMost(axis.u, stretch.to) })
  }, [model, axis, stretch, a, b])
  if (!both) return null
  const say = words.link
  const rules = rulesBetween(model, spans, { a, b, seq })
  const nodes = model.header.topology.nodes
  return (
    <section>
      <Title text={say.title(nameOf(nodes[a]!), nameOf(nodes[b]!))} kind={say.kind} />
      <p className={inspector.hint}>{say.window}</p>
      {(a === b ? both.slice(0, 1) : both).map((one) => (
        <Way key={`${one.from} ${one.to}`} shown={shown} way={one} />
      ))}
      <h3 className={inspector.heading}>{say.rules}</h3>
      {rules.length === 0 ? (
        <p className={inspector.hint}>{say.noRules}</p>
      ) : (
        <ul>
          {rules.map((one) => (
            <li key={one.index}>
              <button
                type="button"
                className={inspector.link}
                onClick={() => focusOn({ kind: 'fault', fault: spans.indexOf(one) })}
              >
                {one.label}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Way({ shown, way }: { readonly shown: Shown; readonly way: Direction }) {
  const say = words.link
  const nodes = shown.model.header.topology.nodes
  const { sent, arrived, underWay, losses, typical, longest, slowest, histogram } = way
  return (
    <div className={styles.way}>
      <h3>
        {nameOf(nodes[way.from]!)} → {nameOf(nodes[way.to]!)}
      </h3>
      <p>
        {sent === 0
          ? say.nothing
          : [say.sent(sent), say.arrived(arrived), underWay > 0 ? say.underWay(underWay) : '']
              .filter(Boolean)
              .join(' · ')}
      </p>
      {losses.map(({ why, count, first }) => (
        <p key={why} className={styles.lost}>
          <b aria-hidden="true">✕</b> <Jump to={first}>{say.lost(count, why)}</Jump>
        </p>
      ))}
      {typical !== null && longest !== null && (
        <>
          <Histogram counts={histogram} longest={longest} />
          <p>
            {say.typical(span(typical), span(longest))} <Jump to={slowest}>{say.slowest}</Jump>
          </p>
        </>
      )}
    </div>
  )
}

function Histogram({
  counts,
  longest,
}: {
  readonly counts: readonly number[]
  readonly longest: number
}) {
  const most = Math.max(1, ...counts)
  return (
    <svg
      className={styles.histogram}
      viewBox={`0 0 ${counts.length * 8} 30`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words.link.histogram(span(0), span(longest))}
    >
      {counts.map((count, bin) => {
        const height = count === 0 ? 0 : Math.max(1.5, (count / most) * 30)
        return <rect key={bin} x={bin * 8} y={30 - height} width={7} height={height} />
      })}
    </svg>
  )
}
