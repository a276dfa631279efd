import type { Arrival } from '../store/records.ts';
import type { CallbackAccount } from './accounts.ts';
import type { Admitted } from './door.ts';
import type { Exchange } from './exchange.ts';
import { requestJson } from './request-json.ts';

/** What of a message is put on disk before anything is answered. */
export interface Arriving {
  exchange: Exchange;
  admitted: Admitted;
  from: CallbackAccount;
  /** The command that it asks for, and that may be run. */
  command: string | undefined;
}

/** The row of a message. Of what is done already it says how long that took. */
export function arrivalOf(
  { exchange, admitted: { message, xml, bodyHash }, from, command }: Arriving,
  dedupeKey: string,
  state: Arrival['state'],
  replays?: string,
): Arrival {
  const isDone = state === 'done';
  return {
    account: from.account.id,
    at: exchange.at,
    dedupeKey,
    type: message.type,
    event: message.type === 'event' ? message.event : undefined,
    person: message.from,
    xml,
    raw: exchange.body,
    state,
    ms: isDone ? exchange.stopwatch.total() : undefined,
    timing: isDone ? exchange.stopwatch.brief() : undefined,
    command,
    request: bodyHash === undefined ? requestJson(exchange.request) : JSON.stringify({ ...exchange.request, bodyHash }),
    signature: exchange.signature?.short,
    replays,
  };
}
