import { z } from 'zod';
import { AccountId } from '../account.ts';
import { PersonTag, RoleId } from '../role.ts';
import { MonitorId, Severity, Zone } from './monitor.ts';

const ClockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time such as 08:30');

/** Somebody in WeChat. */
export const Person = z
  .object({
    account: AccountId,
    /** UserID or OpenID. */
    person: z.string().trim().min(1).max(128),
  })
  .strict();
export type Person = z.infer<typeof Person>;

/** Days of the week (0 is Sunday) and a time of the day in a time zone; it may go over midnight. */
export const Hours = z
  .object({ days: z.array(z.number().int().min(0).max(6)).min(1).max(7), from: ClockTime, to: ClockTime, zone: Zone })
  .strict();
export type Hours = z.infer<typeof Hours>;

/** Who is told: these people, everybody with one of these roles or tags, whoever is on call this week. Nobody is told twice. */
export const Recipients = z
  .object({
    people: z.array(Person).max(100).default([]),
    roles: z.array(RoleId).max(16).default([]),
    tags: z.array(PersonTag).max(50).default([]),
    onCall: z.boolean().default(false),
  })
  .strict();
export type Recipients = z.infer<typeof Recipients>;

/** Which monitors: all of them, or those named, tagged so, or of these targets. */
export const MonitorChoice = z.union([
  z.literal('all'),
  z
    .object({
      monitors: z.array(MonitorId).max(500).default([]),
      tags: z.array(z.string().trim().min(1).max(32)).max(50).default([]),
      targets: z.array(z.string().max(63)).max(500).default([]),
    })
    .strict(),
]);
export type MonitorChoice = z.infer<typeof MonitorChoice>;

/** Who is told of what, and when. All rules that fit count. */
export const NoticeRule = z
  .object({
    id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/, 'letters, digits, ".", "-" and "_", 63 at most'),
    name: z.string().trim().min(1).max(64),
    on: z.boolean().default(true),
    monitors: MonitorChoice.default('all'),
    /** From this severity on. */
    from: Severity.default('info'),
    to: Recipients,
    /** Only at these hours; what is still down when they begin is told then. */
    hours: Hours.optional(),
    /** At these hours what is less than `except` waits, and is told together when they end. */
    quiet: Hours.extend({ except: z.enum(['critical', 'nothing']).default('critical') })
      .strict()
      .optional(),
    /** Whether they are told as well that it is up again, or that nobody looks after it any more; whoever has heard nothing of it by then, is told once that it was down. */
    recoveries: z.boolean().default(true),
    /** Told again so often (minutes, from when each was told last, by whichever rule) until somebody acknowledges it. */
    repeatMinutes: z.number().int().min(5).max(10_080).optional(),
    /** Told to others when nobody has acknowledged it so many minutes after the first of `to` was told. */
    escalations: z
      .array(z.object({ afterMinutes: z.number().int().min(1).max(10_080), to: Recipients }).strict())
      .max(5)
      .default([]),
  })
  .strict();
export type NoticeRule = z.infer<typeof NoticeRule>;

/** Ids are their own. */
export const NoticeRules = z
  .array(NoticeRule)
  .max(50)
  .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, 'ids that are different');

/** Who is on call: each for a week, one after the other, but for the exceptions. */
export const OncallPlan = z
  .object({
    zone: Zone,
    /** When it goes over to the next: the day of the week (0 is Sunday) and the time. */
    handover: z.object({ day: z.number().int().min(0).max(6), time: ClockTime }).strict(),
    /** The week that holds this moment (Unix ms) is the first one's. */
    firstWeek: z.number().int(),
    people: z.array(Person.extend({ name: z.string().trim().max(64).default('') }).strict()).max(50),
    exceptions: z
      .array(z.object({ from: z.number().int(), to: z.number().int(), who: Person }).strict())
      .max(100)
      .default([]),
  })
  .strict();
export type OncallPlan = z.infer<typeof OncallPlan>;

/** The plan, and whom it names now: absent where nobody is on call. */
export interface OncallState {
  plan: OncallPlan;
  now?: Person & { name: string; until: number };
  next?: Person & { name: string; from: number };
}
