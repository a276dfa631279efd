import { z } from 'zod';
import type { RandomBytes } from '../wechat/credentials.ts';
import type { SandboxAccount } from './account.ts';
import { type ApiError, type ApiRequest, type Endpoints, no, parseJson } from './api-server-answer.ts';
import { createTokenSeries, type TokenSeries } from './tokens.ts';

/** The calls that hand out access_tokens (protocol reference, 3.1), and the look at those that came back. */
export interface TokenDesk {
  endpoints: Endpoints;
  /** Whose access_token a call carries; an error where it does not hold. */
  holder(request: ApiRequest): SandboxAccount | ApiError;
  /** Ends the account's access_tokens before their time. */
  end(account: string, how: 'expired' | 'revoked'): void;
}

export function createTokenDesk(accounts: SandboxAccount[], clock: () => number, random: RandomBytes): TokenDesk {
  const series = (): TokenSeries => createTokenSeries(clock, random);
  const [wecom, plain, stable] = [series(), series(), series()];
  return {
    endpoints: tokenEndpoints(accounts, clock, { wecom, plain, stable }),
    holder({ query }) {
      const text = query.get('access_token');
      if (!text) return no(41001);
      const seen = wecom.look(text) ?? plain.look(text) ?? stable.look(text);
      const account = accounts.find(({ id }) => id === seen?.account);
      if (!seen || !account) return no(40014);
      if (seen.state === 'expired') return no(42001);
      if (seen.state === 'revoked') return no(account.platform === 'wecom' ? 40014 : 40001);
      return account;
    },
    end(account, how) {
      for (const one of [wecom, plain, stable]) one.end(account, how);
    },
  };
}

function tokenEndpoints(
  accounts: SandboxAccount[],
  clock: () => number,
  { wecom, plain, stable }: Record<'wecom' | 'plain' | 'stable', TokenSeries>,
): Endpoints {
  const secondsLeft = (expiresAt: number) => Math.floor((expiresAt - clock()) / 1000);
  return {
    gettoken: {
      method: 'GET',
      platform: 'wecom',
      answer({ query }) {
        const account = wecomAccount(accounts, query.get('corpid'), query.get('corpsecret'));
        if ('errcode' in account) return account;
        const token = wecom.current(account.id);
        return { errcode: 0, errmsg: 'ok', access_token: token.text, expires_in: secondsLeft(token.expiresAt) };
      },
    },
    token: {
      method: 'GET',
      platform: 'official-account',
      answer({ query }) {
        const account = officialAccount(accounts, query.get('grant_type'), query.get('appid'), query.get('secret'));
        if ('errcode' in account) return account;
        const token = plain.renew(account.id);
        return { access_token: token.text, expires_in: secondsLeft(token.expiresAt) };
      },
    },
    stable_token: {
      method: 'POST',
      platform: 'official-account',
      answer({ body }) {
        const wish = StableTokenWish.safeParse(parseJson(body));
        if (!wish.success) return no(47001);
        const { grant_type, appid, secret, force_refresh } = wish.data;
        const account = officialAccount(accounts, grant_type ?? null, appid ?? null, secret ?? null);
        if ('errcode' in account) return account;
        const token = force_refresh ? stable.renew(account.id) : stable.current(account.id);
        return { access_token: token.text, expires_in: secondsLeft(token.expiresAt) };
      },
    },
  };
}

const StableTokenWish = z.object({
  grant_type: z.string().optional(),
  appid: z.string().optional(),
  secret: z.string().optional(),
  force_refresh: z.boolean().optional(),
});

function wecomAccount(accounts: SandboxAccount[], corpId: string | null, secret: string | null): SandboxAccount | ApiError {
  if (!corpId) return no(41002);
  const corp = accounts.filter(({ platform, receiverId }) => platform === 'wecom' && receiverId === corpId);
  if (corp.length === 0) return no(40013);
  return corp.find((account) => account.secret === secret) ?? no(40001);
}

function officialAccount(
  accounts: SandboxAccount[],
  grantType: string | null,
  appId: string | null,
  secret: string | null,
): SandboxAccount | ApiError {
  if (grantType !== 'client_credential') return no(40002);
  if (!appId) return no(41002);
  const account = accounts.find(({ platform, receiverId }) => platform === 'official-account' && receiverId === appId);
  if (!account) return no(40013);
  return account.secret === secret ? account : no(40125);
}
