import type { LookupFunction } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Agent, buildConnector, type Dispatcher, request } from 'undici';
import { failure } from '../../../shared/failures.ts';
import type { HttpSpec } from '../../../shared/monitor/check-spec.ts';
import type { Failure } from '../../../shared/result.ts';
import type { Clock } from '../../clock.ts';
import type { Names } from '../../control/names.ts';
import { type Check, type CheckMaker, down, type Outcome, up } from '../check.ts';
import { certificateFailure, endsAt } from './certificate.ts';
import { type Hop, redirected } from './http-redirect.ts';
import { jsonAt } from './json-at.ts';
import { inTurnOf, namesBusy } from './name-turn.ts';
import { readBody } from './read-body.ts';
import { connectionFailure } from './tcp-check.ts';

/** So much of a body is read, in bytes: what is asked for stands at its beginning, or is small. */
const mostBodyBytes = 1024 * 1024;
const mostRedirects = 5;

/** Asks an address over HTTP, each time over a new connection: what still answers on an old one may take no new ones. */
export const httpCheck: CheckMaker<'http'> = (spec, { id, timeoutSeconds }, { clock, names, secretHeaders }): Check => ({
  inTurn: (work) => inTurnOf(names, hostOf(spec.url), work),
  run: async (signal) => {
    const secrets = await secretHeaders(id);
    // why: what is asked without them answers something else
    if (!secrets.ok) return { kind: 'unknown', reason: secrets.error };
    const seen: Seen = {};
    const agent = new Agent({
      ...{
        pipelining: 0,
        connections: 1,
        headersTimeout: timeoutSeconds * 1000,
        bodyTimeout: timeoutSeconds * 1000,
        maxHeaderSize: 32 * 1024,
      },
      connect: connector(spec, timeoutSeconds, names.lookup, seen),
    });
    const start = clock.elapsed();
    try {
      const outcome = await ask(spec, secrets.value, { names, timeoutSeconds, dispatcher: agent, signal });
      return { ...withCertificate(outcome, spec, seen, clock), ...(outcome.kind !== 'unknown' && { ms: clock.elapsed() - start }) };
    } catch (error) {
      signal.throwIfAborted();
      return down(failureOf(error as NodeJS.ErrnoException, spec.url, seen), { ...seen });
    } finally {
      void agent.destroy();
    }
  },
});

interface Seen {
  /** When the server's certificate ends (Unix ms). */
  certificateEndsAt?: number;
}

/**
 * Looks at the certificate before anything is sent. Node would refuse a bad one without showing it; so it is refused here,
 * for the same reasons.
 */
function connector({ anyCertificate }: HttpSpec, timeoutSeconds: number, lookup: LookupFunction, seen: Seen): buildConnector.connector {
  const connect = buildConnector({ rejectUnauthorized: false, timeout: timeoutSeconds * 1000, lookup });
  return (options, callback) =>
    connect(options, (error, socket) => {
      if (error) return callback(error, null);
      if (socket instanceof TLSSocket) {
        const end = endsAt(socket.getPeerCertificate());
        if (end !== undefined) seen.certificateEndsAt = end;
        if (!socket.authorized && !anyCertificate) {
          const code = String(socket.authorizationError ?? '');
          socket.destroy();
          return callback(Object.assign(new Error(code), { code }), null);
        }
      }
      return callback(null, socket as NonNullable<typeof socket>);
    });
}

/** What one check asks with. */
interface Asking {
  names: Names;
  timeoutSeconds: number;
  dispatcher: Dispatcher;
  signal: AbortSignal;
}

async function ask(spec: HttpSpec, secrets: Record<string, string>, { names, timeoutSeconds, ...asking }: Asking): Promise<Outcome> {
  const plain = Object.fromEntries(spec.headers.map(({ name, value }) => [name.toLowerCase(), value]));
  let hop: Hop = {
    ...{ url: spec.url, method: spec.method, headers: { ...plain, ...secrets } },
    ...(spec.body !== undefined && { body: spec.body }),
  };
  for (let hops = 0; hops <= mostRedirects; hops++) {
    const { url, headers, ...asked } = hop;
    if (!(await names.turnOf(hostOf(url), timeoutSeconds * 500))) return namesBusy(hostOf(url));
    const response = await request(url, {
      ...(asked as { method: Dispatcher.HttpMethod; body?: string }),
      ...{ ...asking, headers: { 'user-agent': 'Weiguan', ...headers } },
    });
    const { location } = response.headers;
    const isRedirect = response.statusCode >= 300 && response.statusCode < 400 && typeof location === 'string';
    if (!isRedirect || isMeant(spec, response.statusCode)) return judge(spec, response);
    void response.body.dump().catch(() => undefined);
    if (spec.redirects === 'refuse') return down(failure('monitor/redirected', { to: location.slice(0, 200) }));
    const next = redirected(hop, response.statusCode, location);
    if (!next) return down(failure('monitor/redirected', { to: location.slice(0, 200) }));
    hop = next;
  }
  return down(failure('monitor/redirects', { most: String(mostRedirects) }));
}

/** Without the brackets that an IPv6 address has in a URL. */
const hostOf = (url: string) => new URL(url).hostname.replace(/^\[|\]$/g, '');

const isMeant = ({ statuses }: HttpSpec, status: number) =>
  statuses.some((range) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return status >= from && status <= to;
  });

async function judge(spec: HttpSpec, response: Dispatcher.ResponseData): Promise<Outcome> {
  const { statusCode, body } = response;
  const found = String(statusCode);
  if (!isMeant(spec, statusCode)) {
    void body.dump().catch(() => undefined);
    return down(failure('monitor/status', { status: found, expected: spec.statuses.join(', ') }), { found });
  }
  const text = spec.method === 'HEAD' ? '' : await readBody(response, mostBodyBytes, spec.keyword !== undefined || spec.json !== undefined);
  const problem = bodyProblem(spec, text);
  return problem ? down(problem, { found }) : up({ found });
}

function bodyProblem({ keyword, json }: HttpSpec, text: string): Failure | undefined {
  if (keyword && text.includes(keyword.text) === keyword.absent)
    return failure(keyword.absent ? 'monitor/keyword-there' : 'monitor/keyword-missing', { keyword: keyword.text });
  if (!json) return undefined;
  const found = jsonAt(text, json.path);
  if (!found.ok) return failure('monitor/no-json');
  const value = found.value === undefined ? undefined : typeof found.value === 'string' ? found.value : JSON.stringify(found.value);
  const fits = json.equals === undefined ? value !== undefined : value === json.equals;
  if (fits) return undefined;
  return failure('monitor/json', { path: json.path, found: (value ?? '—').slice(0, 100), expected: json.equals ?? '*' });
}

function withCertificate(
  outcome: Outcome,
  { certificateDays, anyCertificate }: HttpSpec,
  { certificateEndsAt }: Seen,
  clock: Clock,
): Outcome {
  if (certificateEndsAt === undefined || outcome.kind === 'unknown') return outcome;
  const known = { ...outcome, certificateEndsAt };
  if (outcome.kind === 'down') return known;
  if (anyCertificate && certificateDays === 0) return known;
  const days = Math.floor((certificateEndsAt - clock.now()) / 86_400_000);
  const date = new Date(certificateEndsAt).toISOString().slice(0, 10);
  if (certificateEndsAt <= clock.now()) return { ...known, kind: 'down', reason: failure('monitor/certificate-ended', { date }) };
  if (days >= certificateDays) return known;
  return { ...known, kind: 'down', reason: failure('monitor/certificate-ends', { days: String(days), date }) };
}

function failureOf(error: NodeJS.ErrnoException, address: string, { certificateEndsAt }: Seen): Failure {
  const { hostname, host } = new URL(address);
  return certificateFailure(error.code, certificateEndsAt) ?? connectionFailure(error, hostname, host);
}
