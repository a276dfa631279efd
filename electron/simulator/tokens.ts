import type { RandomBytes } from '../wechat/credentials.ts';

/** An access_token that was handed out. */
interface IssuedToken {
  text: string;
  /** Unix time in ms. */
  expiresAt: number;
}

/** Lifetime of an access_token, and when one of a lasting series is replaced (protocol reference, 3.1). */
const lifetimeMs = 7_200_000;
const lastMs = 300_000;

/**
 * Hands out access_tokens, by account. WeCom's `gettoken`, an Official Account's `token` and its `stable_token` know
 * nothing of each other's, so each has a series of its own.
 */
export interface TokenSeries {
  /** The present token; a new one where there is none, or only its last five minutes are left. */
  current(account: string): IssuedToken;
  /** A new token at every call. */
  renew(account: string): IssuedToken;
}

export function createTokenSeries(clock: () => number, random: RandomBytes): TokenSeries {
  const newest = new Map<string, IssuedToken>();

  function renew(account: string): IssuedToken {
    const issued = { text: Buffer.from(random(96)).toString('base64url'), expiresAt: clock() + lifetimeMs };
    newest.set(account, issued);
    return issued;
  }

  return {
    renew,
    current(account) {
      const present = newest.get(account);
      return present && present.expiresAt - clock() > lastMs ? present : renew(account);
    },
  };
}
