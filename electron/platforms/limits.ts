import type { Platform } from '../../shared/account.ts';
import {
  type CountedAs,
  messagesPerSeatADay,
  officialAccountDailyQuotas,
  platformLimits,
  platformPenalties,
  type WindowLimit,
} from '../../shared/platform-limits.ts';
import type { Counter, RateLimiter } from './rate-limiter.ts';
import type { Timing } from './timing.ts';

const dayMs = 86_400_000;
/** From UTC to the platforms' time, UTC+8 all year. */
const chinaOffsetMs = 8 * 3_600_000;

/** What decides an account's limits besides its platform. */
export interface AccountQuota {
  /** How many accounts the WeCom company may have; without it its messages of a day are counted by the platform alone. */
  seats?: number | undefined;
  /** A 测试号, which has smaller quotas. */
  sandboxAccount?: boolean | undefined;
}

/** What a call counts on. */
export function countersOf(
  platform: Platform,
  quota: AccountQuota,
  { name, counts, to }: { name: string; counts: readonly CountedAs[]; to: readonly string[] },
): Counter[] {
  const windows = windowsOf(platform, quota, name);
  const counters: Record<CountedAs, () => Counter[]> = {
    api: () => [{ key: `api ${name}`, name, windows: windows.api }],
    token: () => [{ key: 'token', name: 'token', windows: windows.token }],
    member: () => to.map((person) => ({ key: `member ${person.toLowerCase()}`, name: 'member', windows: windows.member })),
    messages: () => [{ key: 'messages', name: 'messages', windows: windows.messages }],
  };
  return counts.flatMap((counted) => counters[counted]()).filter((counter) => counter.windows.length > 0);
}

function windowsOf(platform: Platform, { seats, sandboxAccount }: AccountQuota, name: string): Record<CountedAs, WindowLimit[]> {
  const limits = platformLimits[platform];
  if (platform === 'wecom')
    return { ...limits, messages: seats === undefined ? limits.messages : [{ windowMs: dayMs, limit: seats * messagesPerSeatADay }] };
  const daily = officialAccountDailyQuotas[name];
  const limit = sandboxAccount ? daily?.sandbox : daily?.standard;
  return { ...limits, api: limit === undefined ? limits.api : [...limits.api, { windowMs: dayMs, limit }] };
}

/** Shuts an API's gate where its answer says that a limit was broken. */
export interface Penalties {
  /** Tells whether the errcode meant that. */
  punish(gate: string, errcode: number): boolean;
}

export function createPenalties(platform: Platform, limiter: RateLimiter, timing: Timing): Penalties {
  const last = new Map<string, { step: number; ms: number; until: number }>();
  return {
    punish(gate, errcode) {
      const steps = platformPenalties[platform][errcode];
      if (!steps) return false;
      const now = timing.elapsed();
      const before = last.get(gate);
      // Calls that were under way together are refused together: that is one penalty.
      if (before && now < before.until) return true;
      const step = before && now - before.until < before.ms ? Math.min(before.step + 1, steps.length - 1) : 0;
      const length = steps[step] ?? 0;
      const ms = length === 'midnight' ? untilMidnightMs(timing.now()) : length;
      last.set(gate, { step, ms, until: now + ms });
      limiter.shut(gate, ms);
      return true;
    },
  };
}

/** From a Unix time in ms to the next midnight in China. */
export function untilMidnightMs(now: number): number {
  return dayMs - ((now + chinaOffsetMs) % dayMs);
}
