import { createHash } from 'node:crypto';
import type { ServerHostKeyAlgorithm } from 'ssh2';

/** Remembers which key a server showed first. `server` is `host:port`; a key is `ssh-ed25519 SHA256:…`, as ssh-keygen prints it. */
export interface HostKeys {
  get(server: string): Promise<string | undefined>;
  set(server: string, key: string): Promise<void>;
}

/** What its key is remembered by. */
export const sshServer = ({ host, port }: { host: string; port: number }): string => `${host}:${port}`;

/** @param blob the public key as it goes over the wire (RFC 4253, 6.6): its type's name with a length before it, then the rest */
export function describeHostKey(blob: Buffer): string {
  const type = blob.toString('latin1', 4, 4 + blob.readUInt32BE(0));
  return `${type} SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/** A tunnel's key is trusted anew at the tunnel, a server's is forgotten in its settings. */
export type HostKeyChanged = 'ssh/host-key-changed' | 'ssh/server-key-changed';

/**
 * The key that was pinned, or now is: a server met for the first time is trusted.
 * @returns the pinned key, where another one is shown
 */
export async function checkHostKey(hostKeys: HostKeys, server: string, shown: string): Promise<string | undefined> {
  const pinned = await hostKeys.get(server);
  if (pinned === undefined) await hostKeys.set(server, shown);
  return pinned === shown ? undefined : pinned;
}

const algorithms: Record<string, ServerHostKeyAlgorithm[]> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'],
};

/** A server has a key of each type; only that of the pinned one's type can be compared with it. */
export function algorithmsFor(pinned: string | undefined): ServerHostKeyAlgorithm[] | undefined {
  return algorithms[pinned?.split(' ')[0] ?? ''];
}
