import type { RandomBytes } from '../wechat/credentials.ts';

/** An access_token that was handed out. */
interface IssuedToken {
  account: string;
  text: string;
  /** Unix time in ms. */
  expiresAt: number;
  revoked: boolean;
}

/** Lifetime of an access_token, and when one of a lasting series is replaced (protocol reference, 3.1). */
const lifetimeMs = 7_200_000;
const lastMs = 300_000;

/** Tokens of a series that are remembered, so that an old one can be told from one that never was. */
const tokensKept = 100;

/**
 * Hands out access_tokens, by account. WeCom's `gettoken`, an Official Account's `token` and its `stable_token` know
 * nothing of each other's, so each has a series of its own.
 */
export interface TokenSeries {
  /** The present token; a new one where there is none, or only its last five minutes are left. */
  current(account: string): IssuedToken;
  /** A new token at every call. */
  renew(account: string): IssuedToken;
  /** What became of a token: whose it is, and whether it still holds. Undefined where it never was handed out. */
  look(text: string): { account: string; state: 'valid' | 'expired' | 'revoked' } | undefined;
  /** Ends the account's tokens before their time, as if it had run out, or as the platform revokes them. */
  end(account: string, how: 'expired' | 'revoked'): void;
}

export function createTokenSeries(clock: () => number, random: RandomBytes): TokenSeries {
  const issued: IssuedToken[] = [];

  function renew(account: string): IssuedToken {
    const text = Buffer.from(random(96)).toString('base64url');
    const token = { account, text, expiresAt: clock() + lifetimeMs, revoked: false };
    issued.push(token);
    if (issued.length > tokensKept) issued.shift();
    return token;
  }

  return {
    renew,
    current(account) {
      const present = issued.findLast((token) => token.account === account);
      return present && !present.revoked && present.expiresAt - clock() > lastMs ? present : renew(account);
    },
    look(text) {
      const token = issued.find((one) => one.text === text);
      if (!token) return undefined;
      if (token.revoked) return { account: token.account, state: 'revoked' };
      return { account: token.account, state: token.expiresAt > clock() ? 'valid' : 'expired' };
    },
    end(account, how) {
      for (const token of issued.filter((one) => one.account === account)) {
        if (how === 'revoked') token.revoked = true;
        else token.expiresAt = Math.min(token.expiresAt, clock());
      }
    },
  };
}
