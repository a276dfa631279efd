import type { Account, Platform } from '../../shared/account.ts';
import {
  type CountedAs,
  messagesPerSeatADay,
  officialAccountDailyQuotas,
  platformLimits,
  platformPenalties,
  type WindowLimit,
} from '../../shared/platform-limits.ts';
import { foldedPerson } from '../../shared/same-person.ts';
import type { Timing } from '../timing.ts';
import { type Counter, penaltyEnd, type Usage } from './usage.ts';

const dayMs = 86_400_000;
/** From UTC to the platforms' time, UTC+8 all year. */
const chinaOffsetMs = 8 * 3_600_000;

/** What decides an account's limits. */
export type LimitedAccount = Pick<Account, 'platform' | 'seats' | 'sandboxAccount'>;

/** What a call counts on. */
export function countersOf(
  account: LimitedAccount,
  { name, counts, to }: { name: string; counts: readonly CountedAs[]; to: readonly string[] },
): Counter[] {
  const keys: Record<CountedAs, string[]> = {
    api: [`api ${name}`],
    token: ['token'],
    member: to.map((person) => `member ${foldedPerson(person, account.platform)}`),
    messages: ['messages'],
  };
  return counts.flatMap((counted) => keys[counted]).flatMap((key) => counterOf(account, key) ?? []);
}

/** The counter of a key; undefined where nothing limits what it would count. */
export function counterOf(account: LimitedAccount, key: string): Counter | undefined {
  const blank = key.indexOf(' ');
  const as = blank < 0 ? key : key.slice(0, blank);
  const name = as === 'api' ? key.slice(blank + 1) : as;
  const windows = windowsOf(account, as, name);
  return windows.length > 0 ? { key, name, windows } : undefined;
}

function windowsOf({ platform, seats, sandboxAccount }: LimitedAccount, as: string, name: string): readonly WindowLimit[] {
  const limits = new Map<string, WindowLimit[]>(Object.entries(platformLimits[platform])).get(as) ?? [];
  if (platform === 'wecom' && as === 'messages' && seats !== undefined) return [{ windowMs: dayMs, limit: seats * messagesPerSeatADay }];
  if (platform === 'wecom' || as !== 'api') return limits;
  const daily = officialAccountDailyQuotas[name];
  const limit = sandboxAccount ? daily?.sandbox : daily?.standard;
  return limit === undefined ? limits : [...limits, { windowMs: dayMs, limit }];
}

/** Shuts an API's gate where its answer says that a limit was broken. */
export interface Penalties {
  /** Tells whether the errcode meant that. */
  punish(gate: string, errcode: number): boolean;
}

export function createPenalties(platform: Platform, usage: Usage, timing: Timing): Penalties {
  return {
    punish(gate, errcode) {
      const steps = platformPenalties[platform][errcode];
      if (!steps) return false;
      const now = timing.elapsed();
      const before = usage.penalty(gate);
      // Calls that were under way together are refused together: that is one penalty.
      if (before && now < penaltyEnd(before, timing)) return true;
      // At midnight the quotas start anew, so what comes after it has nothing to do with what was before.
      const isNext = before && before.midnight === undefined && now - before.until < before.ms;
      const step = isNext ? Math.min(before.step + 1, steps.length - 1) : 0;
      const length = steps[step] ?? 0;
      const ms = length === 'midnight' ? untilMidnightMs(timing.now()) : length;
      usage.punish(gate, { step, ms, until: now + ms, ...(length === 'midnight' && { midnight: timing.now() + ms }) });
      return true;
    },
  };
}

/** From a Unix time in ms to the next midnight in China. */
export function untilMidnightMs(now: number): number {
  return dayMs - ((now + chinaOffsetMs) % dayMs);
}
