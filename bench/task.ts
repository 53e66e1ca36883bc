/** What a worker process can be asked to do, by name. */
import { limitOfGossip } from './limit/gossip.ts'
import { limitOfPhold } from './limit/phold.ts'
import { limitOfQueueing } from './limit/queueing.ts'
import { limitOfRequests } from './limit/request.ts'
import { gossip } from './orrery/gossip.ts'
import { phold } from './orrery/phold.ts'
import { queueing } from './orrery/queueing.ts'
import { exportedRequest, recordedBytes, seekTimes, writtenBytes } from './orrery/recording.ts'
import { recordedRequest, recordedTrace, request } from './orrery/request.ts'
import type { RequestSize } from './orrery/request.ts'
import { search } from './orrery/search.ts'
import { tailOfRequests } from './orrery/silence.ts'
import { sweep } from './orrery/sweep.ts'
import type { Outcome, Size } from './outcome.ts'
import { simjsPhold, simjsQueueing, simjsRequests } from './peers/simjs/workloads.ts'
import {
  simscriptPhold,
  simscriptQueueing,
  simscriptRequests,
} from './peers/simscript/workloads.ts'

const all = {
  'orrery phold': task(phold),
  'orrery requests': task(request),
  'orrery requests recorded': task(recordedRequest),
  'orrery requests exported': task(exportedRequest),
  'orrery requests hashed': task((size: RequestSize) => tailOfRequests(size, false)),
  'orrery requests unhashed': task((size: RequestSize) => tailOfRequests(size, true)),
  'orrery trace': task(recordedTrace),
  'orrery queueing': task(queueing),
  'orrery search': task((size: { asks: number }) => search(size, 'sweep')),
  'orrery search recorded': task((size: { asks: number }) => search(size, 'recorded')),
  'orrery search on disk': task((size: { asks: number }) => search(size, 'disk')),
  'orrery sweep': task(sweep),
  'orrery gossip': task(gossip),
  'bytes in memory': task(recordedBytes),
  'bytes on disk': task(writtenBytes),
  'time to a moment': task(seekTimes),
  'limit phold': task(limitOfPhold),
  'limit requests': task(limitOfRequests),
  'limit queueing': task(limitOfQueueing),
  'limit gossip': task(limitOfGossip),
  'simjs phold': task(simjsPhold),
  'simjs requests': task(simjsRequests),
  'simjs queueing': task(simjsQueueing),
  'simscript phold': task(simscriptPhold),
  'simscript requests': task(simscriptRequests),
  'simscript queueing': task(simscriptQueueing),
}

/** The name of a task. */
export type TaskName = keyof typeof all

/** Every task by its name. */
export const tasks: Readonly<Record<TaskName, Task>> = all

/** Does so much of it and tells what it came to. */
type Task = (size: Size) => Outcome | Promise<Outcome>

/** Sizes cross a process boundary as plain numbers; whoever asks gives those that the task needs. */
function task(work: (size: never) => Outcome | Promise<Outcome>): Task {
  return (size) => work(size as never)
}
