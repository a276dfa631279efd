import type { OncallPlan, OncallState, Person } from '../../../shared/monitor/notice-rule.ts';
import { minuteOf, unixOf, zonedTime } from '../zoned-time.ts';

type Named = Person & { name: string };

/** Whom a plan names at a moment (Unix ms), until when, and who comes next. */
export function oncallAt(plan: OncallPlan, at: number): OncallState {
  const until = changeAfter(plan, at);
  const [now, next] = [whoAt(plan, at), whoAt(plan, until)];
  return { plan, ...(now && { now: { ...now, until } }), ...(next && { next: { ...next, from: until } }) };
}

const exceptionAt = ({ exceptions }: OncallPlan, at: number) => exceptions.find(({ from, to }) => at >= from && at < to);

function whoAt(plan: OncallPlan, at: number): Named | undefined {
  const exception = exceptionAt(plan, at);
  return exception ? named(plan, exception.who) : personOf(plan, weekStart(plan, at));
}

/** When the week ends or the exception does, or one begins that counts before it. */
function changeAfter(plan: OncallPlan, at: number): number {
  const exception = exceptionAt(plan, at);
  const begins = plan.exceptions.flatMap(({ from }) => (from > at && exceptionAt(plan, from) !== exception ? [from] : []));
  return Math.min(exception ? exception.to : weekAfter(plan, weekStart(plan, at)), ...begins);
}

/** The handover that this moment follows. */
function weekStart({ zone, handover }: OncallPlan, at: number): number {
  const { year, month, day, weekday } = zonedTime(at, zone);
  const minute = minuteOf(handover.time);
  const daysSince = (weekday - handover.day + 7) % 7;
  const start = unixOf({ year, month, day: day - daysSince, minute }, zone);
  return start <= at ? start : unixOf({ year, month, day: day - daysSince - 7, minute }, zone);
}

function weekAfter({ zone, handover }: OncallPlan, start: number): number {
  const { year, month, day } = zonedTime(start, zone);
  return unixOf({ year, month, day: day + 7, minute: minuteOf(handover.time) }, zone);
}

const weekMs = 7 * 86_400_000;

function personOf(plan: OncallPlan, start: number): Named | undefined {
  // Rounded: a week in which the clock changes is an hour longer or shorter.
  const weeks = Math.round((start - weekStart(plan, plan.firstWeek)) / weekMs);
  const { length } = plan.people;
  return plan.people[((weeks % length) + length) % length];
}

const named = ({ people }: OncallPlan, who: Person): Named =>
  people.find(({ account, person }) => account === who.account && person === who.person) ?? { ...who, name: '' };
