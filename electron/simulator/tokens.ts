import type { RandomBytes } from '../wechat/credentials.ts';

/** An access_token that was handed out. */
export interface IssuedToken {
  text: string;
  account: string;
  /** Unix time in ms. */
  expiresAt: number;
}

/** Lifetime of an access_token, and how long a replaced one stays good (protocol reference, 3.1). */
const lifetimeMs = 7_200_000;
const graceMs = 300_000;

/**
 * Keeps one series of access_tokens an account: WeCom's `gettoken`, an Official Account's `token` and its
 * `stable_token` each have their own.
 */
export interface TokenSeries {
  /** The present token, or a new one where there is none or it ends soon. */
  current(account: string): IssuedToken;
  /** A new token at every call; the one before it stays good for five minutes. */
  renew(account: string): IssuedToken;
  /** Whether a token is good, and whose it is. */
  find(text: string): IssuedToken | undefined;
}

export function createTokenSeries(clock: () => number, random: RandomBytes): TokenSeries {
  const newest = new Map<string, IssuedToken>();
  const good = new Map<string, IssuedToken>();

  function renew(account: string): IssuedToken {
    const previous = newest.get(account);
    if (previous) previous.expiresAt = Math.min(previous.expiresAt, clock() + graceMs);
    for (const token of good.values()) if (token.expiresAt <= clock()) good.delete(token.text);
    const issued = { text: Buffer.from(random(96)).toString('base64url'), account, expiresAt: clock() + lifetimeMs };
    newest.set(account, issued);
    good.set(issued.text, issued);
    return issued;
  }

  return {
    renew,
    current(account) {
      const present = newest.get(account);
      return present && present.expiresAt - clock() > graceMs ? present : renew(account);
    },
    find(text) {
      const token = good.get(text);
      return token && token.expiresAt > clock() ? token : undefined;
    },
  };
}
