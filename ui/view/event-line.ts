/** Events in words. */
import type { TopologyNode } from '../../engine/index.ts'
import { words } from '../words/words.ts'
import { sendBehind } from './flights.ts'
import { kindName, symbol } from './trace-model.ts'
import type { TraceModel } from './trace-model.ts'

/** What happened at an event, as a sentence without a full stop. */
export function eventLine(model: TraceModel, seq: number): string {
  if (seq < 0 || seq >= model.length) return words.event.none
  const { events } = model
  const node = labelOf(model, events.node[seq]!)
  const peer = labelOf(model, events.peer[seq]!)
  const type = symbol(model, events.type[seq]!)
  const detail = symbol(model, events.detail[seq]!)
  const value = events.value[seq]!
  const say = words.event
  switch (kindName(model, seq)) {
    case 'send':
      return say.send(node, type, peer)
    case 'hold':
      return say.hold(type, node, peer)
    case 'deliver':
      return say.deliver(node, type, peer)
    case 'drop':
      return dropLine(model, seq, { type, detail })
    case 'serve':
      return say.serve(node, type, value)
    case 'finish':
      return say.finish(node, type, value)
    case 'end':
      return say.end(node, type, detail, value)
    case 'up':
      return say.up(node, detail)
    case 'down':
      return say.down(node, detail)
    case 'pause':
      return say.pause(node, detail)
    case 'write':
      return say.write(node, type, detail)
    case 'notice':
      return say.notice(node, peer, detail)
    case 'arrive':
      return say.arrive(node, type)
    case 'timer':
      return say.timer(node, type)
    case 'begin':
      return say.begin(node, type)
    case 'note':
      return say.note(node, type)
    case 'signal':
      return say.signal(node, type)
    case 'fault':
      return say.fault(type)
    case 'lift':
      return say.lift(type)
  }
}

function dropLine(model: TraceModel, seq: number, said: { type: string; detail: string }): string {
  const { events } = model
  const send = sendBehind(events, events.cause[seq]!)
  const [from, to] =
    send >= 0
      ? [events.node[send]!, events.peer[send]!]
      : // Lost after it had arrived: the event is at the receiver.
        [events.peer[seq]!, events.node[seq]!]
  if (from < 0) return words.event.dropArrival(said.type, labelOf(model, to), said.detail)
  return words.event.drop(said.type, labelOf(model, from), labelOf(model, to), said.detail)
}

/** A node's name in a sentence; '' for none. */
function labelOf(model: TraceModel, place: number): string {
  const node = model.header.topology.nodes[place]
  return node ? nameOf(node) : ''
}

/** A node's name where its role is not to be seen: a bare number says its role too. */
export function nameOf({ label, role }: Pick<TopologyNode, 'label' | 'role'>): string {
  return /^\d/.test(label) ? `${role} ${label}` : label
}

/** Whether an event is bad news, for its mark in lists. */
export function isBadNews(model: TraceModel, seq: number): boolean {
  const kind = kindName(model, seq)
  if (kind === 'drop' || kind === 'fault') return true
  const detail = symbol(model, model.events.detail[seq]!)
  return (kind === 'down' && detail !== 'stopped') || (kind === 'end' && detail !== 'ok')
}
