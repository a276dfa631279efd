import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { Chart } from '../../shared/monitor/beats.ts';
import type { MonitorId } from '../../shared/monitor/monitor.ts';
import { type Loadable, loading, settled } from './loadable.ts';

const hourMs = 3_600_000;
/** The lengths that a chart can have by name, in ms. */
export const chartRanges = {
  '1h': hourMs,
  '24h': 24 * hourMs,
  '7d': 7 * 24 * hourMs,
  '30d': 30 * 24 * hourMs,
  '90d': 90 * 24 * hourMs,
} as const;
export type ChartRange = keyof typeof chartRanges;
/** A stretch shorter than this shows nothing more, in ms. */
export const leastStretchMs = 60_000;
/** New beats are drawn at most so often, in ms. */
const refreshMs = 5000;

/** From and to, in Unix ms. */
export interface Stretch {
  from: number;
  to: number;
}

export interface MonitorChartState {
  monitor: MonitorId | null;
  /** Null while a stretch was chosen by hand. */
  range: ChartRange | null;
  stretch: Stretch;
  chart: Loadable<Chart>;
  show(monitor: MonitorId | null): void;
  choose(range: ChartRange): void;
  /** Looks at a stretch more closely. */
  zoom(stretch: Stretch): void;
  load(): Promise<void>;
}

/** How quickly the open monitor answered, over a time that can be chosen. */
export function createMonitorChartStore(bridge: WeiguanBridge, { now }: { now(): number }) {
  const latest = (range: ChartRange): Stretch => ({ from: now() - chartRanges[range], to: now() });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  const store = createStore<MonitorChartState>()((set, get) => ({
    ...{ monitor: null, range: '24h', stretch: latest('24h'), chart: loading },
    show(monitor) {
      if (monitor === get().monitor) return;
      set({ monitor, chart: loading, range: '24h' });
      if (monitor !== null) void get().load();
    },
    choose(range) {
      set({ range });
      void get().load();
    },
    zoom({ from, to }) {
      if (to - from < leastStretchMs) return;
      set({ range: null, stretch: { from, to } });
      void get().load();
    },
    async load() {
      const { monitor, range } = get();
      if (monitor === null) return;
      asked += 1;
      const turn = asked;
      const stretch = range === null ? get().stretch : latest(range);
      const found = await bridge.call('beats.chart', { monitor, ...stretch });
      if (turn === asked && get().monitor === monitor) set({ stretch, chart: settled(found, get().chart) });
    },
  }));
  return {
    store,
    start() {
      const end = bridge.on('beats.added', (added) => {
        const { monitor, range } = store.getState();
        if (range === null || timer !== undefined || !added.some((beat) => beat.monitor === monitor)) return;
        timer = setTimeout(() => {
          timer = undefined;
          void store.getState().load();
        }, refreshMs);
      });
      return () => {
        end();
        clearTimeout(timer);
        timer = undefined;
      };
    },
  };
}
