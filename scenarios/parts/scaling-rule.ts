/**
 * How many workers there should be, from how many there are and how busy they are: the rule of a
 * horizontal autoscaler. A pure function; when to ask and what to do about it is somebody else's.
 *
 * Source: Kubernetes documentation, "Horizontal Pod Autoscaling", algorithm details:
 * ceil(current · metric / target), and no change while metric / target is within 10% of 1.
 */

/** What the rule is set to. */
export interface ScalingRule {
  /** The metric's value that workers should have, such as 0.9 busy. */
  readonly target: number
  /** No change while metric / target is this near to 1, such as 0.1. */
  readonly tolerance: number
  readonly least: number
  readonly most: number
}

/** The number of workers that the rule asks for. */
export function desiredWorkers(current: number, metric: number, rule: ScalingRule): number {
  const ratio = metric / rule.target
  // 1.1 − 1 is a little more than 0.1 in binary; a billionth is left for that.
  const isNear = Math.abs(ratio - 1) <= rule.tolerance + 1e-9
  const wanted = isNear ? current : Math.ceil(current * ratio - 1e-9)
  return Math.min(rule.most, Math.max(rule.least, wanted))
}

/**
 * Fewest workers for a load: `rate` items per µs of `service` µs each, none busy for more than the
 * share `utilisation` of its time.
 */
export function neededWorkers(rate: number, service: number, utilisation: number): number {
  return Math.ceil((rate * service) / utilisation - 1e-9)
}
