import { ok } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import { checkLength, checkName, type Secret, type SecretName, type SecretStore } from './secret-store.ts';

/** Keeps secrets in memory only, for the sandbox and for tests: they end with the program. */
export function createMemoryStore(clock: Clock): SecretStore {
  const secrets = new Map<SecretName, Secret>();
  return {
    kind: 'memory',
    async get(name) {
      checkName(name);
      return ok(secrets.get(name));
    },
    async set(name, text) {
      checkName(name);
      const length = checkLength(text);
      if (!length.ok) return length;
      const secret = { text, changedAt: clock.now() };
      secrets.set(name, secret);
      return ok(secret);
    },
    async delete(name) {
      checkName(name);
      secrets.delete(name);
      return ok(null);
    },
  };
}
