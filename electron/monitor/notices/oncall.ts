import type { OncallPlan, OncallState, Person } from '../../../shared/monitor/notice-rule.ts';
import { minuteOf, unixOf, zonedTime } from '../zoned-time.ts';

type Named = Person & { name: string };

/** Whom a plan names at a moment (Unix ms), until when, and who comes next. */
export function oncallAt(plan: OncallPlan, at: number): OncallState {
  const exception = plan.exceptions.find(({ from, to }) => at >= from && at < to);
  const start = weekStart(plan, at);
  const regular = personOf(plan, start);
  const following = weekAfter(plan, start);
  const next = personOf(plan, following);
  const who = exception ? named(plan, exception.who) : regular;
  return {
    plan,
    ...(who && { now: { ...who, until: exception ? exception.to : following } }),
    ...(next && { next: { ...next, from: following } }),
  };
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
