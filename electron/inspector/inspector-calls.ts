import { ok } from '../../shared/result.ts';
import type { CallsOf } from '../calls/call-table.ts';
import type { MessageLog } from '../message-log.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { ByHand } from './by-hand.ts';
import type { InspectorRoom } from './inspector-room.ts';

export interface InspectorRooms extends Pick<InspectorRoom, 'inspector' | 'exports' | 'statistics'> {
  messages: Pick<MessageLog, 'page' | 'count' | 'get'>;
  outbox: Pick<Outbox, 'sendAgain' | 'putAside' | 'takeBack'>;
  byHand: ByHand;
}

/** The calls of the contract that are about the log: its messages, and what an admin does with them. */
export const inspectorCalls = ({
  messages,
  inspector,
  outbox,
  byHand,
  exports,
  statistics,
}: InspectorRooms): CallsOf<'messages' | 'exports' | 'statistics'> => ({
  'messages.page': async (input) => ok(await messages.page(input)),
  'messages.count': async (input) => ok(await messages.count(input)),
  'messages.get': ({ id }) => messages.get(id),
  'messages.reply': (input) => inspector.reply(input),
  'messages.outlook': (input) => inspector.outlook(input),
  'messages.sendAgain': (asked) => outbox.sendAgain(asked),
  'messages.putAside': ({ ids }) => outbox.putAside(ids),
  'messages.takeBack': ({ ids }) => outbox.takeBack(ids),
  'messages.tryNow': (input) => inspector.tryNow(input),
  'messages.rehearse': (input) => inspector.rehearse(input),
  'messages.replay': (input) => inspector.replay(input),
  'messages.curl': (input) => inspector.curl(input),
  async 'messages.hold'({ account, on }) {
    byHand.hold(account, on);
    return ok(byHand.holding());
  },
  'messages.holding': async () => ok(byHand.holding()),
  'exports.start': (input) => exports.start(input),
  'exports.startRuns': (input) => exports.startRuns(input),
  'exports.startTrail': (input) => exports.startTrail(input),
  async 'exports.cancel'({ id }) {
    exports.cancel(id);
    return ok(null);
  },
  'exports.last': async () => ok(exports.last()),
  'statistics.get': (input) => statistics.get(input),
  async 'statistics.cancel'({ id }) {
    statistics.cancel(id);
    return ok(null);
  },
});
