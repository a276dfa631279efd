import type { OncallPlan } from '../../../../shared/monitor/notice-rule.ts';

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;

export interface OncallWeek {
  /** From one handover to the next, in Unix ms. */
  from: number;
  to: number;
  name: string;
}

/** What a clock and a calendar show in a time zone at a moment, as if it were UTC, in ms. */
function wallOf(at: number, zone: string): number {
  const options = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' } as const;
  const parts = new Intl.DateTimeFormat('en-US', { ...options, timeZone: zone }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'));
}

/** The moment at which they show that; where the clock is changed, the one that the later offset makes. */
function momentOf(wall: number, zone: string): number {
  const first = wall - (wallOf(wall, zone) - wall);
  return wall - (wallOf(first, zone) - first);
}

/** The moment of the handover at or before `at`, so many weeks later. */
export function weekStart({ zone, handover }: Pick<OncallPlan, 'zone' | 'handover'>, at: number, later = 0): number {
  const [hours = 0, minutes = 0] = handover.time.split(':').map(Number);
  const wall = wallOf(at, zone);
  const midnight = Math.floor(wall / dayMs) * dayMs;
  const since = (new Date(wall).getUTCDay() - handover.day + 7) % 7;
  const thisWeek = midnight - since * dayMs + (hours * 60 + minutes) * 60_000;
  return momentOf((thisWeek <= wall ? thisWeek : thisWeek - weekMs) + later * weekMs, zone);
}

/** Whose weeks come next, beginning with the present one; the gateway knows of the exceptions. */
export function nextWeeks(plan: OncallPlan, now: number, count: number): OncallWeek[] {
  const { length } = plan.people;
  const passed = Math.round((weekStart(plan, now) - weekStart(plan, plan.firstWeek)) / weekMs);
  if (length === 0) return [];
  return Array.from({ length: count }, (_, index) => {
    const person = plan.people[(((passed + index) % length) + length) % length];
    const name = person ? person.name || person.person : '';
    return { from: weekStart(plan, now, index), to: weekStart(plan, now, index + 1), name };
  });
}
