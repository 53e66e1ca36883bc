/** What people get wrong about a TLS sidecar. Two more mistakes are in how it is deployed. */
import type { GateRules } from './gate.ts'

/** Better in the clear than not at all, it thinks, and nobody is told. */
export const fallingBack: GateRules = { fallsBack: true }
