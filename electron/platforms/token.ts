import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { z } from 'zod';
import { errcodeOf } from '../../shared/errcodes.ts';
import type { TokenState } from '../../shared/platform.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { backOffMs, type Timing } from '../timing.ts';
import type { SecretRefusal, Usage } from './usage.ts';

/** What an access_token is fetched with. */
export interface Credentials {
  /** CorpID or AppID. */
  receiverId: string;
  secret: string;
  /** A token of one server is not shown to another. */
  apiBase: string;
}

/** An access_token fresh from the platform. */
export interface FetchedToken {
  text: string;
  expiresInSeconds: number;
}

export interface TokenOptions {
  /** Where it is kept, under this name. */
  secrets: SecretStore;
  name: string;
  /** Asked before each fetch, so that a corrected Secret counts at once. */
  credentials(): Promise<Result<Credentials>>;
  fetch(credentials: Credentials): Promise<Result<FetchedToken>>;
  /** Remembers that the credentials are wrong for longer than this source lives. */
  usage: Pick<Usage, 'refusal' | 'refuse'>;
  timing: Timing;
  log: Logger;
  onChange(): void;
}

/** The access_token of one account: one for the whole gateway, one fetch at a time. */
export interface TokenSource {
  get(): Promise<Result<string>>;
  /** Fetches anew, whatever is known: only so it shows that the platform still takes the credentials from this address. */
  check(): Promise<Result<null>>;
  /** The platform did not accept this token: it is forgotten, unless there is a newer one. */
  refuse(text: string): Promise<void>;
  /** The account's credentials were changed: what was got with the old ones is forgotten, refusals too. */
  reset(): Promise<void>;
  state(): TokenState;
}

/** Tokens are renewed so long before their end (protocol reference, 3.1). */
const aheadMs = 300_000;
/** Many wrong secrets block the IP for an hour (3.1), so a definite no is remembered for this long. */
export const refusalMs = 60_000;
const definite = [40001, 40013, 40125];
const isDefinite = (failure: Failure) => definite.includes(errcodeOf(failure) ?? 0);
const retry = { firstMs: 1000, longestMs: 15_000 };

const Kept = z.object({ text: z.string(), expiresAt: z.number(), renewAt: z.number(), for: z.string() });
type Kept = z.infer<typeof Kept>;

export function createTokenSource(options: TokenOptions): TokenSource {
  const { secrets, name, usage, timing, log, onChange } = options;
  let token: Kept | undefined;
  let read = false;
  let fetching: Promise<Result<string>> | undefined;
  let checking: Promise<Result<null>> | undefined;
  let refusal: SecretRefusal | undefined;
  let failures = 0;
  /** Changes with each reset, so that a fetch that was under way then counts for nothing. */
  let era = 0;
  let written: Promise<unknown> = Promise.resolve();

  /** What is written to the store is written in the order in which it was decided. */
  function inOrder<T>(write: () => Promise<T>): Promise<T> {
    const result = written.then(write, write);
    written = result;
    return result;
  }

  const usable = () => (token && token.expiresAt > timing.now() ? token : undefined);

  /** Of a token that is in its last minutes the renewal may fail: it is good to its end. */
  async function renew(): Promise<Result<string>> {
    if (!read) await readKept();
    const present = usable();
    if (present && present.renewAt > timing.now()) return ok(present.text);
    const fetched = await fetchUnlessRefused();
    return fetched.ok || !present || token !== present ? fetched : ok(present.text);
  }

  async function readKept(): Promise<void> {
    read = true;
    const kept = await secrets.get(name);
    if (!kept.ok) return log.warn({ name, code: kept.error.code }, 'the kept access_token cannot be read');
    const parsed = Kept.safeParse(parseJson(kept.value?.text ?? 'null'));
    const credentials = parsed.success ? await options.credentials() : undefined;
    if (credentials?.ok && parsed.data?.for === printOf(credentials.value)) token = parsed.data;
  }

  /** @param most which of the known refusals count */
  async function fetchUnlessRefused(most: 'all' | 'definite' = 'all'): Promise<Result<string>> {
    const credentials = await options.credentials();
    if (!credentials.ok) return credentials;
    const print = printOf(credentials.value);
    const known = [refusal, usage.refusal()].find(
      (one) => one && print.startsWith(one.for) && one.until > timing.elapsed() && (most === 'all' || isDefinite(one.failure)),
    );
    if (known) {
      refusal = known;
      return err(known.failure);
    }
    const startedIn = era;
    const fetched = await options.fetch(credentials.value);
    if (startedIn !== era) return fetched.ok ? ok(fetched.value.text) : fetched;
    return fetched.ok ? take(fetched.value, print) : remember(fetched.error, print);
  }

  async function take({ text, expiresInSeconds }: FetchedToken, print: string): Promise<Result<string>> {
    const lifeMs = expiresInSeconds * 1000;
    const expiresAt = timing.now() + lifeMs;
    // A token that was handed out before may come with little time left: then it is renewed at half of it.
    token = { text, expiresAt, renewAt: expiresAt - Math.min(aheadMs, lifeMs / 2), for: print };
    forgetRefusal();
    const document = JSON.stringify(token);
    const kept = await inOrder(() => secrets.set(name, document));
    if (!kept.ok) log.warn({ name, code: kept.error.code }, 'the access_token cannot be kept over a restart');
    return ok(text);
  }

  function remember(failure: Failure, print: string): Result<string> {
    const isFinal = isDefinite(failure);
    const ms = isFinal ? refusalMs : backOffMs(failures, retry, timing.random);
    failures += 1;
    refusal = { failure, until: timing.elapsed() + ms, for: print };
    if (isFinal) usage.refuse(refusal);
    return err(failure);
  }

  function forgetRefusal(): void {
    refusal = undefined;
    failures = 0;
    usage.refuse(undefined);
  }

  async function forget(): Promise<void> {
    token = undefined;
    const deleted = await inOrder(() => secrets.delete(name));
    if (!deleted.ok) log.warn({ name, code: deleted.error.code }, 'a refused access_token cannot be deleted');
  }

  function begin(work: () => Promise<Result<string>>): Promise<Result<string>> {
    const mine = work().finally(() => {
      if (fetching === mine) fetching = undefined;
      onChange();
    });
    fetching = mine;
    onChange();
    return mine;
  }

  async function checkNow(): Promise<Result<null>> {
    // What is under way may end with a token that was kept.
    while (fetching) await fetching;
    // Somebody has just mended it: only what WeChat punishes is not asked again.
    const fetched = await begin(() => fetchUnlessRefused('definite'));
    return fetched.ok ? ok(null) : fetched;
  }

  return {
    get() {
      const present = usable();
      if (present && present.renewAt > timing.now()) return Promise.resolve(ok(present.text));
      return fetching ?? begin(renew);
    },
    check() {
      checking ??= checkNow().finally(() => {
        checking = undefined;
      });
      return checking;
    },
    async refuse(text) {
      if (token?.text !== text) return;
      await forget();
      onChange();
    },
    async reset() {
      era += 1;
      fetching = undefined;
      forgetRefusal();
      read = true;
      await forget();
      onChange();
    },
    state() {
      const present = usable();
      if (fetching) return { state: 'fetching', ...(present && { expiresAt: present.expiresAt }) };
      if (present) return { state: 'valid', expiresAt: present.expiresAt };
      return refusal ? { state: 'failed', failure: refusal.failure } : { state: 'none' };
    },
  };
}

/** Tells whether a token or a refusal belongs to these credentials, without holding them. */
function printOf({ receiverId, secret, apiBase }: Credentials): string {
  return createHash('sha256').update(`${receiverId}\0${secret}\0${apiBase}`).digest('hex').slice(0, 32);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
