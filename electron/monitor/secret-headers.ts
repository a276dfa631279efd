import { failure } from '../../shared/failures.ts';
import type { Monitor } from '../../shared/monitor/monitor.ts';
import { type MonitorSecretsDraft, secretsOfCheck } from '../../shared/monitor/monitor-secrets.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { Secrets } from '../secrets/lazy-secrets.ts';
import type { LeftSecrets } from '../secrets/left-secrets.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { MonitorRecord } from '../store/tables/monitors.ts';

/** The values of one monitor's secret headers, by their names in small letters. */
export type HeaderSecrets = Record<string, string>;

type Kept = Pick<MonitorRecord, 'monitor' | 'secrets'>;

/** What becomes of a monitor's secrets when it is saved. */
export interface SecretsChange {
  monitor: Monitor;
  typed: HeaderSecrets;
  /** Which are set up to now. */
  saved: MonitorRecord['secrets'];
}

/** The values of secret headers, in the secret store, which isn't opened as long as no monitor has any. */
export interface SecretHeaders {
  /** Writes what was typed and forgets what has no use any more. Gives back which are set then, and since when. */
  keep(change: SecretsChange): Promise<Result<MonitorRecord['secrets']>>;
  /** What is saved of a monitor. One that somebody took out of the store by hand is missing. */
  read(record: Kept): Promise<Result<HeaderSecrets>>;
  /**
   * Takes the secrets of a monitor that is deleted out of the store and gives them back: until that can't be undone any
   * more they are in memory. Those that can't be read stay, until the store can be opened.
   */
  take(record: Kept): Promise<HeaderSecrets | 'left'>;
  /** The other way round. Gives back which are set then, and since when. */
  putBack(record: Kept, taken: HeaderSecrets | 'left'): Promise<Result<MonitorRecord['secrets']>>;
}

const placeOf = (id: string, name: string) => `monitor/${id}/${name}`;
const placesOf = ({ monitor: { id }, secrets }: Kept) => Object.keys(secrets).map((name) => placeOf(id, name));

/** Values that were read stay in memory: a keychain is slow, and checks are many. */
export function createSecretHeaders(secrets: Secrets, left: Pick<LeftSecrets, 'forget' | 'leave' | 'takeBack'>): SecretHeaders {
  const known = new Map<string, HeaderSecrets>();

  async function change({ monitor: { id, check }, typed, saved }: SecretsChange, store: SecretStore) {
    const used = secretsOfCheck(check);
    const since: MonitorRecord['secrets'] = {};
    for (const [name, at] of Object.entries(saved)) {
      if (used.includes(name)) since[name] = at;
      else if (typed[name] === undefined) {
        const removed = await store.delete(placeOf(id, name));
        if (!removed.ok) return removed;
      }
    }
    for (const [name, text] of Object.entries(typed)) {
      const written = await store.set(placeOf(id, name), text);
      if (!written.ok) return written;
      since[name] = written.value.changedAt;
    }
    return ok(since);
  }

  async function read({ monitor: { id }, secrets: saved }: Kept): Promise<Result<HeaderSecrets>> {
    const names = Object.keys(saved);
    const cached: HeaderSecrets = known.get(id) ?? {};
    if (names.every((name) => name in cached)) return ok(cached);
    const store = await secrets();
    if (!store.ok) return store;
    const found: HeaderSecrets = {};
    for (const name of names) {
      const secret = await store.value.get(placeOf(id, name));
      if (!secret.ok) return secret;
      if (secret.value) found[name] = secret.value.text;
    }
    known.set(id, found);
    return ok(found);
  }

  async function keep(wanted: SecretsChange): Promise<Result<MonitorRecord['secrets']>> {
    const used = secretsOfCheck(wanted.monitor.check);
    const isSame = Object.keys(wanted.typed).length === 0 && Object.keys(wanted.saved).every((name) => used.includes(name));
    if (isSame) return ok(wanted.saved);
    known.delete(wanted.monitor.id);
    const store = await secrets();
    return store.ok ? change(wanted, store.value) : store;
  }

  return {
    read,
    keep,
    async take(record) {
      const found = await read(record);
      known.delete(record.monitor.id);
      await (found.ok ? left.forget : left.leave)(placesOf(record));
      return found.ok ? found.value : 'left';
    },
    async putBack(record, taken) {
      if (taken !== 'left') return keep({ monitor: record.monitor, typed: taken, saved: {} });
      const kept = await left.takeBack(placesOf(record));
      return ok(Object.fromEntries(Object.entries(record.secrets).filter(([name]) => kept.includes(placeOf(record.monitor.id, name)))));
    },
  };
}

/** What was typed, by names in small letters; what the check has no use for is left out. */
export function onlyUsed({ check }: Monitor, typed: MonitorSecretsDraft): HeaderSecrets {
  const used = secretsOfCheck(check);
  const small = Object.entries(typed).map(([name, text]) => [name.toLowerCase(), text] as const);
  return Object.fromEntries(small.filter(([name]) => used.includes(name)));
}

/**
 * Why a monitor can't be asked with these secrets: one has no value, or a saved one would go elsewhere than to where it
 * was entered for, and has to be typed again.
 */
export function secretsFault(wanted: Monitor, typed: HeaderSecrets, saved: Kept | undefined): Failure | undefined {
  const untyped = secretsOfCheck(wanted.check).filter((name) => typed[name] === undefined);
  const [missing] = untyped.filter((name) => saved?.secrets[name] === undefined);
  if (missing !== undefined) return failure('monitors/no-secret', { name: missing });
  const [moved] = untyped;
  if (moved === undefined || !saved || originOf(saved.monitor) === originOf(wanted)) return undefined;
  return failure('monitors/retype-secret', { name: moved });
}

const originOf = ({ check }: Monitor) => (check.kind === 'http' ? new URL(check.url).origin : undefined);

/** What a check is to send; fails where a value is missing: nothing is sent without it. */
export async function headersToSend(headers: SecretHeaders, record: Kept, typed: HeaderSecrets = {}): Promise<Result<HeaderSecrets>> {
  const wanted = secretsOfCheck(record.monitor.check);
  const isTyped = wanted.every((name) => typed[name] !== undefined);
  const read = isTyped ? ok({}) : await headers.read(record);
  if (!read.ok) return read;
  const all: HeaderSecrets = { ...read.value, ...typed };
  const missing = wanted.find((name) => all[name] === undefined);
  if (missing !== undefined) return err(failure('monitors/no-secret', { name: missing }));
  return ok(Object.fromEntries(wanted.map((name) => [name, all[name] ?? ''])));
}
