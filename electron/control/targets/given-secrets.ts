import { ok } from '../../../shared/result.ts';
import type { Target, TargetSecretsDraft } from '../../../shared/target.ts';
import { type Secrets, secretsOnDemand } from '../../secrets/lazy-secrets.ts';

/** The secret store, but of the targets of the config file with the secrets that stand there, and with no others. */
export function withGivenSecrets(secrets: Secrets, given: readonly { target: Target; secrets: TargetSecretsDraft }[]): Secrets {
  if (given.length === 0) return secrets;
  const ids = new Set(given.map(({ target }) => target.id));
  const texts = new Map(
    given.flatMap((one) => Object.entries(one.secrets).map(([name, text]) => [`target/${one.target.id}/${name}`, text])),
  );
  const store = secretsOnDemand(secrets);
  return async () =>
    ok({
      ...store,
      async get(name) {
        const [room, id] = name.split('/');
        if (room !== 'target' || !ids.has(id ?? '')) return store.get(name);
        const text = texts.get(name);
        return ok(text === undefined ? undefined : { text, changedAt: 0 });
      },
    });
}
