import type { PageBridge } from '../bridge/bridge.ts';
import { createConnectionStore } from './connection.ts';
import { followDetail, followLanguage, followRoute } from './follow-open.ts';
import { listenOnce } from './listen-once.ts';
import { createParts } from './parts.ts';
import { refetch } from './refetch.ts';
import { createSessionStore } from './session.ts';

/** Builds every store of the page and wires them to the bridge. */
export function createStores({ bridge: carrier, http }: PageBridge, window: Window) {
  const bridge = listenOnce(carrier);
  const parts = createParts(bridge, window);
  const session = createSessionStore(http, () => refetch(parts));
  const connection = createConnectionStore(bridge, () => refetch(parts));
  const all = { session, ...parts, connection };
  return {
    host: bridge.host,
    ...storesOf(all),
    /** Starts everything; the returned function stops it in reverse. */
    start() {
      const stops = Object.values(all).flatMap((part) => ('start' in part ? [part.start()] : []));
      stops.push(followLanguage(parts), followDetail(parts), followRoute(parts, bridge));
      return () => {
        for (const stop of stops.reverse()) stop();
      };
    },
  };
}

export type Stores = ReturnType<typeof createStores>;

/** What the page reads and acts upon, by the same names. */
const storesOf = <All extends Record<string, { store: unknown }>>(parts: All) =>
  Object.fromEntries(Object.entries(parts).map(([name, { store }]) => [name, store])) as { [Name in keyof All]: All[Name]['store'] };
