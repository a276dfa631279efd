import type { Account } from '../../shared/account.ts';
import type { AccessRule } from '../commands/policy.ts';
import type { ConfiguredAccount } from '../configuration.ts';
import { type CallbackCredentials, readEncodingAesKey } from '../wechat/credentials.ts';

/** An account as the callback's rooms need it: with what opens its envelopes. Never leaves the gateway. */
export interface CallbackAccount {
  account: Account;
  credentials: CallbackCredentials;
  access: AccessRule;
}

/** Makes the keys ready once, so that no message has to. The configuration's keys were checked where they came in. */
export function callbackAccounts(configured: ConfiguredAccount[]): Map<string, CallbackAccount> {
  return new Map(configured.map((entry) => [entry.account.id, callbackAccount(entry)]));
}

function callbackAccount({ account, secrets, operators }: ConfiguredAccount): CallbackAccount {
  const { platform, mode, receiverId } = account;
  const credentials: CallbackCredentials = { platform, mode, receiverId, token: secrets.token };
  if (secrets.encodingAesKey !== undefined) {
    const key = readEncodingAesKey(secrets.encodingAesKey);
    if (!key.ok) throw new Error(`account ${account.id}: ${key.error.message}`);
    credentials.aesKey = key.value;
  }
  return { account, credentials, access: { operators } };
}
