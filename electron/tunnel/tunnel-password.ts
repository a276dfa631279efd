import { ok, type Result } from '../../shared/result.ts';
import type { TunnelConfig } from '../../shared/tunnel.ts';
import type { Secrets } from '../secrets/lazy-secrets.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { programToken, takesToken } from './program.ts';
import { sshSecrets } from './ssh.ts';

/** A new configuration with the password that was typed for it, if any. */
export interface TunnelChange {
  before: TunnelConfig;
  config: TunnelConfig;
  password: string | undefined;
}

/**
 * A key's passphrase, a password and a program's token are secrets of their own. One that was given for a server, or
 * for a program and its tunnel, is not carried to another: it is forgotten unless it is typed again. So is what the new
 * configuration has no use for; where the store refuses that, `forgetUnused` does it later. Wherever this is cut off, no
 * secret meets a server that it is not for.
 * @param keepConfig puts the configuration on disk
 */
export async function keepTunnelPassword(
  secrets: Secrets,
  { before, config, password }: TunnelChange,
  keepConfig: () => Promise<void>,
): Promise<Result<null>> {
  const keptWithout = async () => {
    await keepConfig();
    return ok(null);
  };
  const name = secretName(config);
  const isMoving = placeOf(before) !== placeOf(config);
  if ((!isMoving && password === undefined) || (name === undefined && secretName(before) === undefined)) return keptWithout();
  const store = await secrets();
  if (!store.ok) {
    // A key may have no passphrase, and a program its credentials in a file: neither needs a keychain.
    const mayDoWithout = name !== sshSecrets.password && password === undefined && store.error.code === 'secrets/no-keychain';
    return name === undefined || mayDoWithout ? keptWithout() : store;
  }
  const forgotten = name !== undefined && isMoving ? await store.value.delete(name) : ok(null);
  if (!forgotten.ok) return forgotten;
  await keepConfig();
  const kept = name !== undefined && password !== undefined ? await store.value.set(name, password) : undefined;
  if (kept && !kept.ok) return kept;
  await forgetUnused(store.value, config);
  return ok(null);
}

/** Deletes the tunnel's secrets that this configuration has no use for. Fails with what the store says. */
export async function forgetUnused(store: SecretStore, config: TunnelConfig): Promise<Result<null>> {
  const used = secretName(config);
  for (const name of [programToken, sshSecrets.password, sshSecrets.passphrase]) {
    if (name === used) continue;
    const forgotten = await store.delete(name);
    if (!forgotten.ok) return forgotten;
  }
  return ok(null);
}

/** What a configuration's secret is called; undefined where it needs none. */
function secretName(config: TunnelConfig): string | undefined {
  if (config.provider === 'program') return takesToken(config) ? programToken : undefined;
  if (config.provider !== 'ssh' || config.auth.by === 'agent') return undefined;
  return config.auth.by === 'password' ? sshSecrets.password : sshSecrets.passphrase;
}

/** Whom the secret is for. */
function placeOf(config: TunnelConfig): string {
  if (config.provider === 'program') return JSON.stringify([config.command, config.args]);
  return config.provider === 'ssh' ? JSON.stringify([config.host, config.port, config.user, config.auth]) : '';
}
