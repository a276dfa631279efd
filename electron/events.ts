import type { EventName, Events } from '../shared/api.ts';

/** Joins two events of one stream that fall into the same frame. */
const join: { [Name in EventName]: (earlier: Events[Name], later: Events[Name]) => Events[Name] } = {
  'messages.changed': (earlier, later) => joinBy(earlier, later, (row) => row.id),
  'simulator.changed': (earlier, later) => joinBy(earlier, later, (phone) => phone.account),
  'exports.changed': (_, later) => later,
  'statistics.progress': (_, later) => later,
  'overview.changed': (_, later) => later,
  'holding.changed': (_, later) => later,
  'accounts.changed': (_, later) => later,
  'platforms.changed': (_, later) => later,
  'tunnel.changed': (_, later) => later,
  'doctor.changed': (_, later) => later,
  'retention.changed': (_, later) => later,
  'redaction.changed': (_, later) => later,
  'settings.changed': (_, later) => later,
};

const frameMs = 16;

/** Where the gateway says what happened, and where carriers listen. */
export interface EventHub {
  emit<Name extends EventName>(name: Name, event: Events[Name]): void;
  /** Gets every event (or those of one name), at most one of a name in 16 ms. The returned function ends that. */
  listen(listener: EventListener, only?: EventName): () => void;
  /** Whether anybody listens for this: what is costly to tell need not be made for nobody. */
  isHeard(name: EventName): boolean;
}

export type EventListener = <Name extends EventName>(name: Name, event: Events[Name]) => void;

export function createEventHub(): EventHub {
  const listeners = new Map<EventListener, EventName | undefined>();
  const pending = new Map<EventName, Events[EventName]>();

  const deliver = () => {
    const batch = [...pending];
    pending.clear();
    for (const [name, event] of batch) {
      for (const [listener, only] of listeners) if (only === undefined || only === name) listener(name, event as never);
    }
  };

  const isHeard = (name: EventName) => [...listeners.values()].some((only) => only === undefined || only === name);

  return {
    isHeard,
    emit(name, event) {
      if (!isHeard(name)) return;
      if (pending.size === 0) setTimeout(deliver, frameMs);
      const earlier = pending.get(name);
      const joiner = join[name] as (earlier: unknown, later: unknown) => Events[typeof name];
      pending.set(name, earlier === undefined ? event : joiner(earlier, event));
    },
    listen(listener, only) {
      listeners.set(listener, only);
      return () => void listeners.delete(listener);
    },
  };
}

function joinBy<Item>(earlier: Item[], later: Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map([...earlier, ...later].map((item) => [keyOf(item), item])).values()];
}
