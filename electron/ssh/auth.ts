import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import type { ConnectConfig } from 'ssh2';
import ssh2 from 'ssh2';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { SecretName, SecretStore } from '../secrets/secret-store.ts';

/** Whom to log in as, and by what. */
export interface SshUser {
  user: string;
  auth: { by: 'agent' } | { by: 'key'; file: string } | { by: 'password' };
}

/** What the secrets are called that logging in may need. */
export interface SshSecretNames {
  passphrase: SecretName;
  password: SecretName;
}

/**
 * Gets together what logging in needs, fresh at each connection, so that a change counts at once.
 * Fails with `ssh/key-…`, `ssh/no-agent`, `ssh/no-password` and the failures of the secret store.
 */
export function readAuth(
  { user, auth }: SshUser,
  secrets: SecretStore,
  names: SshSecretNames,
  env: NodeJS.ProcessEnv,
): Promise<Result<Partial<ConnectConfig>>> {
  switch (auth.by) {
    case 'key':
      return readKey(user, auth.file, secrets, names.passphrase);
    case 'agent':
      return Promise.resolve(findAgent(env));
    case 'password':
      return readPassword(secrets, names.password);
  }
}

async function readKey(username: string, named: string, secrets: SecretStore, name: SecretName): Promise<Result<Partial<ConnectConfig>>> {
  const file = named.replace(/^~(?=[/\\])/, homedir());
  let privateKey: Buffer;
  try {
    privateKey = await readFile(file);
  } catch (error) {
    return err(failure('ssh/key-file', { file, reason: (error as NodeJS.ErrnoException).code ?? '' }));
  }
  let passphrase: string | undefined;
  let parsed = ssh2.utils.parseKey(privateKey);
  // A key without a passphrase works where no secret store does.
  if (parsed instanceof Error && isLocked(parsed)) {
    const secret = await secrets.get(name);
    if (!secret.ok) return secret;
    passphrase = secret.value?.text;
    parsed = ssh2.utils.parseKey(privateKey, passphrase);
  }
  if (parsed instanceof Error) return err(keyFault(file, parsed, passphrase !== undefined));
  if (!parsed.isPrivateKey()) return err(failure('ssh/key-format', { file }));
  // why: as `privateKey` it would be unlocked a second time, which takes half a second
  return ok({ authHandler: [{ type: 'publickey', username, key: parsed }] });
}

/** ssh2 tells these apart in words only (lib/protocol/keyParser.js). */
const isLocked = ({ message }: Error) => /no passphrase given/i.test(message);

function keyFault(file: string, fault: Error, hasPassphrase: boolean) {
  if (isLocked(fault)) return failure('ssh/key-passphrase-missing', { file });
  const encrypted = hasPassphrase && /passphrase|decrypt|integrity/i.test(fault.message);
  return failure(encrypted ? 'ssh/key-passphrase-wrong' : 'ssh/key-format', { file });
}

/** OpenSSH's agent; on Windows it has a fixed name. */
function findAgent(env: NodeJS.ProcessEnv): Result<Partial<ConnectConfig>> {
  const agent = process.platform === 'win32' ? '\\\\.\\pipe\\openssh-ssh-agent' : env.SSH_AUTH_SOCK;
  return agent ? ok({ agent }) : err(failure('ssh/no-agent'));
}

async function readPassword(secrets: SecretStore, name: SecretName): Promise<Result<Partial<ConnectConfig>>> {
  const secret = await secrets.get(name);
  if (!secret.ok) return secret;
  if (!secret.value) return err(failure('ssh/no-password'));
  // why: many servers ask for the password in the form of a question
  return ok({ password: secret.value.text, tryKeyboard: true });
}
