import type { Result } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import { type FileKey, openEncryptedFile } from './encrypted-file.ts';
import { instanceId } from './instance-id.ts';
import { type KeychainOptions, openKeychain } from './keychain.ts';
import type { SecretStore } from './secret-store.ts';

export interface SecretStoreSettings {
  dataDir: string;
  /** Asks for the encrypted file in the data folder; without it the keychain of the system is used. */
  file?: FileKey | undefined;
  clock: Clock;
  /** For tests: another keytar, another time limit. */
  keychain?: Pick<KeychainOptions, 'load' | 'timeoutMs'>;
}

/**
 * Opens the one store that was asked for: the encrypted file where a passphrase or key file is given, else the keychain
 * of the system. Where that cannot be had it fails with `secrets/…`: nothing else takes its place, plain text least.
 */
export async function openSecretStore({ dataDir, file, clock, keychain }: SecretStoreSettings): Promise<Result<SecretStore>> {
  if (file) return openEncryptedFile(dataDir, file, clock);
  const instance = instanceId(dataDir);
  return instance.ok ? openKeychain({ instance: instance.value, clock, ...keychain }) : instance;
}
