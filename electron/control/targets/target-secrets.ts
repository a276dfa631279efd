import { ok, type Result } from '../../../shared/result.ts';
import { secretsUsedBy, type Target, TargetSecretName } from '../../../shared/target.ts';
import type { Secrets } from '../../secrets/lazy-secrets.ts';
import type { SecretName, SecretStore } from '../../secrets/secret-store.ts';
import type { TargetRecord } from '../../store/tables/targets.ts';

/** The secrets of one target, as text. */
export type TargetSecrets = Partial<Record<TargetSecretName, string>>;

type Names = readonly TargetSecretName[];

const placeOf = (id: string, name: TargetSecretName) => `target/${id}/${name}`;

/** Reads those of a target's secrets that are set. One that somebody took out of the store by hand is missing. */
async function readSecrets(store: SecretStore, id: string, names: Names): Promise<Result<TargetSecrets>> {
  const secrets: TargetSecrets = {};
  for (const name of names) {
    const read = await store.get(placeOf(id, name));
    if (!read.ok) return read;
    if (read.value) secrets[name] = read.value.text;
  }
  return ok(secrets);
}

/** Writes secrets and tells since when they are set. */
async function writeSecrets(store: SecretStore, id: string, secrets: TargetSecrets): Promise<Result<TargetRecord['secrets']>> {
  const since: TargetRecord['secrets'] = {};
  for (const [name, text] of entriesOf(secrets)) {
    const written = await store.set(placeOf(id, name), text);
    if (!written.ok) return written;
    since[name] = written.value.changedAt;
  }
  return ok(since);
}

async function deleteSecrets(store: SecretStore, id: string, names: Names): Promise<Result<null>> {
  for (const name of names) {
    const removed = await store.delete(placeOf(id, name));
    if (!removed.ok) return removed;
  }
  return ok(null);
}

/** Those for which the target has a use. */
export const onlyUsed = (target: Target, secrets: { [Name in TargetSecretName]?: string | undefined }): TargetSecrets =>
  Object.fromEntries(secretsUsedBy(target).flatMap((name) => (secrets[name] === undefined ? [] : [[name, secrets[name]]])));

/** Those of these names, and the others. */
function parted(secrets: TargetSecrets, names: Names): { those: TargetSecrets; others: TargetSecrets } {
  const pick = (isThose: boolean) => Object.fromEntries(entriesOf(secrets).filter(([name]) => names.includes(name) === isThose));
  return { those: pick(true), others: pick(false) };
}

const entriesOf = (secrets: TargetSecrets) => Object.entries(secrets) as [TargetSecretName, string][];

/** The names of what is set. */
export const namesOf = (secrets: object): TargetSecretName[] => TargetSecretName.options.filter((name) => name in secrets);

export interface SecretsChange {
  target: Target;
  typed: TargetSecrets;
  /** Which are set up to now. */
  saved: TargetRecord['secrets'];
  forget: readonly TargetSecretName[];
}

/**
 * Writes what was typed and forgets what is not wanted or has no use any more. Gives back which are set then. Where nothing
 * changes, the secret store isn't opened.
 */
export async function keepSecrets(
  secrets: Secrets,
  { target, typed, saved, forget }: SecretsChange,
): Promise<Result<TargetRecord['secrets']>> {
  const used = secretsUsedBy(target);
  const gone = namesOf(saved).filter((name) => typed[name] === undefined && (!used.includes(name) || forget.includes(name)));
  const stay = Object.fromEntries(Object.entries(saved).filter(([name]) => !gone.some((one) => one === name)));
  if (gone.length === 0 && namesOf(typed).length === 0) return ok(stay);
  const store = await secrets();
  if (!store.ok) return store;
  const deleted = await deleteSecrets(store.value, target.id, gone);
  if (!deleted.ok) return deleted;
  const written = await writeSecrets(store.value, target.id, typed);
  return written.ok ? ok({ ...stay, ...written.value }) : written;
}

/**
 * The same around the writing of the row: a password for another address comes after it, and the one for the address of
 * before goes before it. Wherever this is cut off, none is left with an address that it is not for.
 * @param put writes the row with these secrets
 */
export async function keepAround(
  secrets: Secrets,
  { moved, ...change }: SecretsChange & { moved: Names },
  put: (secrets: TargetRecord['secrets']) => Promise<void>,
): Promise<Result<TargetRecord['secrets']>> {
  const { those, others } = parted(change.typed, moved);
  const before = await keepSecrets(secrets, { ...change, typed: others, forget: [...change.forget, ...moved] });
  if (!before.ok) return before;
  await put(before.value);
  const after = await keepSecrets(secrets, { target: change.target, typed: those, saved: before.value, forget: [] });
  if (after.ok && moved.length > 0) await put(after.value);
  return after;
}

/** What is saved of a target. */
export async function savedSecrets(secrets: Secrets, { target, secrets: saved }: TargetRecord): Promise<Result<TargetSecrets>> {
  const names = namesOf(saved);
  if (names.length === 0) return ok({});
  const store = await secrets();
  return store.ok ? readSecrets(store.value, target.id, names) : store;
}

/** What the secrets of a target are kept under. */
export const placesOf = ({ target: { id }, secrets }: TargetRecord): SecretName[] => namesOf(secrets).map((name) => placeOf(id, name));

/** Which of the secrets are kept in these places. */
export const keptIn = (places: readonly SecretName[], { target: { id }, secrets }: TargetRecord): TargetRecord['secrets'] =>
  Object.fromEntries(namesOf(secrets).flatMap((name) => (places.includes(placeOf(id, name)) ? [[name, secrets[name]]] : [])));

/** Where each password goes. What only opens a file here goes nowhere. */
const destinations: Partial<Record<TargetSecretName, (target: Target) => unknown>> = {
  sshPassword: ({ ssh }) => ssh && [ssh.host.toLowerCase(), ssh.port, ssh.jump],
  ipmiPassword: ({ ipmi }) => ipmi && [ipmi.host.toLowerCase(), ipmi.port],
  vncPassword: ({ vnc }) => vnc && [vnc.host.toLowerCase(), vnc.port],
};

/** Which saved secrets would go elsewhere than to where they were entered for. */
export const movedSecrets = (saved: TargetRecord, wanted: Target): TargetSecretName[] =>
  secretsUsedBy(wanted).filter((name) => {
    const destination = destinations[name];
    if (!destination || saved.secrets[name] === undefined) return false;
    return JSON.stringify(destination(saved.target)) !== JSON.stringify(destination(wanted));
  });

/** Which of them was not typed again, as it has to be. */
export const secretForElsewhere = (saved: TargetRecord, wanted: Target, typed: TargetSecrets): TargetSecretName | undefined =>
  movedSecrets(saved, wanted).find((name) => typed[name] === undefined);
