import { ok, type Result } from '../../shared/result.ts';
import type { TargetId, TargetSecretName } from '../../shared/target.ts';
import type { SecretStore } from '../secrets/secret-store.ts';

/** Reads a secret anew at each use, so that a change counts at once; nothing where none is kept. */
export type ReadSecret = () => Promise<Result<string | undefined>>;

/** Fails as the secret store does (`secrets/…`). */
export function targetSecret(secrets: SecretStore, id: TargetId, name: TargetSecretName): ReadSecret {
  return async () => {
    const secret = await secrets.get(`target/${id}/${name}`);
    return secret.ok ? ok(secret.value?.text) : secret;
  };
}
