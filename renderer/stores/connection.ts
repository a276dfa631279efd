import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';

/** A break shorter than this is not worth a word, in ms. */
const graceMs = 1200;

export interface ConnectionState {
  connected: boolean;
  /** Not connected for longer than a moment. */
  lost: boolean;
}

/**
 * Whether the gateway is reached. `onReconnect` runs each time it is reached after it was not, the first time too: what
 * happened before the events began to come has not been told.
 */
export function createConnectionStore(bridge: WeiguanBridge, onReconnect: () => void) {
  const store = createStore<ConnectionState>()(() => ({ connected: false, lost: false }));
  return {
    store,
    start() {
      let wasOut = false;
      let grace: ReturnType<typeof setTimeout> | undefined;
      const end = bridge.onConnection((connected) => {
        clearTimeout(grace);
        if (!connected) {
          wasOut = true;
          store.setState({ connected: false });
          grace = setTimeout(() => store.setState({ lost: true }), graceMs);
          return;
        }
        store.setState({ connected: true, lost: false });
        if (wasOut) onReconnect();
        wasOut = false;
      });
      return () => {
        end();
        clearTimeout(grace);
      };
    },
  };
}
