import { failure } from '../../shared/failures.ts';
import { err, type Result } from '../../shared/result.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock } from '../clock.ts';
import type { PlatformClients } from '../platforms/clients.ts';
import type { Dial } from '../platforms/proxy-dial.ts';
import { createDispatcher } from '../platforms/way-out.ts';
import type { Secrets } from '../secrets/lazy-secrets.ts';
import type { Tunnel } from '../tunnel/tunnel.ts';
import { readCertificate } from './certificate.ts';
import type { DoctorContext } from './check.ts';
import { knock } from './knock.ts';
import type { OwnRequests } from './own-requests.ts';
import { verifyOwnUrl } from './own-verification.ts';

/** What the doctor looks into. */
export interface DoctorRooms {
  accounts: Accounts;
  secrets: Secrets;
  platforms: PlatformClients;
  tunnel: Tunnel;
  ownRequests: OwnRequests;
  dial: Dial;
  clock: Clock;
  lastMessageAt(account: string): number | undefined;
}

/** So long the platform may take for all its tries together: nobody looks at one line for half a minute. */
const platformMs = 12_000;

/** Puts together what the checks of one run look at; undefined where there is no such account. */
export function doctorContext(id: string, rooms: DoctorRooms): DoctorContext | undefined {
  const { accounts, clock, platforms, tunnel } = rooms;
  const account = accounts.all().find((one) => one.id === id);
  if (!account) return undefined;
  const { apiBase, wayOut } = account;
  const { host } = new URL(apiBase);
  const credentials = () => accounts.callback(id)?.candidates[0]?.credentials;
  const client = once(() => platforms.client(id));
  return {
    account,
    now: clock.now,
    secrets: rooms.secrets,
    knock: once(async () => {
      const dispatcher = createDispatcher({ wayOut, dial: rooms.dial, proxyPassword: accounts.secret(id, 'proxyPassword') });
      return dispatcher.ok ? knock(apiBase, dispatcher.value, clock) : dispatcher;
    }),
    client,
    checkCredentials: once(async () => {
      const opened = await client();
      return opened.ok ? inTime(opened.value.checkCredentials(), platformMs, host) : opened;
    }),
    checkApp: once(async () => {
      const opened = await client();
      return opened.ok ? inTime(opened.value.checkApp(), platformMs, host) : opened;
    }),
    tunnel: tunnel.state,
    probe: once(tunnel.probe),
    credentials,
    verification: once(async () => {
      const keys = credentials();
      const { publicUrl } = tunnel.state();
      if (!keys || publicUrl === undefined) return err(failure('doctor/no-credentials'));
      return verifyOwnUrl({ publicUrl, path: `/callback/${id}`, credentials: keys, own: rooms.ownRequests, clock });
    }),
    certificate: (host, port) => readCertificate(host, port),
    lastMessageAt: () => rooms.lastMessageAt(id),
  };
}

/** Fetched once a run, however many checks ask. */
function once<T>(fetch: () => Promise<T>): () => Promise<T> {
  let fetched: Promise<T> | undefined;
  return () => {
    fetched ??= fetch();
    return fetched;
  };
}

/** What takes longer goes on by itself; the doctor does not wait for it. */
async function inTime<T>(work: Promise<Result<T>>, ms: number, host: string): Promise<Result<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Result<T>>((resolve) => {
    timer = setTimeout(() => resolve(err(failure('platform/timeout', { host, reason: `${ms} ms` }))), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
