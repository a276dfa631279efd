import type { EventName, Events, WeiguanBridge } from '../../shared/api.ts';

/**
 * Listens to each stream of a bridge once, however many stores want to hear it. What Electron's bridge tells is copied
 * for every listener, which for a thousand messages a second is the better part of the page's work.
 */
export function listenOnce(bridge: WeiguanBridge): WeiguanBridge {
  const streams = new Map<EventName, { listeners: Set<(event: never) => void>; end: () => void }>();

  function open<Name extends EventName>(name: Name) {
    const listeners = new Set<(event: Events[Name]) => void>();
    const end = bridge.on(name, (event) => {
      for (const listener of listeners) listener(event);
    });
    const stream = { listeners, end };
    streams.set(name, stream as never);
    return stream;
  }

  return {
    call: bridge.call,
    showLog: bridge.showLog,
    beforeEnd: bridge.beforeEnd,
    onConnection: bridge.onConnection,
    host: bridge.host,
    on(name, listener) {
      const stream = streams.get(name) ?? open(name);
      stream.listeners.add(listener as never);
      return () => {
        stream.listeners.delete(listener as never);
        if (stream.listeners.size > 0 || streams.get(name) !== stream) return;
        streams.delete(name);
        stream.end();
      };
    },
  };
}
