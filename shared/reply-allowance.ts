import type { Account } from './account.ts';
import { capabilitiesOf } from './account-capabilities.ts';
import { customServiceQuotas, platformLimits, type WindowLimit } from './platform-limits.ts';

/**
 * What a person did that lets an Official Account write: sent a message, followed, scanned a QR code with a parameter, or
 * tapped a menu button of the types `click`, `scancode_push` and `scancode_waitmsg`; no other tap counts (protocol
 * reference, 3.7).
 */
export type PersonAct = keyof typeof customServiceQuotas;

/** All times are Unix times in ms, in any order. */
export interface ReplyHistory {
  account: Pick<Account, 'platform' | 'kind' | 'verified' | 'sandboxAccount'>;
  /** What the person did since following last; acts of the last 48 h are enough. WeCom asks for none. */
  acts: readonly { act: PersonAct; at: number }[];
  /** When active messages were sent to the person: over the last 48 h, to a WeCom member over the last hour. */
  sent: readonly number[];
  /** When the person unsubscribed from an Official Account last; absent where they follow it, as far as is known. */
  unfollowedAt?: number | undefined;
  /** What the account may still send to anybody; absent where that isn't limited, or not known. */
  room?: AccountRoom | undefined;
  now: number;
}

/** `left` messages to anybody now; at `until` there is room for more. */
export interface AccountRoom {
  left: number;
  until: number;
}

/**
 * Why nothing can be sent. `unsubscribed`: not before they follow again. `no-right`: the account may not send active messages. `window-closed`: the person has done
 * nothing of late that allows it. `used-up`: what was allowed is sent. `too-often`: wait until
 * `until`. `account-used-up`: so must everybody of this account.
 */
export type NoReplyReason = 'unsubscribed' | 'no-right' | 'window-closed' | 'used-up' | 'too-often' | 'account-used-up';

/** What may still be sent to one person, in answers that the callback's own response no longer carries. */
export type ReplyAllowance =
  /** `left` messages now; at `until` they lapse, whatever is left. WeCom's don't. */
  | { way: 'active'; left: number; until?: number }
  /** `until` is when it is allowed again; without it the person has to act first. */
  | { way: 'none'; reason: NoReplyReason; until?: number };

/**
 * What may still be sent. Sources: protocol reference, 3.7 (Official Account) and 5.2 (WeCom). The reference doesn't say
 * whether quotas add up, so they don't here: of each kind the latest act counts, a message counts against every quota
 * that was open, and of quotas with something left the one that lasts longest is told. Nothing reaches somebody who has
 * unsubscribed (2.6).
 */
export function replyAllowance({ account, acts, sent, unfollowedAt, room, now }: ReplyHistory): ReplyAllowance {
  const present = unfollowedAt === undefined ? acts : acts.filter(({ at }) => at > unfollowedAt);
  // Who does something afterwards has come back, even where the event that says so was missed.
  const hasLeft = account.platform === 'official-account' && unfollowedAt !== undefined && present.length === 0;
  if (hasLeft) return { way: 'none', reason: 'unsubscribed' };
  if (!capabilitiesOf(account).includes('active-messages')) return { way: 'none', reason: 'no-right' };
  if (account.platform === 'wecom') return withinRoom(withinRates(platformLimits.wecom.member, sent, now), room);
  return withinQuotas(present, sent, now);
}

function withinRoom(allowance: ReplyAllowance, room: AccountRoom | undefined): ReplyAllowance {
  if (!room || allowance.way === 'none') return allowance;
  if (room.left <= 0) return { way: 'none', reason: 'account-used-up', until: room.until };
  return { ...allowance, left: Math.min(allowance.left, room.left) };
}

function withinRates(limits: readonly WindowLimit[], sent: readonly number[], now: number): ReplyAllowance {
  const rooms = limits.map(({ windowMs, limit }) => {
    const inWindow = sent.filter((at) => at > now - windowMs).toSorted((one, other) => one - other);
    // There is room again when so many have left the window that one fits.
    const until = (inWindow[inWindow.length - limit] ?? now) + windowMs;
    return { left: limit - inWindow.length, until };
  });
  const full = rooms.filter(({ left }) => left <= 0);
  if (full.length > 0) return { way: 'none', reason: 'too-often', until: Math.max(...full.map(({ until }) => until)) };
  return { way: 'active', left: Math.min(...rooms.map(({ left }) => left)) };
}

function withinQuotas(acts: ReplyHistory['acts'], sent: readonly number[], now: number): ReplyAllowance {
  const latest = new Map<PersonAct, number>();
  for (const { act, at } of acts) latest.set(act, Math.max(at, latest.get(act) ?? at));
  const open = [...latest]
    .map(([act, since]) => {
      const { count, validMs } = customServiceQuotas[act];
      return { left: count - sent.filter((at) => at >= since).length, until: since + validMs };
    })
    .filter(({ until }) => until > now);
  const [longest] = open.filter(({ left }) => left > 0).toSorted((one, other) => other.until - one.until);
  if (longest) return { way: 'active', ...longest };
  return { way: 'none', reason: open.length > 0 ? 'used-up' : 'window-closed' };
}
