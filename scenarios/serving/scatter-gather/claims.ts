import type { Claim } from '../../../engine/index.ts'
export const claims: readonly Claim[] = []
