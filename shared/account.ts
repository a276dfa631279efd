import { z } from 'zod';
import { hasForm, mistake } from './mistake.ts';
import type { NoticeTemplate } from './notice-template.ts';
import type { WayOut } from './platform.ts';

/** The two platforms that Weiguan speaks to. */
export const Platform = z.enum(['wecom', 'official-account']);
export type Platform = z.infer<typeof Platform>;

/** What each platform's console calls the list of addresses that calls may come from. */
export const allowListOf: Record<Platform, string> = { wecom: '企业可信IP', 'official-account': 'IP白名单' };

/** How an Official Account encrypts its callbacks (protocol reference, 1.5). WeCom always encrypts. */
export const EncryptionMode = z.enum(['plaintext', 'compatible', 'safe']);
export type EncryptionMode = z.infer<typeof EncryptionMode>;

/** An account's id: part of its callback path, so letters, digits, `-` and `_` only. */
export const AccountId = z
  .string()
  .refine(
    hasForm(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/),
    mistake('只能用字母、数字、“-”和“_”，最多 64 个字符', 'only letters, digits, "-" and "_" are allowed, 64 at most'),
  );

/** What WeChat calls an Official Account; with `verified` it decides what the account may do. */
export const OfficialKind = z.enum(['subscription', 'service']);
export type OfficialKind = z.infer<typeof OfficialKind>;

/**
 * Where an account comes from: made in the console, written in the config file, or one of the built-in simulator's.
 * Only the console's own can be changed there.
 */
export type AccountOrigin = 'console' | 'config' | 'sandbox';

/** An account as everybody may see it: no secret stands in it. */
export interface Account {
  id: string;
  platform: Platform;
  /** What the console calls it. */
  name: string;
  /** CorpID of a WeCom app, AppID of an Official Account: the receiver id of its envelopes. */
  receiverId: string;
  /** The WeCom app's AgentID, as text; absent for Official Accounts. */
  agentId?: string;
  /** WeCom: how many people the company may have accounts for (企业账号上限); it decides how many messages a day brings. */
  seats?: number;
  mode: EncryptionMode;
  /** Official Accounts only. */
  kind?: OfficialKind;
  verified?: boolean;
  /** It is a 测试号, which may do nearly everything, less often (protocol reference, 3.9 and 5.3). */
  sandboxAccount?: boolean;
  /** By which people are told of incidents who may be sent no customer message; absent where none is chosen. */
  noticeTemplate?: NoticeTemplate;
  /** Base URL of the platform's API, without a slash at its end. */
  apiBase: string;
  wayOut: WayOut;
  /** Who may run commands, by UserID or OpenID; absent where nobody is named. */
  operators?: string[];
  /** A disabled account answers nobody. */
  enabled: boolean;
  origin: AccountOrigin;
}

/** Where each platform answers, unless an account says otherwise (protocol reference, 3.1). */
export const defaultApiBase: Record<Platform, string> = {
  wecom: 'https://qyapi.weixin.qq.com',
  'official-account': 'https://api.weixin.qq.com',
};
