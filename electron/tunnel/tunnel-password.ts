import { ok, type Result } from '../../shared/result.ts';
import type { TunnelConfig } from '../../shared/tunnel.ts';
import type { Secrets } from '../secrets/lazy-secrets.ts';
import { programToken, takesToken } from './program.ts';
import { sshSecrets } from './ssh-auth.ts';

/** A new configuration with the password that was typed for it, if any. */
export interface TunnelChange {
  before: TunnelConfig;
  config: TunnelConfig;
  password: string | undefined;
}

/**
 * A key's passphrase, a password and a program's token are secrets of their own. One that was given for a server, or
 * for a program and its tunnel, is not carried to another: it is forgotten unless it is typed again.
 */
export async function keepTunnelPassword(secrets: Secrets, { before, config, password }: TunnelChange): Promise<Result<unknown>> {
  const names = secretNames(config);
  if (names.length === 0 || (password === undefined && placeOf(before) === placeOf(config))) return ok(null);
  const store = await secrets();
  // Without a store nothing was kept that could be forgotten.
  if (!store.ok) return password === undefined ? ok(null) : store;
  if (password !== undefined) return store.value.set(names[0] ?? '', password);
  for (const name of names) {
    const forgotten = await store.value.delete(name);
    if (!forgotten.ok) return forgotten;
  }
  return ok(null);
}

/** What a configuration's secret is called, the one that a typed password is first. */
function secretNames(config: TunnelConfig): string[] {
  if (config.provider === 'program') return takesToken(config) ? [programToken] : [];
  if (config.provider !== 'ssh' || config.auth.by === 'agent') return [];
  return config.auth.by === 'password' ? [sshSecrets.password] : [sshSecrets.passphrase, sshSecrets.password];
}

/** Whom the secret is for. */
function placeOf(config: TunnelConfig): string {
  if (config.provider === 'program') return JSON.stringify([config.command, config.args]);
  return config.provider === 'ssh' ? JSON.stringify([config.host, config.port, config.user, config.auth]) : '';
}
