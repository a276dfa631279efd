import { z } from 'zod';
import { AccountId } from './account.ts';
import { call, out } from './api-call.ts';
import { limits } from './limits.ts';
import { type DangerLevel, type Grant, Operator, Role, RoleId, type WordMeaning } from './role.ts';
import type { Invitation } from './run.ts';
import { TargetId } from './target.ts';

/** Something that somebody with a role might ask for. */
export const RoleWish = z
  .object({
    /** Need not be saved. */
    role: Role,
    command: z.string().min(1).max(32),
    /** The command's first word, where that decides how dangerous it is: `off` of `power off`. */
    word: z.string().max(32).optional(),
    target: TargetId.optional(),
    /** Unix time in ms. */
    at: z.number().int().min(0).max(8.64e15),
  })
  .strict();
export type RoleWish = z.infer<typeof RoleWish>;

/** What they would be told. `lacks`: whether the role has no right to the command at all, or not on that server. */
export type RoleTrial = { danger: DangerLevel } & (
  | { kind: 'allowed'; confirm: 'none' | Grant['confirm'] }
  | { kind: 'no-right'; lacks: 'command' | 'server' }
  | { kind: 'not-now' | 'held' }
);

/** A member of the WeCom app's visible range. */
export interface Contact {
  /** UserID. */
  person: string;
  /** Absent where the platform no longer tells names. */
  name?: string;
}

/**
 * Somebody whose role was taken away, and who would have rights if that did not count: the account's settings name them, or let
 * everybody look (`closed`), who are kept out with them.
 */
export const RemovedPerson = z.object({ account: AccountId, person: z.string().max(128), why: z.enum(['named', 'closed']) }).strict();
export type RemovedPerson = z.infer<typeof RemovedPerson>;

/** More than anybody removes. */
const mostRemoved = 1_000;

const who = { account: AccountId, person: z.string().trim().min(1).max(128) };
const nothing = z.object({}).strict();

/** Calls about the people in WeChat, and what they may do. */
export const peopleApi = {
  'operators.list': call(nothing, out<Operator[]>()),
  /** Binds somebody, or gives them another role. */
  'operators.put': call(z.object({ operator: Operator }).strict(), out<Operator>()),
  'operators.remove': call(z.object({ account: AccountId, person: z.string().max(128) }).strict(), out<null>()),
  /** Those who have no role while their account belongs to another company (or Official Account) than when they were bound. */
  'operators.former': call(nothing, out<Operator[]>()),
  'operators.removeFormer': call(z.object({ account: AccountId }).strict(), out<null>()),
  'operators.removed': call(nothing, out<RemovedPerson[]>()),
  /**
   * The account's own settings count again for these. All or none: `operators/kept-out-changed` where one of them is not kept
   * out any more, or for another reason.
   */
  'operators.forgetRemoved': call(z.object({ people: z.array(RemovedPerson).min(1).max(mostRemoved) }).strict(), out<null>()),
  /** Undoes the last `operators.forgetRemoved`, for a while (`limits.undoMs`). */
  'operators.keepOut': call(nothing, out<null>()),
  /** Makes a one-time code that whoever sends it in the chat gets this role with. */
  'operators.invite': call(z.object({ role: RoleId, name: z.string().trim().max(64).default('') }).strict(), out<Invitation>()),
  /**
   * Writes to an operator, as an active message. `key` names it: asked for twice it is sent once. `id` is its row of the
   * message log, `left` how many more the platform lets through now.
   */
  'operators.send': call(
    z.object({ ...who, text: z.string().trim().min(1).max(limits.handReplyChars), key: z.uuid() }).strict(),
    out<{ id: string; left: number }>(),
  ),
  /** All roles: the built-in ones, then own ones in the order in which they were made. */
  'roles.list': call(nothing, out<Role[]>()),
  /** What the rights of roles mean by each bare word, whatever else is called so by now. */
  'roles.words': call(nothing, out<Record<string, WordMeaning>>()),
  /** Makes a role, or changes the one of this id; it counts at once. */
  'roles.put': call(z.object({ role: Role }).strict(), out<Role>()),
  'roles.remove': call(z.object({ id: RoleId }).strict(), out<null>()),
  /** What the policy would say to somebody with this role. */
  'roles.try': call(RoleWish, out<RoleTrial>()),
  /** Those whom a WeCom app may see, up to a bound, asked of the platform. */
  'people.contacts': call(z.object({ account: AccountId }).strict(), out<{ contacts: Contact[]; isCut: boolean }>()),
};
