import type { Account } from '../../shared/account.ts';
import type { Target, TargetSecretsDraft } from '../../shared/target.ts';
import type { FileKey } from '../secrets/encrypted-file.ts';
import type { SandboxAccount } from '../simulator/platform.ts';

/** The secrets of an account, as text. They live in memory here and nowhere else in the gateway. */
export interface AccountSecrets {
  token: string;
  /** Absent only for an Official Account in plaintext mode. */
  encodingAesKey?: string | undefined;
  /** Secret of a WeCom app, AppSecret of an Official Account. */
  apiSecret?: string | undefined;
  /** Of the user that the proxy's URL names. */
  proxyPassword?: string | undefined;
}

export interface ConfiguredAccount {
  account: Account;
  secrets: AccountSecrets;
}

/** A target that only the config file changes, with its secrets as text. */
export interface ConfiguredTarget {
  target: Target;
  secrets: TargetSecretsDraft;
}

/** Everything that a gateway is started with. */
export interface Configuration {
  /** Folder of the database and the log; made where it is missing. */
  dataDir: string;
  /** Where it is given, secrets are kept in the encrypted file instead of the keychain of the system. */
  secrets?: FileKey;
  listener: { host: string; port: number };
  /** 0 takes any age. */
  replayWindowSeconds: number;
  accounts: ConfiguredAccount[];
  targets: ConfiguredTarget[];
  /** Accounts of the built-in simulator; with any, the simulator runs. */
  sandbox: SandboxAccount[];
}
