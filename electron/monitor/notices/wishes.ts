import type { Incident } from '../../../shared/monitor/incident.ts';
import { type Monitor, severities } from '../../../shared/monitor/monitor.ts';
import type { NoticeRule, OncallPlan, Person, Recipients } from '../../../shared/monitor/notice-rule.ts';
import type { Operator } from '../../../shared/role.ts';
import type { NoticeWish } from '../../store/incidents.ts';
import { endOf, isWithin } from '../hours.ts';
import { oncallAt } from './oncall.ts';

/** What is known when it is decided who is told. */
export interface NoticeFacts {
  rules: readonly NoticeRule[];
  operators: readonly Operator[];
  plan: OncallPlan | undefined;
  /** The incident's monitor, where it is still there. */
  monitor: Pick<Monitor, 'tags'> | undefined;
  /** Nothing is told until then (Unix ms). */
  mutedUntil: number | undefined;
  /** The people who have been told of the incident, or are to be. */
  told: readonly Person[];
  now: number;
}

/**
 * Everybody who is to be told of an incident by now, whether they have been or not: the same wish has the same key.
 * Whoever was told that it is down is told that it is up again.
 */
export function noticeWishes(incident: Incident, facts: NoticeFacts): NoticeWish[] {
  const { rules, mutedUntil, now } = facts;
  const fitting = rules.filter((rule) => fits(rule, incident, facts));
  if (incident.recoveredAt !== undefined) {
    if (incident.ended !== 'recovered') return [];
    const hears = (person: Person) => fitting.length === 0 || fitting.some((rule) => rule.recoveries && isNamed(rule, person, facts));
    return facts.told.filter(hears).map((person) => wish('recovered', 'recovered', person, now, quietUntil(fitting, incident, now)));
  }
  if (mutedUntil !== undefined && mutedUntil > now) return [];
  return fitting.filter((rule) => rule.hours === undefined || isWithin(rule.hours, now)).flatMap((rule) => wishesOf(rule, incident, facts));
}

function wishesOf(rule: NoticeRule, incident: Incident, facts: NoticeFacts): NoticeWish[] {
  const { now } = facts;
  const minutes = (now - incident.openedAt) / 60_000;
  const dueAt = quietUntil([rule], incident, now);
  const kind = incident.isFlapping ? 'flapping' : 'down';
  const people = peopleOf(rule.to, facts);
  const wishes = people.map((person) => wish('down', kind, person, now, dueAt));
  if (incident.acknowledged) return wishes;
  const times = rule.repeatMinutes === undefined ? 0 : Math.floor(minutes / rule.repeatMinutes);
  if (times > 0) wishes.push(...people.map((person) => wish(`reminder ${times}`, 'reminder', person, now, dueAt)));
  for (const [level, { afterMinutes, to }] of rule.escalations.entries()) {
    if (minutes < afterMinutes) continue;
    wishes.push(...peopleOf(to, facts).map((person) => wish(`escalated ${rule.id} ${level}`, 'escalated', person, now, dueAt)));
  }
  return wishes;
}

const wish = (key: string, kind: NoticeWish['kind'], { account, person }: Person, at: number, dueAt: number): NoticeWish => ({
  ...{ key: `${key} ${account} ${person}`, kind, account, person, at, dueAt },
});

function fits(rule: NoticeRule, incident: Incident, { monitor }: NoticeFacts): boolean {
  if (!rule.on || severities.indexOf(incident.severity) < severities.indexOf(rule.from)) return false;
  if (rule.monitors === 'all') return true;
  const { monitors, tags, targets } = rule.monitors;
  return (
    monitors.includes(incident.monitor) ||
    (incident.target !== undefined && targets.includes(incident.target)) ||
    (monitor?.tags.some((tag) => tags.includes(tag)) ?? false)
  );
}

/** When quiet hours end that hold this back; else now. The last of them counts. */
function quietUntil(rules: readonly NoticeRule[], { severity }: Incident, now: number): number {
  const ends = rules.flatMap(({ quiet }) => {
    if (!quiet || !isWithin(quiet, now) || (quiet.except === 'critical' && severity === 'critical')) return [];
    return [endOf(quiet, now)];
  });
  return Math.max(now, ...ends);
}

function isNamed({ to, escalations }: NoticeRule, who: Person, facts: NoticeFacts): boolean {
  return [to, ...escalations.map((step) => step.to)].some(
    (recipients) => recipients.onCall || peopleOf(recipients, facts).some((person) => isSame(person, who)),
  );
}

/** Everybody that is meant, each once. */
export function peopleOf(
  { people, roles, tags, onCall }: Recipients,
  { operators, plan, now }: Pick<NoticeFacts, 'operators' | 'plan' | 'now'>,
): Person[] {
  const duty = onCall && plan ? oncallAt(plan, now).now : undefined;
  const all = [
    ...people,
    ...operators.filter((one) => roles.includes(one.role) || one.tags?.some((tag) => tags.includes(tag))),
    ...(duty ? [duty] : []),
  ];
  return all
    .filter((person, index) => all.findIndex((other) => isSame(other, person)) === index)
    .map(({ account, person }) => ({ account, person }));
}

const isSame = (one: Person, other: Person) => one.account === other.account && one.person === other.person;
