import { z } from 'zod';
import { AccountId } from './account.ts';

/**
 * What a command can do at the worst.
 * - `read`: looks, changes nothing
 * - `change`: changes something that can be changed back
 * - `danger`: switches something off or destroys something
 */
export const dangerLevels = ['read', 'change', 'danger'] as const;
export const DangerLevel = z.enum(dangerLevels);
export type DangerLevel = z.infer<typeof DangerLevel>;

const Clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time such as 08:30');

/** When a right counts: days of the week (0 is Sunday) and a time of the day, which may go over midnight. */
export const TimeWindow = z.object({ days: z.array(z.number().int().min(0).max(6)).min(1).max(7), from: Clock, to: Clock }).strict();
export type TimeWindow = z.infer<typeof TimeWindow>;

/** `all`, or the names of some. */
const Some = z.union([z.literal('all'), z.array(z.string().trim().min(1).max(64)).max(200)]);

/** One right of a role: these commands, on targets of these groups, at these times. */
export const Grant = z
  .object({
    /** Commands by name; a danger level means all commands up to it. */
    commands: z.union([DangerLevel, z.array(z.string().min(1).max(32)).max(100)]),
    /** Groups of targets, tags of targets written as `@tag`, or single targets by their ids. */
    groups: Some.default('all'),
    window: TimeWindow.optional(),
    /** Who has to confirm what is dangerous: whoever asked, or a second person who has the right as well. Of several rights that fit the stricter counts. */
    confirm: z.enum(['self', 'second']).default('self'),
  })
  .strict();
export type Grant = z.infer<typeof Grant>;

/** What a bare word in a right stands for. */
export type WordMeaning = 'server' | 'group';

/** What bounds roles. */
export const roleLimits = {
  /** Own roles, all together. */
  roles: 50,
  /** Rights of one role. */
  grants: 32,
  /** Of one person. */
  tags: 16,
} as const;

export const RoleId = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'small letters, digits and "-", 32 at most');

/** What somebody may do. */
export const Role = z
  .object({
    id: RoleId,
    /** On one line, and nothing in it that turns the direction of text. */
    name: z
      .string()
      .trim()
      .min(1)
      .max(32)
      .regex(/^[^\p{Cc}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]+$/u, 'plain text'),
    grants: z.array(Grant).max(roleLimits.grants),
    /** May put everything on hold, and let it go on. */
    mayHold: z.boolean().default(false),
  })
  .strict();
export type Role = z.infer<typeof Role>;

/** Roles that are always there, the weakest first. */
export const builtInRoles: readonly Role[] = [
  { id: 'viewer', name: 'viewer', grants: [{ commands: 'read', groups: 'all', confirm: 'self' }], mayHold: false },
  { id: 'operator', name: 'operator', grants: [{ commands: 'danger', groups: 'all', confirm: 'self' }], mayHold: false },
  { id: 'admin', name: 'admin', grants: [{ commands: 'danger', groups: 'all', confirm: 'self' }], mayHold: true },
];

/** By which notice rules address several people. */
export const PersonTag = z.string().trim().min(1).max(32);

/** A person in WeChat with a role. */
export const Operator = z
  .object({
    account: AccountId,
    /** UserID or OpenID. */
    person: z.string().trim().min(1).max(128),
    /** What the console calls them. */
    name: z.string().trim().max(64).default(''),
    role: RoleId,
    /** Each once. */
    tags: z
      .array(PersonTag)
      .max(roleLimits.tags)
      .transform((tags) => [...new Set(tags)])
      .optional(),
  })
  .strict();
export type Operator = z.infer<typeof Operator>;
