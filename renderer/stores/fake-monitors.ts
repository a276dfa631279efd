import type { Incident } from '../../shared/monitor/incident.ts';
import type { MonitorView } from '../../shared/monitor/monitor.ts';

/** A monitor for the tests of stores: a port that is up. */
export function monitorView(change: Partial<MonitorView> = {}): MonitorView {
  const { id = 'web' } = change;
  return {
    ...{ id, name: id, check: { kind: 'tcp', host: '127.0.0.1', port: 80 }, intervalSeconds: 60, timeoutSeconds: 10, retries: 1 },
    ...{ retrySeconds: 20, upsideDown: false, severity: 'critical', tags: [], maintenance: [], paused: false, notes: '' },
    ...{ state: 'up', since: 0 },
    ...change,
  };
}

/** An incident that is still open. */
export const incident = (number: number, change: Partial<Incident> = {}): Incident => ({
  ...{ number, monitor: 'web', name: 'web', severity: 'critical', failedAt: 0, openedAt: 0 },
  reason: { code: 'monitor/refused', message: 'refused', hint: '' },
  ...change,
});
