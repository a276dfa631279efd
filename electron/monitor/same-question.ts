import type { Monitor } from '../../shared/monitor/monitor.ts';

/** Whether both ask the same: what was read of the one holds for the other. */
export const asksSame = (one: Monitor, other: Monitor) =>
  JSON.stringify([one.check, one.target]) === JSON.stringify([other.check, other.target]);

/** Whether both ask the same, in the same way. */
export const asksAlike = (one: Monitor, other: Monitor) =>
  asksSame(one, other) && one.intervalSeconds === other.intervalSeconds && one.timeoutSeconds === other.timeoutSeconds;

/** Whether the same answer means the same of both. */
export const meansSame = (one: Monitor, other: Monitor) => asksSame(one, other) && one.upsideDown === other.upsideDown;
