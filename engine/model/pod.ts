/**
 * A pod groups nodes that share fate, a loopback network, files, a process table and processors.
 */

/** A pod. A node is a member of at most one. */
export interface Pod {
  /** Its name, for faults and pictures: `web-1`. */
  readonly name: string
  /** Its members, by node name. */
  readonly members: readonly string[]
  /**
   * Processors that the members share. All served work of members then runs on them, each job at
   * most one processor fast, in proportion to its member's `share`. Default: not shared.
   */
  readonly cpu?: number
  /** Weight per member when processors are short; 1 where not given. */
  readonly shares?: { readonly [member: string]: number }
  /** Most processors a member may use at a time; no limit where not given. */
  readonly limits?: { readonly [member: string]: number }
  /** Where it stands; a zone can be killed as one. */
  readonly zone?: string
}

/** Declares a pod. */
export function pod(
  name: string,
  members: readonly string[],
  rest: Omit<Pod, 'name' | 'members'> = {},
): Pod {
  return { name, members, ...rest }
}
