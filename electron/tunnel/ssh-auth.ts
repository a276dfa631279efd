import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import type { ConnectConfig } from 'ssh2';
import ssh2 from 'ssh2';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { TunnelConfig } from '../../shared/tunnel.ts';
import type { SecretStore } from '../secrets/secret-store.ts';

type SshLogin = Pick<Extract<TunnelConfig, { provider: 'ssh' }>, 'user' | 'auth'>;

/** Names of the secrets that logging in may need. */
export const sshSecrets = { passphrase: 'tunnel/ssh-passphrase', password: 'tunnel/ssh-password' } as const;

/**
 * Gets together what logging in needs, fresh at each connection, so that a change counts at once.
 * Fails with `tunnel/key-…`, `tunnel/no-agent`, `tunnel/no-password` and the failures of the secret store.
 */
export function readAuth(
  { user, auth }: SshLogin,
  secrets: SecretStore,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Result<Partial<ConnectConfig>>> {
  switch (auth.by) {
    case 'key':
      return readKey(user, auth.file, secrets);
    case 'agent':
      return Promise.resolve(findAgent(env));
    case 'password':
      return readPassword(secrets);
  }
}

async function readKey(username: string, named: string, secrets: SecretStore): Promise<Result<Partial<ConnectConfig>>> {
  const file = named.replace(/^~(?=[/\\])/, homedir());
  const secret = await secrets.get(sshSecrets.passphrase);
  if (!secret.ok) return secret;
  const passphrase = secret.value?.text;
  let privateKey: Buffer;
  try {
    privateKey = await readFile(file);
  } catch (error) {
    return err(failure('tunnel/key-file', { file, reason: (error as NodeJS.ErrnoException).code ?? '' }));
  }
  const parsed = ssh2.utils.parseKey(privateKey, passphrase);
  if (parsed instanceof Error) return err(keyFault(file, parsed, passphrase !== undefined));
  if (!parsed.isPrivateKey()) return err(failure('tunnel/key-format', { file }));
  // why: as `privateKey` it would be unlocked a second time, which takes half a second
  return ok({ authHandler: [{ type: 'publickey', username, key: parsed }] });
}

/** ssh2 tells these apart in words only (lib/protocol/keyParser.js). */
function keyFault(file: string, { message }: Error, hasPassphrase: boolean) {
  if (/no passphrase given/i.test(message)) return failure('tunnel/key-passphrase-missing', { file });
  const encrypted = hasPassphrase && /passphrase|decrypt|integrity/i.test(message);
  return failure(encrypted ? 'tunnel/key-passphrase-wrong' : 'tunnel/key-format', { file });
}

/** OpenSSH's agent; on Windows it has a fixed name. */
function findAgent(env: NodeJS.ProcessEnv): Result<Partial<ConnectConfig>> {
  const agent = process.platform === 'win32' ? '\\\\.\\pipe\\openssh-ssh-agent' : env.SSH_AUTH_SOCK;
  return agent ? ok({ agent }) : err(failure('tunnel/no-agent'));
}

async function readPassword(secrets: SecretStore): Promise<Result<Partial<ConnectConfig>>> {
  const secret = await secrets.get(sshSecrets.password);
  if (!secret.ok) return secret;
  if (!secret.value) return err(failure('tunnel/no-password'));
  // why: many servers ask for the password in the form of a question
  return ok({ password: secret.value.text, tryKeyboard: true });
}
