import type { Platform } from './account.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** At most `limit` in any `windowMs`. */
export interface WindowLimit {
  windowMs: number;
  limit: number;
}

/**
 * What calls count on. `api`: each API by itself. `token`: fetches of an access_token. `member`: messages to one person.
 * `messages`: messages of the account, in person-times.
 */
export type CountedAs = 'api' | 'token' | 'member' | 'messages';

/**
 * The platforms' limits, which Weiguan keeps before the platform punishes (protocol reference, 3.1, 3.3, 5.2, 5.3).
 * WeCom's 300 token fetches an hour is of the oldest text, and the strictest. The day's quotas of single APIs of an
 * Official Account are below, in `officialAccountDailyQuotas`; those of its messages too.
 */
export const platformLimits: Record<Platform, Record<CountedAs, WindowLimit[]>> = {
  wecom: {
    api: [
      { windowMs: minute, limit: 10_000 },
      { windowMs: hour, limit: 150_000 },
    ],
    token: [{ windowMs: hour, limit: 300 }],
    member: [
      { windowMs: minute, limit: 30 },
      { windowMs: hour, limit: 1000 },
    ],
    messages: [],
  },
  'official-account': {
    api: [],
    token: [
      { windowMs: minute, limit: 10_000 },
      { windowMs: day, limit: 500_000 },
    ],
    member: [],
    messages: [],
  },
};

/** A WeCom app may send account limit x this many person-times a day (protocol reference, 5.2). */
export const messagesPerSeatADay = 200;

/** How often an Official Account may call an API in a day; `sandbox` is a 测试号 (protocol reference, 5.3). */
export const officialAccountDailyQuotas: Record<string, { standard: number; sandbox: number }> = {
  'message/custom/send': { standard: 500_000, sandbox: 50_000 },
  'menu/create': { standard: 1000, sandbox: 100 },
  'menu/get': { standard: 10_000, sandbox: 1000 },
  'menu/delete': { standard: 1000, sandbox: 100 },
  'media/upload': { standard: 100_000, sandbox: 500 },
  'media/get': { standard: 200_000, sandbox: 1000 },
  'qrcode/create': { standard: 100_000, sandbox: 10_000 },
  'user/get': { standard: 500, sandbox: 100 },
  'user/info': { standard: 5_000_000, sandbox: 500_000 },
};

/** How many customer-service messages each act of a person allows, and how long (protocol reference, 3.7). */
export const customServiceQuotas = {
  message: { count: 5, validMs: 48 * hour },
  menuTap: { count: 3, validMs: minute },
  follow: { count: 3, validMs: minute },
  qrScan: { count: 3, validMs: minute },
} as const;

/**
 * How long the platform stays closed after it said "too often" (protocol reference, 5.2, 5.3). It does not say which
 * rule was broken, so a second refusal right after the first penalty is taken for the next longer one. `midnight` is
 * that of China, when daily quotas start anew.
 */
export const platformPenalties: Record<Platform, Record<number, (number | 'midnight')[]>> = {
  wecom: { 45009: [minute, hour, 'midnight'], 45033: [minute] },
  'official-account': { 45009: ['midnight'], 45011: [minute] },
};

/** The largest picture that both platforms take, in bytes (protocol reference, 3.5 and 3.8). */
export const mostPictureBytes = 10 * 1024 * 1024;

/** Calls that wait for room at one account, and how long they wait at the most, in ms. */
export const waitingCalls = { most: 1000, longestMs: 10 * minute } as const;
