import type { Account } from './account.ts';
import type { Failure } from './result.ts';

/** The secrets of an account that the console asks for. */
export type AccountSecretName = 'apiSecret' | 'token' | 'encodingAesKey' | 'proxyPassword';

/** Those of them that WeChat signs and encrypts callbacks with. */
export const callbackSecretNames = ['token', 'encodingAesKey'] as const;
export type CallbackSecretName = (typeof callbackSecretNames)[number];
export const isCallbackSecret = (name: AccountSecretName): name is CallbackSecretName =>
  (callbackSecretNames as readonly AccountSecretName[]).includes(name);

/** All that anybody learns of a secret: that it is there, and since when. */
export interface SecretMark {
  /** Unix time in ms; absent where the config file holds it. */
  changedAt?: number;
}

/** An account with the state of its secrets. */
export interface AccountView extends Account {
  callbackPath: string;
  secrets: { [Name in AccountSecretName]?: SecretMark };
  /** A new Token or EncodingAESKey that WeChat has not verified yet; the listener takes the old and the new ones. */
  pending: { [Name in CallbackSecretName]?: SecretMark };
  /** WeChat still signs with a Token or EncodingAESKey that was replaced: the new ones are not saved there. */
  oldInUse?: true;
  /** What is still missing before WeChat can be answered; empty when the account is complete, or nobody knows yet. */
  missing: AccountSecretName[];
  /** Its secrets could not be read yet, and `failure` says why: none is shown, and there may be all. */
  unread?: true;
  /** The last URL verifications, newest first. */
  verifications: Verification[];
  /** What is wrong with it: its secrets can't be read, or a new Token or key that WeChat has verified can't be kept. */
  failure?: Failure;
}

/** One attempt of WeChat to verify the callback URL. */
export interface Verification {
  account: string;
  /** Unix time in ms. */
  at: number;
  ms: number;
  /** Which credentials matched: those in use, or the new ones, which are in use from then on. */
  matched?: 'present' | 'pending';
  /** The public URL at that time; absent while there was none. */
  publicUrl?: string;
  failure?: Failure;
}

/** Where secrets are kept at the moment, or why they can't be. */
export type SecretsState = { kind: 'keychain' | 'file' | 'memory'; failure?: undefined } | { kind?: undefined; failure: Failure };
