import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import { hourMs, type VitalsSample } from '../../shared/last-hour.ts';

export interface LastHourState {
  /** The target that is looked at, and what is known of it, oldest first; null until that was asked. */
  target: string | null;
  samples: VitalsSample[] | null;
  /** Looks at a target, or at none. */
  look(target: string | null): void;
}

/** How busy the server was in the last hour that is open, as it goes on. */
export function createLastHourStore(bridge: WeiguanBridge) {
  const store = createStore<LastHourState>()((set) => ({
    target: null,
    samples: null,
    look(target) {
      set({ target, samples: null });
      if (target !== null) void load(target);
    },
  }));
  const { getState, setState } = store;

  async function load(target: string): Promise<void> {
    const known = await bridge.call('lastHour.get', { id: target });
    if (known.ok && getState().target === target) add(known.value);
  }

  /** What was taken while the answer was on its way is in it, or comes after it. */
  function add(samples: readonly VitalsSample[]): void {
    const all = new Map([...(getState().samples ?? []), ...samples].map((sample) => [sample.at, sample]));
    const newest = Math.max(...all.keys());
    setState({ samples: [...all.values()].filter(({ at }) => at > newest - hourMs).sort((one, other) => one.at - other.at) });
  }

  return {
    store,
    /** Asks once more, after the gateway was out of reach. */
    reload() {
      const { target } = getState();
      if (target !== null) void load(target);
    },
    start: () =>
      bridge.on('lastHour.sampled', (taken) => {
        const samples = taken.filter(({ target }) => target === getState().target).map(({ sample }) => sample);
        if (samples.length > 0) add(samples);
      }),
  };
}
