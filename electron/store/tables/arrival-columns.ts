import type { Arrival, ArrivalReceipt } from '../records.ts';

/**
 * The columns of an arrival in the order in which they go to the database's thread and into its statement. As a list it
 * takes half the time of an object with names, and arrivals are what the thread is asked for most.
 */
export const arrivalColumns = [
  ...(['account', 'dedupeKey', 'at', 'type', 'event', 'person', 'xml', 'raw'] as const),
  ...(['message', 'state', 'ms', 'timing', 'command', 'request', 'signature', 'replays'] as const),
] satisfies (keyof Arrival)[];

/** An arrival's values, in the order of `arrivalColumns`. */
export type ArrivalRow = [account: string, dedupeKey: string, ...(string | number | null)[]];

export const toRow = (arrival: Arrival): ArrivalRow => {
  const { account, dedupeKey, at, type, event = null, person, xml, raw } = arrival;
  const { message = null, state, ms = null, timing = null, command = null, request, signature = null, replays = null } = arrival;
  return [account, dedupeKey, at, type, event, person, xml, raw, message, state, ms, timing, command, request, signature, replays];
};

/** A receipt on its way back: of a new message, as nearly all are, the id alone. */
export type ShortReceipt = number | Extract<ArrivalReceipt, { fresh: false }>;

export const shortReceipt = (receipt: ArrivalReceipt): ShortReceipt => (receipt.fresh ? Number(receipt.id) : receipt);
export const wholeReceipt = (receipt: ShortReceipt): ArrivalReceipt =>
  typeof receipt === 'number' ? { id: String(receipt), fresh: true } : receipt;
