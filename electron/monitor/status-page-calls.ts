import { ok } from '../../shared/result.ts';
import type { CallsOf } from '../calls/call-table.ts';
import type { StatusPageRoom } from './status-page-room.ts';

/** The calls of the contract that are about the status page. */
export const statusPageCalls = (room: StatusPageRoom): CallsOf<'statusPage'> => ({
  'statusPage.get': async () => ok(await room.get()),
  'statusPage.set': (change) => room.set(change),
});
