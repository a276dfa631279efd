import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** What a secret belongs to and what it is: `account/corp/api-secret`. Letters, digits, `-`, `_`, `.` and `/`. */
export type SecretName = string;

export interface Secret {
  text: string;
  /** Unix time in ms. */
  changedAt: number;
}

/**
 * Where secrets are kept. Each failure says what the operator can do about it (`secrets/…`); none carries a secret.
 * One interface, one file a back end.
 */
export interface SecretStore {
  /** Which back end this is: the console tells it. */
  kind: 'keychain' | 'file' | 'memory';
  get(name: SecretName): Promise<Result<Secret | undefined>>;
  set(name: SecretName, text: string): Promise<Result<Secret>>;
  /** Deleting what is not there is no failure. */
  delete(name: SecretName): Promise<Result<null>>;
}

/** The longest secret in bytes; the longest SSH keys in use are half of it. */
export const longestSecret = 32 * 1024;

/** Every back end takes the same secrets. Fails with `secrets/too-long`. */
export function checkLength(text: string): Result<null> {
  if (Buffer.byteLength(text) <= longestSecret) return ok(null);
  return err(failure('secrets/too-long', { limit: String(longestSecret / 1024) }));
}

/** Throws where a name is not a `SecretName`: names are made by the program, so that is a bug. */
export function checkName(name: SecretName): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9_./-]{0,199}$/.test(name)) throw new Error(`not a name of a secret: ${JSON.stringify(name)}`);
}
