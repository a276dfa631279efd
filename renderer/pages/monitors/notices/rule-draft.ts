import type { MonitorChoice, NoticeRule, Recipients } from '../../../../shared/monitor/notice-rule.ts';

type SomeMonitors = Exclude<MonitorChoice, 'all'>;

const nobody: Recipients = { people: [], roles: [], tags: [], onCall: false };
export const noMonitors: SomeMonitors = { monitors: [], tags: [], targets: [] };

/** Working days from nine to six, in the time zone of this computer. */
export const workingHours = () => ({ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', zone: ownZone() });
/** The night, every day. */
export const nights = () => ({ days: [0, 1, 2, 3, 4, 5, 6], from: '22:00', to: '07:00', zone: ownZone(), except: 'critical' as const });
export const newEscalation = () => ({ afterMinutes: 15, to: nobody });

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A rule that is yet to be made. */
export const newRule = (id: string): NoticeRule => ({
  ...{ id, name: '', on: true, monitors: 'all', from: 'info', to: nobody, recoveries: true, escalations: [] },
});

export type RuleLack = 'name' | 'monitors' | 'to' | 'days' | 'escalation';

const isNobody = ({ people, roles, tags, onCall }: Recipients): boolean => people.length + roles.length + tags.length === 0 && !onCall;

/** What a rule lacks before it can do anything. */
export function lacksOfRule({ name, monitors, to, hours, quiet, escalations }: NoticeRule): RuleLack[] {
  const isNone = monitors !== 'all' && monitors.monitors.length + monitors.tags.length + monitors.targets.length === 0;
  return [
    ...(name.trim() === '' ? (['name'] as const) : []),
    ...(isNone ? (['monitors'] as const) : []),
    ...(isNobody(to) ? (['to'] as const) : []),
    ...(hours?.days.length === 0 || quiet?.days.length === 0 ? (['days'] as const) : []),
    ...(escalations.some((step) => isNobody(step.to)) ? (['escalation'] as const) : []),
  ];
}
