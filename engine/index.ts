/** The only door to the engine: re-exports, nothing else. */

// Time, randomness, plain data.
export { formatTime, hours, micros, minutes, ms, seconds } from './clockwork/time.ts'
export type { Micros } from './clockwork/time.ts'
export * from './clockwork/distribution.ts'
export { durationSampler, sampler } from './clockwork/sampler.ts'
export { Stream, Streams } from './clockwork/random.ts'
export { EventQueue } from './clockwork/queue.ts'
export { Hash } from './clockwork/hash.ts'
export { checkPlain, PlainError } from './clockwork/plain.ts'
export { foreign, ownCaps } from './clockwork/limits.ts'
export type { Caps } from './clockwork/limits.ts'
export { nearest, suggest, unknownName } from './clockwork/suggestion.ts'
export { engineVersion } from './clockwork/version.ts'

// The vocabulary.
export { behavior } from './model/behavior.ts'
export type { Behavior, Change, Refusal, Self, Written } from './model/behavior.ts'
export type { Context, Disk, Files, Peer, SendOptions } from './model/context.ts'
export type {
  MessageType,
  NodeId,
  NodeName,
  OperationId,
  Outcome,
  Plain,
  Protocol,
  Role,
  Timer,
} from './model/protocol.ts'
export type { Capacity, Discipline, Service } from './model/capacity.ts'
export type { ClockOptions } from './model/clock.ts'
export type { DiskOptions } from './model/disk.ts'
export { link, networks } from './model/link.ts'
export type { LinkOptions, LinkRule } from './model/link.ts'
export { pod } from './model/pod.ts'
export type { Pod } from './model/pod.ts'
export { eventKinds, kindOf } from './model/event.ts'
export type { EventKind } from './model/event.ts'
export { describeFault, faultKinds } from './model/fault.ts'
export type { Fault, FaultReport } from './model/fault.ts'
export { FaultError } from './model/fault-plan.ts'
export type { FaultBudget } from './model/fault-plan.ts'
export { bursts, diurnal, periodic, poisson, renewal } from './model/arrivals.ts'
export type { Arrivals } from './model/arrivals.ts'
export type { Draw, LogEntry, Workload } from './model/workload.ts'
export * from './model/log.ts'

// Scenarios.
export { ScenarioError } from './scenario/error.ts'
export {
  allowed,
  choice,
  duration,
  flag,
  integer,
  number,
  parse,
  probability,
  spell,
} from './scenario/parameters.ts'
export type { AnyValues, Parameter, Parameters, Values } from './scenario/parameters.ts'
export { node, nodes, system } from './scenario/system.ts'
export type { NodeOptions, System, SystemSpec } from './scenario/system.ts'
export { scenario } from './scenario/scenario.ts'
export type {
  Configuration,
  Disturbance,
  Part,
  Scenario,
  ScenarioSpec,
  Variant,
} from './scenario/scenario.ts'
export { checks } from './scenario/property.ts'
export type {
  AnyCheck,
  Check,
  CheckResult,
  CheckVerdict,
  Judgement,
  Memory,
} from './scenario/property.ts'
export type { EventView, NodeView, World } from './scenario/world.ts'
export { absolute, relative, standardErrors } from './scenario/claim.ts'
export type { Claim, Expectation, Setting, Tolerance } from './scenario/claim.ts'
export type {
  CounterSummary,
  GaugeSummary,
  HistogramSummary,
  MeasureSummary,
  MeasureWindow,
  RunEnd,
  RunSummary,
} from './scenario/summary.ts'

// Running.
export { Simulation } from './simulation/simulation.ts'
export type { SimulationOptions, Snapshot } from './simulation/simulation.ts'
export { CapError, HandlerError } from './simulation/handler-error.ts'
export type { Logs } from './simulation/source.ts'
export { generatedPlan, run } from './explore/run.ts'
export type { Run, RunOptions } from './explore/run.ts'
export { checkClaims, checkTwins, claimValue, seedRuns } from './explore/claims.ts'
export type { ClaimOptions, TwinVerdict } from './explore/claims.ts'
export { Tally } from './explore/tally.ts'
export type { ClaimTerms, ClaimVerdict } from './explore/tally.ts'

// What happened.
export type { EventCursor } from './trace/event-cursor.ts'
export { traceFormat } from './trace/format.ts'
export type {
  EventColumns,
  RunSpec,
  Topology,
  TopologyNode,
  Trace,
  TraceEvents,
  TraceFooter,
  TraceHeader,
} from './trace/format.ts'
export { Recording } from './trace/recording.ts'
export type { CheckFlip, Moment, NodeMoment } from './trace/recording.ts'
export { describeEvent, transcript } from './trace/transcript.ts'
export type { TranscriptOptions } from './trace/transcript.ts'
export { causesOf, clocksOf, effectsOf, happensBefore } from './trace/causality.ts'
export type { Clocks } from './trace/causality.ts'
export { compareRecordings, compareTraces } from './trace/divergence.ts'
export type { Divergence } from './trace/divergence.ts'
export { standAloneLines, traceLines } from './trace/file.ts'
export { readTrace, TraceError, traceReader } from './trace/reader.ts'
export type { ReadOptions, ReadTrace, TraceReader } from './trace/reader.ts'
export { HistoryError } from './measure/history.ts'
export type { Operation } from './measure/history.ts'
export { Measures } from './measure/measures.ts'

// Was it right.
export { confidenceInterval, pairedDifference } from './check/statistics.ts'
export type { Estimate } from './check/statistics.ts'
export { checkLinearizable } from './check/linearizable.ts'
export { modelNamed, models } from './check/models.ts'
export { readHistory } from './check/history-text.ts'
