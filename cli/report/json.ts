/** Runs as one JSON object. */
import type { ClaimVerdict, Run } from '../../engine/index.ts'

/** A run as an object for `--json`; its functions are left out when it is written. */
export function jsonOf({ summary }: Pick<Run, 'summary'>, claims: readonly ClaimVerdict[]): object {
  return { ...summary, claims }
}
