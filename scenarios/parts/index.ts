/**
 * Reusable parts, each under the name of its noun: `import { balancer, ring } from
 * 'orrery-sim/parts'`, then `balancer.pick(…)`, `ring.ownerOf(…)`. What each does, and what it
 * leaves out, stands at the head of its file.
 */
export * as balancer from './balancer.ts'
export * as jobController from './job-controller.ts'
export * as keeper from './keeper.ts'
export * as keyValueMachine from './key-value-machine.ts'
export * as keyValueStore from './key-value-store.ts'
export * as probation from './probation.ts'
export * as pullQueue from './pull-queue.ts'
export * as ring from './ring.ts'
export * as rollout from './rollout.ts'
export * as scalingRule from './scaling-rule.ts'
export * as service from './service.ts'
export * as serviceBalancer from './service-balancer.ts'
export * as serviceChecks from './service-checks.ts'
export * as serviceClient from './service-client.ts'
export * as serviceOrchestrator from './service-orchestrator.ts'
export * as serviceProber from './service-prober.ts'
export * as serviceReplica from './service-replica.ts'
export * as sourceAmbassador from './source-ambassador.ts'
export * as storeClient from './store-client.ts'
