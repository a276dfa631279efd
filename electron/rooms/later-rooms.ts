import type { Connections } from '../connections.ts';
import type { Outbox } from '../outbox/outbox.ts';

/** Rooms that are opened after those that make use of them: the address and the sending are there last. */
export interface LaterRooms {
  connections?: Connections;
  outbox?: Outbox;
}
