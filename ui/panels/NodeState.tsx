import { useDeferredValue, useMemo, useState } from 'react'
import type { Fault } from '../../engine/index.ts'
import { toggleFaults } from '../session/edits.ts'
import { player } from '../session/runs.ts'
import { useStore } from '../session/store.ts'
import type { Shown } from '../session/store.ts'
import { badgeOf } from '../view/badge.ts'
import { nameOf } from '../view/event-line.ts'
import { nodeStatus } from '../view/node-status.ts'
import { matching, treeRows } from '../view/state-tree.ts'
import { moment, span } from '../view/time-label.ts'
import { words } from '../words/words.ts'
import styles from './Inspector.module.css'
import { Origin, useOrigin } from './Origin.tsx'
import { StateTree } from './StateTree.tsx'

/** The selected node, or the one of the event under the cursor: how it is, and its state. */
export function NodeState({ shown }: { readonly shown: Shown }) {
  const { model, spans } = shown
  const seq = useStore((state) => state.cursor.seq)
  const selected = useStore((state) => state.selected)
  const look = useStore((state) => state.look)
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const [text, setText] = useState('')
  const sought = useDeferredValue(text.trim())
  const place =
    selected === null ? (model.events.node[seq] ?? -1) : (model.places.get(selected) ?? -1)
  const node = model.header.topology.nodes[place]
  const found = node && look?.moment?.nodes.find(({ id }) => id === node.id)
  const change = node && look?.moment?.changes.find((one) => one.node === node.id)
  const rows = useMemo(() => {
    if (!found) return []
    if (sought === '') return treeRows(found.state, change ?? unchanged, opened)
    return treeRows(matching(found.state, sought), unchanged, everything)
  }, [found, change, opened, sought])
  const [origin, ask] = useOrigin(shown, node?.id ?? '')
  const status = useMemo(() => nodeStatus(model, spans, { seq, place }), [model, spans, seq, place])
  if (!node) return <p className={styles.hint}>{words.inspector.choose}</p>
  const changes = rows.filter((row) => row.change !== null).length
  const said = status.condition || badgeOf(found?.state ?? {}) || words.status[status.status]
  return (
    <section>
      <h2 className={styles.heading}>
        <span>
          {nameOf(node)} · {node.role === node.label ? words.inspector.node : node.role}
        </span>
        {node.pod !== null && <small>{node.pod}</small>}
      </h2>
      <div
        className={styles.status}
        data-status={status.status}
        data-ails={status.condition !== ''}
      >
        <b>{said}</b>
        {node.workers !== null && <span>{words.stage.queue(status.queued, status.serving)}</span>}
        {found && found.clock !== look?.moment?.at && (
          <span>{words.inspector.clock(moment(found.clock))}</span>
        )}
      </div>
      {found ? (
        <>
          {(isLarge(found.state) || text !== '') && (
            <input
              type="search"
              className={styles.search}
              value={text}
              placeholder={words.origin.search}
              aria-label={words.origin.search}
              onChange={(event) => setText(event.target.value)}
            />
          )}
          <StateTree
            rows={rows}
            label={words.inspector.state}
            onOpen={(id) => setOpened(new Set([...opened, id]))}
            {...(shown.source.kind === 'spec' && { onAsk: ask })}
            note={
              sought !== ''
                ? rows.length === 0
                  ? words.origin.noMatch
                  : ''
                : changes > 0
                  ? words.inspector.changed(changes)
                  : words.inspector.unchanged
            }
          />
          <Origin origin={origin} />
        </>
      ) : (
        <p className={styles.hint}>
          {look && !look.moment ? words.inspector.notRecorded : words.inspector.loading}
        </p>
      )}
      <BreakIt id={node.id} />
    </section>
  )
}

const unchanged = { patches: [], inverse: [] }
/** A set that holds every id: all rows are open. */
const everything = { has: () => true } as unknown as ReadonlySet<string>

/** Whether a state has more than a person sees at once. */
function isLarge(state: object): boolean {
  return JSON.stringify(state).length > 400
}

/** Faults on this node from the cursor on; each runs again. */
function BreakIt({ id }: { readonly id: string }) {
  const isOpen = useStore((state) => state.breaking)
  const duration = useStore((state) => state.description?.duration ?? 1_000_000)
  const at = useStore((state) => Math.round(state.cursor.at))
  const nodes = useStore((state) => state.shown?.model.header.topology.nodes)
  const length = Math.max(1000, roundish(duration / 10))
  const say = words.inspector
  const add = (fault: Fault) => toggleFaults([fault])
  // The fault sets in after what the cursor shows, so that the past stays as it is.
  const when = () => Math.floor(player.cursor.at) + 1
  const others = (nodes ?? []).map((node) => node.id).filter((other) => other !== id)
  if (!isOpen)
    return (
      <div className={styles.chips}>
        <button
          type="button"
          aria-expanded={false}
          onClick={() => useStore.setState({ breaking: true })}
        >
          {say.breakIt} …
        </button>
      </div>
    )
  return (
    <div className={styles.breakIt}>
      <p>
        {say.breakIt}, {say.breakHelp(moment(at), span(length))}
      </p>
      <div className={styles.chips}>
        <button
          type="button"
          onClick={() => add({ kind: 'crash', target: id, at: when(), for: length })}
        >
          {say.crash}
        </button>
        <button
          type="button"
          onClick={() => add({ kind: 'pause', target: id, at: when(), for: length })}
        >
          {say.pause}
        </button>
        <button
          type="button"
          onClick={() => add({ kind: 'slow', target: id, factor: 10, at: when(), for: length })}
        >
          {say.slow}
        </button>
        {others.length > 0 && (
          <button
            type="button"
            onClick={() =>
              add({ kind: 'partition', groups: [[id], others], at: when(), for: length })
            }
          >
            {say.isolate}
          </button>
        )}
      </div>
    </div>
  )
}

/** One digit that counts: 1, 2 or 5 times a power of ten. */
function roundish(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const lead = value / power
  return Math.round((lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power)
}
