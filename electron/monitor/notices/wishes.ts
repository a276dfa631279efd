import { limits } from '../../../shared/limits.ts';
import { type Incident, isEnd } from '../../../shared/monitor/incident.ts';
import { type Monitor, severities } from '../../../shared/monitor/monitor.ts';
import type { NoticeRule, OncallPlan, Person, Recipients } from '../../../shared/monitor/notice-rule.ts';
import type { Operator } from '../../../shared/role.ts';
import type { NoticeWish } from '../../store/tables/incidents.ts';
import { endOf, isWithin, startOf } from '../hours.ts';
import { oncallAt } from './oncall.ts';

/** A wish of before, and what became of it; one that was dropped may be wished anew. */
export interface MadeNotice extends Person {
  /** Unix time in ms. */
  dueAt: number;
  state: 'due' | 'queued' | 'unsendable';
}

/** What is known when it is decided who is told. */
export interface NoticeFacts {
  rules: readonly NoticeRule[];
  operators: readonly Operator[];
  /** By which name somebody is written to; undefined for one who is nobody of the account's any more. */
  addressee(who: Person): Person | undefined;
  plan: OncallPlan | undefined;
  /** The incident's monitor, where it is still there. */
  monitor: Pick<Monitor, 'tags'> | undefined;
  /** Whether it was asked of late, and found down; else nobody says that it still is. */
  isStillDown: boolean;
  /** Nothing is told until then (Unix ms). */
  mutedUntil: number | undefined;
  /** Whether its monitor is there, and not paused. */
  isLookedAfter: boolean;
  /** What was wished of the incident already, by key. */
  made: ReadonlyMap<string, MadeNotice>;
  now: number;
}

/** What is known of the rules, and of a monitor. */
export type RuleFacts = Omit<NoticeFacts, 'isStillDown' | 'isLookedAfter' | 'made'>;

/** What a rule is about, or not. */
type Subject = Pick<Incident, 'monitor' | 'severity'> & { target?: string | undefined; recoveredAt?: number | undefined };

/**
 * Everybody who is to be told of an incident by now, whether they have been or not: the same wish has the same key, and of
 * rules that agree in one the soonest counts. Whoever was told that it is down is told how that ended.
 */
export function noticeWishes(incident: Incident, facts: NoticeFacts): NoticeWish[] {
  const { rules, now } = facts;
  const fitting = rules.filter((rule) => fits(rule, incident, facts));
  if (incident.recoveredAt !== undefined) return ends(incident, fitting, facts);
  if (isMuted(facts)) return [];
  return soonest(
    fitting.filter(({ hours }) => hours === undefined || isWithin(hours, now)).flatMap((rule) => wishesOf(rule, incident, facts)),
  );
}

/** The rules by which somebody ought to be told by now, where there is nobody whom they mean: none of them reaches anybody. */
export function rulesOfNobody(incident: Incident, facts: NoticeFacts): readonly NoticeRule[] {
  const { rules, now, made } = facts;
  if (incident.recoveredAt !== undefined || isMuted(facts) || made.size > 0) return [];
  const fitting = rules.filter((rule) => fits(rule, incident, facts) && (rule.hours === undefined || isWithin(rule.hours, now)));
  return fitting.some((rule) => peopleOf(rule.to, facts).length > 0) ? [] : fitting;
}

/**
 * Whether what was wished a while ago is still to be told: not what is muted by now, and to nobody whom the rules don't name
 * any more. Of what is over, those who want recoveries hear the end; others hear once that it was, if they heard nothing yet.
 * Where nobody looks after it any more, that is told only to those who heard that it is down.
 */
export function isOfUse({ key, kind, account, person }: NoticeWish, incident: Incident, facts: NoticeFacts): boolean {
  const who = { account, person };
  if (!facts.rules.some((rule) => fits(rule, incident, facts) && isNamed(rule, who, facts))) return false;
  if (incident.recoveredAt === undefined) return !isMuted(facts) && (isFirst({ key }) || (!incident.acknowledged && facts.isStillDown));
  const wasTold = madeFor(who, facts).some(({ state }) => state === 'queued');
  if (incident.ended !== 'recovered') return isEnd(kind) && wasTold && !facts.isLookedAfter;
  if (kind === 'recovered') return wasTold || !isMuted(facts);
  return !wasTold && !isMuted(facts) && !facts.made.has(keyOf('recovered', who));
}

/** Whether it says for the first time that it is down: not that it still is. */
export const isFirst = ({ key }: Pick<NoticeWish, 'key'>) => key.startsWith('down ');

const isMuted = ({ mutedUntil, now }: Pick<NoticeFacts, 'mutedUntil' | 'now'>) => mutedUntil !== undefined && mutedUntil > now;

function wishesOf(rule: NoticeRule, incident: Incident, facts: NoticeFacts): NoticeWish[] {
  const { now } = facts;
  const dueAt = quietUntil(rule, incident, now);
  const people = peopleOf(rule.to, facts);
  const wishes = people.map((person) => wish('down', incident.isFlapping ? 'flapping' : 'down', person, now, dueAt));
  if (incident.acknowledged) return wishes;
  const minutesSince = (at: number) => (now - at) / 60_000;
  for (const person of people) {
    if (rule.repeatMinutes === undefined) break;
    const last = lastTold(person, facts);
    // What flaps may be up just now, so that nobody says "still down".
    if (last && minutesSince(last.at) >= rule.repeatMinutes)
      wishes.push(wish(`reminder ${last.times + 1}`, incident.isFlapping ? 'flapping' : 'reminder', person, now, dueAt));
  }
  const minutes = minutesSince(firstToldAt(rule.to, facts) ?? (people.length > 0 ? Number.POSITIVE_INFINITY : incident.openedAt));
  for (const [level, { afterMinutes, to }] of rule.escalations.entries()) {
    if (minutes < afterMinutes) continue;
    wishes.push(...peopleOf(to, facts).map((person) => wish(`escalated ${rule.id} ${level}`, 'escalated', person, now, dueAt)));
  }
  return wishes;
}

/** When somebody was told last that it is down, by whichever rule, and how many times again. What is put off counts then. */
function lastTold(person: Person, { made, now }: NoticeFacts): { at: number; times: number } | undefined {
  let last: { at: number; times: number } | undefined;
  for (const [key, one] of made) {
    const [what, times] = key.split(' ');
    if ((what !== 'down' && what !== 'reminder') || !isSame(one, person) || one.dueAt > now) continue;
    last = { at: Math.max(one.dueAt, last?.at ?? 0), times: Math.max(what === 'reminder' ? Number(times) : 0, last?.times ?? 0) };
  }
  return last;
}

/** When the first of these was told that it is down, or will be. */
function firstToldAt(to: Recipients, facts: NoticeFacts): number | undefined {
  const told = [...facts.made].filter(([key, who]) => key.startsWith('down ') && isAmong(to, who, facts));
  return told.length > 0 ? Math.min(...told.map(([, { dueAt }]) => dueAt)) : undefined;
}

function ends(incident: Incident, fitting: readonly NoticeRule[], facts: NoticeFacts): NoticeWish[] {
  return addressees([...facts.made.values()], facts).flatMap((person) => {
    const rules = fitting.filter((rule) => rule.recoveries && isNamed(rule, person, facts));
    const heard = madeFor(person, facts).filter(({ state }) => state !== 'unsendable');
    if (rules.length === 0 || heard.length === 0) return [];
    const { ended = 'recovered' } = incident;
    // why: a deletion can still be undone
    const soonest = facts.now + (ended === 'removed' ? limits.undoMs : 0);
    return [wish(ended, ended, person, facts.now, Math.max(soonest, endDueAt(rules, heard, incident, facts.now)))];
  });
}

/** Who was told nothing yet hears of the end when they would have heard of the beginning. */
function endDueAt(rules: readonly NoticeRule[], heard: readonly MadeNotice[], incident: Incident, now: number): number {
  if (heard.every(({ state }) => state === 'due')) return Math.max(now, Math.min(...heard.map(({ dueAt }) => dueAt)));
  return Math.min(...rules.map((rule) => tellableFrom(rule, incident, now)));
}

/** Each once, as soon as any of the rules wants it. */
function soonest(wishes: readonly NoticeWish[]): NoticeWish[] {
  const ofKeys = new Map<string, NoticeWish>();
  for (const one of wishes) {
    const other = ofKeys.get(one.key);
    if (!other || one.dueAt < other.dueAt) ofKeys.set(one.key, one);
  }
  return [...ofKeys.values()];
}

const keyOf = (what: string, { account, person }: Person) => `${what} ${account} ${person}`;

const wish = (what: string, kind: NoticeWish['kind'], { account, person }: Person, at: number, dueAt: number): NoticeWish => ({
  ...{ key: keyOf(what, { account, person }), kind, account, person, at, dueAt },
});

function madeFor(who: Person, { made, addressee }: NoticeFacts): MadeNotice[] {
  const known = addressee(who);
  return [...made.values()].filter((one) => {
    const told = addressee(one);
    return known !== undefined && told !== undefined && isSame(told, known);
  });
}

/** Who is told that nobody can check a monitor any more, and from when on: whoever is told at first when it goes down. */
export function blindWishes({ id, target, severity }: Monitor, facts: RuleFacts): (Person & { dueAt: number })[] {
  if (isMuted(facts)) return [];
  const subject = { monitor: id, target, severity };
  const wishes = facts.rules
    .filter((rule) => fits(rule, subject, facts))
    .flatMap((rule) => peopleOf(rule.to, facts).map((person) => ({ ...person, dueAt: tellableFrom(rule, subject, facts.now) })));
  const inOrder = wishes.sort((one, other) => one.dueAt - other.dueAt);
  return inOrder.filter((wish, index) => inOrder.findIndex((other) => isSame(other, wish)) === index);
}

function fits(rule: NoticeRule, incident: Subject, { monitor }: Pick<NoticeFacts, 'monitor'>): boolean {
  if (!rule.on || severities.indexOf(incident.severity) < severities.indexOf(rule.from)) return false;
  if (rule.monitors === 'all') return true;
  const { monitors, tags, targets } = rule.monitors;
  return (
    monitors.includes(incident.monitor) ||
    (incident.target !== undefined && targets.includes(incident.target)) ||
    // why: its tags are gone with it, and only those are told of an end who heard of the beginning
    (monitor?.tags.some((tag) => tags.includes(tag)) ?? incident.recoveredAt !== undefined)
  );
}

/** When a rule lets something be told: in its hours, and not in its quiet ones. */
const tellableFrom = (rule: NoticeRule, subject: Subject, now: number): number =>
  quietUntil(rule, subject, rule.hours && !isWithin(rule.hours, now) ? startOf(rule.hours, now) : now);

/** When quiet hours end that hold back what is due at a moment; else that moment. */
function quietUntil({ quiet }: NoticeRule, { severity }: Subject, at: number): number {
  if (!quiet || !isWithin(quiet, at) || (quiet.except === 'critical' && severity === 'critical')) return at;
  return endOf(quiet, at);
}

const isNamed = ({ to, escalations }: NoticeRule, who: Person, facts: NoticeFacts): boolean =>
  [to, ...escalations.map((step) => step.to)].some((recipients) => isAmong(recipients, who, facts));

/** Whoever takes turns at being on call is meant all the time: it may have gone over to the next since they were told. */
function isAmong(recipients: Recipients, who: Person, facts: NoticeFacts): boolean {
  const { people = [], exceptions = [] } = facts.plan ?? {};
  const onCall = recipients.onCall ? [...people, ...exceptions.map((exception) => exception.who)] : [];
  const meant = [...peopleOf(recipients, facts), ...addressees(onCall, facts)];
  return addressees([who], facts).some((known) => meant.some((person) => isSame(person, known)));
}

/** Everybody that is meant, each once. */
export function peopleOf(
  { people, roles, tags, onCall }: Recipients,
  facts: Pick<NoticeFacts, 'operators' | 'addressee' | 'plan' | 'now'>,
): Person[] {
  const { operators, plan, now } = facts;
  const duty = onCall && plan ? oncallAt(plan, now).now : undefined;
  const bound = operators.filter((one) => roles.includes(one.role) || one.tags?.some((tag) => tags.includes(tag)));
  return addressees([...people, ...bound, ...(duty ? [duty] : [])], facts);
}

const addressees = (people: readonly Person[], { addressee }: Pick<NoticeFacts, 'addressee'>): Person[] =>
  distinct(people.flatMap((person) => addressee(person) ?? []));

export const distinct = (people: readonly Person[]): Person[] =>
  people
    .filter((person, index) => people.findIndex((other) => isSame(other, person)) === index)
    .map(({ account, person }) => ({ account, person }));

export const isSame = (one: Person, other: Person) => one.account === other.account && one.person === other.person;
