import type { Monitor } from '../../shared/monitor/monitor.ts';
import { fold } from '../control/targets/fold.ts';
import type { Alarms } from './alarms.ts';
import type { BlindWatch } from './blind-watch.ts';
import type { Incidents } from './incidents.ts';
import type { Muting } from './muting.ts';
import type { Notices } from './notices/notices.ts';

export interface ChatAlarmsOptions {
  incidents: Incidents;
  notices: Pick<Notices, 'oncall'>;
  blind: BlindWatch['list'];
  mutedUntil: Muting['until'];
  mute(monitors: readonly string[], until: number | null): Promise<unknown>;
  monitors(): readonly Monitor[];
}

/** What commands see of monitors and incidents. */
export const chatAlarms = ({ incidents, notices, blind, mutedUntil, mute, monitors }: ChatAlarmsOptions): Alarms => ({
  open: () =>
    incidents.open().map((incident) => {
      const until = mutedUntil(incident.monitor);
      return { incident, ...(until !== undefined && { mutedUntil: until }) };
    }),
  blind: () => blind().map((one) => ({ ...one, target: monitors().find(({ id }) => id === one.id)?.target })),
  acknowledge: incidents.acknowledge,
  find: (word) => monitors().filter((monitor) => isMeant(monitor, fold(word))),
  async mute(ids, until) {
    await mute(ids, until ?? null);
  },
  oncall: notices.oncall,
});

function isMeant({ id, name, target, tags }: Monitor, wanted: string): boolean {
  if (wanted.startsWith('@')) return tags.some((tag) => `@${fold(tag)}` === wanted);
  return [id, name, target ?? ''].some((one) => one !== '' && fold(one) === wanted);
}
