import { request } from 'undici';
import type { Account } from '../../shared/account.ts';
import { failure } from '../../shared/failures.ts';
import { err, ok } from '../../shared/result.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock } from '../clock.ts';
import type { PlatformClients } from '../platforms/clients.ts';
import { createDispatcher, type Dial } from '../platforms/way-out.ts';
import type { Secrets } from '../secrets/lazy-secrets.ts';
import type { Tunnel } from '../tunnel/tunnel.ts';
import { readCertificate } from './certificate.ts';
import type { DoctorContext } from './check.ts';
import { verifyOwnUrl } from './own-verification.ts';

const knockMs = 10_000;

/** Fetched once a run, however many checks ask. */
function once<T>(fetch: () => Promise<T>): () => Promise<T> {
  let fetched: Promise<T> | undefined;
  return () => {
    fetched ??= fetch();
    return fetched;
  };
}

/** What the doctor looks into. */
export interface DoctorRooms {
  accounts: Accounts;
  secrets: Secrets;
  platforms: PlatformClients;
  tunnel: Tunnel;
  dial: Dial;
  clock: Clock;
  lastMessageAt(account: string): number | undefined;
}

/** Puts together what the checks of one run look at; undefined where there is no such account. */
export function doctorContext(id: string, rooms: DoctorRooms): DoctorContext | undefined {
  const { accounts, clock, platforms, tunnel } = rooms;
  const account = accounts.all().find((one) => one.id === id);
  if (!account) return undefined;
  const credentials = () => accounts.callback(id)?.candidates[0]?.credentials;
  const client = once(() => platforms.client(id));
  return {
    account,
    now: clock.now,
    secrets: rooms.secrets,
    knock: once(() => knock(account, rooms)),
    client,
    checkApp: once(async () => {
      const opened = await client();
      return opened.ok ? opened.value.checkApp() : opened;
    }),
    tunnel: tunnel.state,
    credentials,
    verification: once(async () => {
      const keys = credentials();
      const { publicUrl } = tunnel.state();
      if (!keys || publicUrl === undefined) return err(failure('doctor/no-credentials'));
      return verifyOwnUrl(`${publicUrl}/callback/${id}`, keys, clock.now);
    }),
    certificate: readCertificate,
    lastMessageAt: () => rooms.lastMessageAt(id),
  };
}

/** One request without credentials, over the account's own way out. */
async function knock({ id, apiBase, wayOut }: Account, { accounts, dial, clock }: DoctorRooms): ReturnType<DoctorContext['knock']> {
  const dispatcher = createDispatcher({ wayOut, dial, proxyPassword: accounts.secret(id, 'proxyPassword') });
  if (!dispatcher.ok) return dispatcher;
  const startedAt = clock.elapsed();
  try {
    const { headers, body } = await request(apiBase, { dispatcher: dispatcher.value, signal: AbortSignal.timeout(knockMs) });
    await body.dump();
    const date = Date.parse(String(headers.date));
    return ok({ ms: clock.elapsed() - startedAt, ...(Number.isFinite(date) && { date }) });
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    const reason = typeof code === 'string' ? code : name;
    return err(failure('platform/unreachable', { host: new URL(apiBase).host, reason }));
  } finally {
    await dispatcher.value.destroy();
  }
}
