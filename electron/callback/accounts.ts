import type { Account } from '../../shared/account.ts';
import type { AccessRule } from '../commands/policy.ts';
import type { CallbackCredentials } from '../wechat/credentials.ts';

/** An account as the callback's rooms need it: with what opens its envelopes. Never leaves the gateway. */
export interface CallbackAccount {
  account: Account;
  /** What a request may be signed and sealed with, the likeliest first; never empty. */
  candidates: Candidate[];
  access: AccessRule;
}

/** Whether it takes what is not encrypted, so that whoever has seen a request could say anything with its signature. */
export const takesPlain = ({ candidates }: CallbackAccount): boolean =>
  candidates.some(({ credentials }) => credentials.mode === 'plaintext');

/** Credentials in use, new ones that WeChat is yet to verify, or old ones that redeliveries may still carry. */
export interface Candidate {
  age: 'present' | 'pending' | 'outgoing';
  credentials: CallbackCredentials;
  /** The same as text, so that what was verified can be kept. Never leaves the gateway. */
  texts: { token: string; encodingAesKey?: string | undefined };
}
