/**
 * The next step of a rolling update, of a change of scale, or of both at once: which slot to start
 * and which to drain. It looks at what is, not at how far a plan has come, so that a crash in the
 * middle needs no care.
 *
 * Source: the rolling update of a Kubernetes Deployment (`maxSurge`, `maxUnavailable`).
 */

/** A place in which a replica may run. */
export interface Slot {
  readonly id: string
  /**
   * `off`: empty. `starting`: up, not ready. `ready`: takes requests. `draining`: takes no more and
   * will be stopped. `failed`: died, will be repaired in its place.
   */
  phase: 'off' | 'starting' | 'ready' | 'draining' | 'failed'
  /** The version it runs, from 1; 0 before it ever ran. */
  version: number
}

/** What is wanted. */
export interface Goal {
  readonly replicas: number
  readonly version: number
  /** How many replicas there may be beyond the number wanted. */
  readonly surge: number
  /** How many of those wanted may be not ready. With no surge either, 1 is taken. */
  readonly unavailable: number
}

/** What to do next; nothing when the goal is reached or something must be waited for. */
export type Step = { readonly kind: 'start' | 'drain'; readonly slot: Slot } | null

/** The next step towards the goal. Ask again after it, and after every change. */
export function nextStep(slots: readonly Slot[], goal: Goal): Step {
  const live = slots.filter(({ phase }) => phase !== 'off' && phase !== 'draining')
  const old = live.filter(({ version }) => version !== goal.version)
  const fresh = live.length - old.length
  const ready = live.filter(({ phase }) => phase === 'ready')
  const unavailable = goal.surge === 0 ? Math.max(1, goal.unavailable) : goal.unavailable
  if (fresh < goal.replicas && live.length < goal.replicas + (old.length > 0 ? goal.surge : 0)) {
    const slot = slots.find(({ phase }) => phase === 'off')
    if (slot) return { kind: 'start', slot }
  }
  // Those that are not ready go first: they serve nobody.
  const worst = (candidates: readonly Slot[]): Slot | undefined =>
    candidates.find(({ phase }) => phase === 'starting') ??
    candidates.find(({ phase }) => phase === 'ready')
  const surplus =
    old.length > 0 ? worst(old) : fresh > goal.replicas ? worst(live.toReversed()) : undefined
  if (!surplus) return null
  const spare = ready.length > goal.replicas - unavailable
  return surplus.phase === 'starting' || spare ? { kind: 'drain', slot: surplus } : null
}

/** Whether the goal is reached. */
export function isDone(slots: readonly Slot[], goal: Goal): boolean {
  const live = slots.filter(({ phase }) => phase !== 'off')
  return (
    live.length === goal.replicas &&
    live.every(({ phase, version }) => phase === 'ready' && version === goal.version)
  )
}
