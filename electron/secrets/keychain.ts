import { createHash } from 'node:crypto';
import { z } from 'zod';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import { createTurns } from '../turns.ts';
import { createKeychainCalls, type KeychainCalls, type Keytar, keychainFailure } from './keychain-calls.ts';
import { checkLength, checkName, type Secret, type SecretName, type SecretStore } from './secret-store.ts';

export interface KeychainOptions {
  /** Keeps the entries of one data folder apart from those of another: `instanceId`. */
  instance: string;
  clock: Clock;
  /** How long one call of the keychain may take; long enough to type a password into its window. */
  timeoutMs?: number;
  /** Replaces keytar in tests. */
  load?: () => Promise<Keytar>;
}

export const keychainService = 'Weiguan';
const defaultTimeoutMs = 20_000;

/** Windows takes 2560 bytes for an entry; what is longer is kept in parts, on every system alike. */
const longestEntry = 2500;

const Whole = z.object({ text: z.string(), changedAt: z.number() });
/** Stands in for a secret that is kept in parts; the digest is that of all parts together. */
const Head = z.object({ parts: z.number().int().min(1).max(128), slot: z.enum(['a', 'b']), digest: z.string() });
type Head = z.infer<typeof Head>;
const Entry = z.union([Whole, Head]);
type Slot = Head['slot'];

/**
 * Keeps secrets in the keychain of the system: Keychain, Credential Manager, Secret Service.
 * Opening it proves that it answers. Fails with `secrets/no-keychain` or `secrets/locked`.
 */
export async function openKeychain(options: KeychainOptions): Promise<Result<SecretStore>> {
  const { instance, clock, timeoutMs = defaultTimeoutMs, load = loadKeytar } = options;
  let keytar: Keytar;
  try {
    keytar = await load();
  } catch (error) {
    return err(keychainFailure(error));
  }
  const calls = createKeychainCalls(keytar, keychainService, timeoutMs);
  const opened = await proveOpen(calls, instance);
  return opened.ok ? ok(createStore(calls, instance, clock)) : opened;
}

/** Loaded only when it is needed: where the system lacks libsecret, loading fails. */
const loadKeytar = async (): Promise<Keytar> => (await import('keytar')).default;

function createStore(calls: KeychainCalls, instance: string, clock: Clock): SecretStore {
  const inTurn = createTurns();
  const accountOf = (name: SecretName) => `${instance}/${name}`;
  return {
    kind: 'keychain',
    get(name) {
      checkName(name);
      return inTurn(async () => {
        const found = await readSecret(calls, accountOf(name), name);
        return found.ok && !found.value ? unlessLocked(calls, instance, undefined) : found;
      });
    },
    async set(name, text) {
      checkName(name);
      const length = checkLength(text);
      if (!length.ok) return length;
      return inTurn(async () => {
        const secret = { text, changedAt: clock.now() };
        const written = await writeSecret(calls, accountOf(name), secret);
        return written.ok ? ok(secret) : written;
      });
    },
    delete(name) {
      checkName(name);
      return inTurn(async () => {
        const account = accountOf(name);
        const removed = await calls.remove(account);
        if (!removed.ok) return removed;
        const tidied = await removeParts(calls, account, { a: 0, b: 0 });
        if (!tidied.ok || removed.value) return tidied;
        return unlessLocked(calls, instance, null);
      });
    },
  };
}

/**
 * A locked Secret Service without a display says "there is no such entry" instead of "locked". So nothing is taken for
 * missing unless an entry that must be there is seen.
 */
async function unlessLocked<T>(calls: KeychainCalls, instance: string, value: T): Promise<Result<T>> {
  const open = await proveOpen(calls, instance);
  return open.ok ? ok(value) : open;
}

/** Sees the entry that marks this data folder, or makes it; neither can be done in a locked keychain. */
async function proveOpen(calls: KeychainCalls, instance: string): Promise<Result<null>> {
  const seen = await calls.read(instance);
  if (!seen.ok) return seen;
  if (seen.value !== undefined) return ok(null);
  const written = await calls.write(instance, 'This entry tells Weiguan that the keychain is open.');
  if (!written.ok) return written;
  const again = await calls.read(instance);
  if (!again.ok) return again;
  return again.value === undefined ? err(failure('secrets/locked')) : ok(null);
}

async function readSecret(calls: KeychainCalls, account: string, name: SecretName): Promise<Result<Secret | undefined>> {
  const read = await calls.read(account);
  if (!read.ok) return read;
  if (read.value === undefined) return ok(undefined);
  const entry = parse(Entry, read.value);
  const secret = entry && 'parts' in entry ? await readParts(calls, account, entry) : ok(entry);
  if (!secret.ok) return secret;
  return secret.value ? ok(secret.value) : err(failure('secrets/entry', { name }));
}

/** Undefined where a part is missing or they do not fit together. */
async function readParts(calls: KeychainCalls, account: string, { parts, slot, digest }: Head): Promise<Result<Secret | undefined>> {
  let text = '';
  for (let number = 0; number < parts; number++) {
    const part = await calls.read(partOf(account, slot, number));
    if (!part.ok) return part;
    text += part.value ?? '';
  }
  return ok(digestOf(text) === digest ? parse(Whole, Buffer.from(text, 'base64').toString('utf8')) : undefined);
}

async function writeSecret(calls: KeychainCalls, account: string, secret: Secret): Promise<Result<null>> {
  const json = JSON.stringify(secret);
  if (Buffer.byteLength(json) > longestEntry) return writeParts(calls, account, json);
  const written = await calls.write(account, json);
  return written.ok ? removeParts(calls, account, { a: 0, b: 0 }) : written;
}

/** Writes the parts beside those in use, and only then the head that points to them: the old secret is whole until then. */
async function writeParts(calls: KeychainCalls, account: string, json: string): Promise<Result<null>> {
  const before = await calls.read(account);
  if (!before.ok) return before;
  const used = parse(Head, before.value ?? '')?.slot;
  const slot = used === 'a' ? 'b' : 'a';
  const text = Buffer.from(json).toString('base64');
  const parts = split(text, longestEntry);
  for (const [number, part] of parts.entries()) {
    const written = await calls.write(partOf(account, slot, number), part);
    if (!written.ok) return written;
  }
  const head = await calls.write(account, JSON.stringify({ parts: parts.length, slot, digest: digestOf(text) } satisfies Head));
  return head.ok ? removeParts(calls, account, { a: 0, b: 0, [slot]: parts.length }) : head;
}

/** Removes the parts in each slot from this number on; they are numbered without a gap. */
async function removeParts(calls: KeychainCalls, account: string, from: Record<Slot, number>): Promise<Result<null>> {
  for (const slot of ['a', 'b'] as const) {
    for (let number = from[slot]; ; number++) {
      const removed = await calls.remove(partOf(account, slot, number));
      if (!removed.ok) return removed;
      if (!removed.value) break;
    }
  }
  return ok(null);
}

/** `#` is in no name, so a part is never taken for a secret. */
const partOf = (account: string, slot: Slot, number: number) => `${account}#${slot}${number}`;

const digestOf = (text: string) => createHash('sha256').update(text).digest('base64');

function split(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, number) => text.slice(number * size, (number + 1) * size));
}

function parse<T>(schema: z.ZodType<T>, json: string): T | undefined {
  try {
    return schema.parse(JSON.parse(json));
  } catch {
    return undefined;
  }
}
