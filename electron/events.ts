import type { EventName, Events } from '../shared/api.ts';
import { limits } from '../shared/limits.ts';
import type { RunOutput } from '../shared/run.ts';

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
  'targets.changed': (_, later) => later,
  'targets.scanned': (_, later) => later,
  'lastHour.sampled': (earlier, later) => [...earlier, ...later],
  'runs.changed': (earlier, later) => joinBy(earlier, later, (run) => run.id),
  'runs.output': joinOutput,
  'operators.changed': (_, later) => later,
  'roles.changed': (_, later) => later,
  'hold.changed': (_, later) => later,
  'scripts.changed': (_, later) => later,
  'menus.changed': (earlier, later) => joinBy(earlier, later, (menu) => menu.account),
  'retention.changed': (_, later) => later,
  'redaction.changed': (_, later) => later,
  'settings.changed': (_, later) => later,
  'monitors.changed': (_, later) => later,
  'beats.added': (earlier, later) => [...earlier, ...later].slice(-mostBeats),
  'incidents.changed': (earlier, later) => joinBy(earlier, later, (incident) => String(incident.number)),
  'notices.unsendable': (earlier, later) => [...earlier, ...later],
  'monitors.blind': (earlier, later) => [...earlier, ...later],
};

/** Of more beats than a page can show the latest stay. */
const mostBeats = 10_000;

/** What happens within one frame is told together, in ms. */
const frameMs = 16;
/** Streams that flow all the time while messages come in: a quiet one is told at once, a busy one so often, in ms. */
const busyMs: Partial<Record<EventName, number>> = {
  'messages.changed': 100,
  'overview.changed': 250,
  'targets.changed': 100,
  'monitors.changed': 200,
};

/** Where the gateway says what happened, and where carriers listen. */
export interface EventHub {
  emit<Name extends EventName>(name: Name, event: Events[Name]): void;
  /**
   * For what is told as it is by then, or is costly to tell: the event is made once, when it is delivered, so that an
   * answer that was given meanwhile is not contradicted by older news. For events that are never joined.
   */
  emitMade<Name extends EventName>(name: Name, make: () => Events[Name]): void;
  /**
   * Gets every event (or those of one name), at most one of a name in 16 ms, of a busy stream in 100 ms. The returned
   * function ends that.
   * @param isWhole whether the log is of interest as a whole just now; else a flood of rows is told by the newest ones
   */
  listen(listener: EventListener, only?: EventName, isWhole?: () => boolean): () => void;
  /** Whether anybody listens for this: what is costly to tell need not be made for nobody. */
  isHeard(name: EventName): boolean;
  /** Whether anybody wants to hear of each row of the log. */
  isLogHeard(): boolean;
}

export type EventListener = <Name extends EventName>(name: Name, event: Events[Name]) => void;

export function createEventHub(): EventHub {
  const listeners = new Map<EventListener, { only: EventName | undefined; isWhole: () => boolean }>();
  const pending = new Map<EventName, () => Events[EventName]>();
  const deliveredAt = new Map<EventName, number>();

  const deliver = (name: EventName) => {
    const event = pending.get(name)?.();
    pending.delete(name);
    deliveredAt.set(name, performance.now());
    for (const [listener, { only }] of listeners) if (only === undefined || only === name) listener(name, event as never);
  };
  const pauseBefore = (name: EventName) => {
    const last = deliveredAt.get(name);
    return last === undefined ? frameMs : Math.max(frameMs, last + (busyMs[name] ?? 0) - performance.now());
  };

  const put = <Name extends EventName>(name: Name, make: () => Events[Name]) => {
    if (!pending.has(name)) setTimeout(deliver, pauseBefore(name), name);
    pending.set(name, make);
  };

  const isHeard = (name: EventName, asWhole = false) => {
    for (const { only, isWhole } of listeners.values()) if ((only === undefined || only === name) && (!asWhole || isWhole())) return true;
    return false;
  };

  return {
    isHeard,
    emit(name, event) {
      if (!isHeard(name)) return;
      const earlier = pending.get(name);
      const joiner = join[name] as (earlier: unknown, later: unknown) => Events[typeof name];
      const whole = earlier === undefined ? event : joiner(earlier(), event);
      put(name, () => whole);
    },
    emitMade(name, make) {
      if (isHeard(name)) put(name, make);
    },
    isLogHeard: () => isHeard('messages.changed', true),
    listen(listener, only, isWhole = () => true) {
      listeners.set(listener, { only, isWhole });
      return () => void listeners.delete(listener);
    },
  };
}

function joinBy<Item>(earlier: Item[], later: Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map([...earlier, ...later].map((item) => [keyOf(item), item])).values()];
}

/** What one run prints goes together; of what is too much for a page to read the end stays. */
function joinOutput(earlier: RunOutput[], later: RunOutput[]): RunOutput[] {
  const texts = new Map<string, string>();
  for (const { run, text } of [...earlier, ...later]) texts.set(run, ((texts.get(run) ?? '') + text).slice(-limits.runOutputChars));
  return [...texts].map(([run, text]) => ({ run, text }));
}
