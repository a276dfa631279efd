import { z } from 'zod';
import { failure } from '../../../shared/failures.ts';
import { type ImportChange, Monitor, type MonitorImport, monitorLimits } from '../../../shared/monitor/monitor.ts';
import { type PlacedProblem, problemsIn } from '../../../shared/monitor/monitor-problem.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { freeId } from '../free-id.ts';
import type { ImportContext } from './read-file.ts';
import { nameOf, type WhyNot, whyUnfit } from './why-not.ts';

const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().catch(null);

/** What is read of a monitor in Uptime Kuma's JSON backup (versions 1.x); everything else is left aside. */
const KumaMonitor = z.object({
  id: z.number(),
  name: z.string().max(1000),
  type: z.string().max(64),
  url: maybe(z.string()),
  method: maybe(z.string()),
  hostname: maybe(z.string()),
  port: maybe(z.coerce.number()),
  interval: maybe(z.coerce.number()),
  timeout: maybe(z.coerce.number()),
  maxretries: maybe(z.coerce.number()),
  retryInterval: maybe(z.coerce.number()),
  keyword: maybe(z.string()),
  invertKeyword: maybe(z.coerce.boolean()),
  jsonPath: maybe(z.string()),
  expectedValue: maybe(z.string()),
  body: maybe(z.string()),
  headers: maybe(z.string()),
  basic_auth_user: maybe(z.string()),
  basic_auth_pass: maybe(z.string()),
  accepted_statuscodes: maybe(z.array(z.string())),
  maxredirects: maybe(z.coerce.number()),
  ignoreTls: maybe(z.coerce.boolean()),
  expiryNotification: maybe(z.coerce.boolean()),
  upsideDown: maybe(z.coerce.boolean()),
  dns_resolve_type: maybe(z.string()),
  dns_resolve_server: maybe(z.string()),
  pushToken: maybe(z.string()),
  active: maybe(z.coerce.boolean()),
  description: maybe(z.string()),
  parent: maybe(z.coerce.number()),
  tags: maybe(z.array(z.object({ name: z.string(), value: maybe(z.string()) }))),
});
type KumaMonitor = z.infer<typeof KumaMonitor>;

const Backup = z.object({ monitorList: z.array(z.unknown()).max(monitorLimits.atOnce) });

/** What Uptime Kuma's backup holds, as monitors of ours under ids that are free; undefined where it is none. */
export function readKuma(json: unknown, { isTaken, newToken }: Pick<ImportContext, 'isTaken' | 'newToken'>): MonitorImport | undefined {
  const backup = Backup.safeParse(json);
  if (!backup.success) return undefined;
  const result: MonitorImport = { found: [], changes: [], problems: [] };
  const ids = new Map<number, string>();
  const names = new Map<number, string>();
  const used = new Set<string>();
  const parents = new Map<string, number>();
  for (const [index, one] of backup.data.monitorList.entries()) {
    const kuma = KumaMonitor.safeParse(one);
    if (!kuma.success) {
      result.problems.push({ name: nameOf(one, index), ...whyUnfit(problemsIn(kuma.error, one).map(inOurWords)) });
      continue;
    }
    names.set(kuma.data.id, nameOf(one, index));
    // Groups have no counterpart: their tags and names stay with their members.
    if (kuma.data.type === 'group') continue;
    const id = freeId(idOf(kuma.data), (other) => isTaken(other) || used.has(other));
    const monitor = read(kuma.data, id, newToken);
    if (!monitor.ok) {
      result.problems.push({ name: nameOf(one, index), ...monitor.error });
      continue;
    }
    result.found.push(monitor.value);
    used.add(id);
    ids.set(kuma.data.id, id);
    if (kuma.data.parent) parents.set(id, kuma.data.parent);
    if (kuma.data.type === 'push') result.changes.push({ id, what: 'token' });
  }
  return withParents(result, parents, ids, names);
}

/** Puts monitors behind those that they stand behind there. `parents` is by our ids, `ids` and `names` are by Kuma's. */
function withParents(
  { found, changes, problems }: MonitorImport,
  parents: ReadonlyMap<string, number>,
  ids: ReadonlyMap<number, string>,
  names: ReadonlyMap<number, string>,
): MonitorImport {
  const lost = [...parents].filter(([, parent]) => !ids.has(parent));
  return {
    found: found.map((monitor) => {
      const parent = ids.get(parents.get(monitor.id) ?? Number.NaN);
      return parent === undefined ? monitor : { ...monitor, parent };
    }),
    changes: [...changes, ...lost.map(([id, parent]): ImportChange => ({ id, what: 'parent', was: names.get(parent) ?? `#${parent}` }))],
    problems,
  };
}

/** Of what every monitor there has, only what we call otherwise. */
const inOurWords = ({ path, problem }: PlacedProblem): PlacedProblem => ({ path: path[0] === 'type' ? ['check', 'kind'] : path, problem });

function read(kuma: KumaMonitor, id: string, newToken: () => string): Result<Monitor, WhyNot> {
  const check = checkOf(kuma, newToken);
  if (!check) return err({ reason: failure('monitors/import-kind', { kind: kuma.type }) });
  const given = monitorOf(kuma, id, check);
  const monitor = Monitor.safeParse(given);
  return monitor.success ? ok(monitor.data) : err(whyUnfit(problemsIn(monitor.error, given)));
}

function monitorOf(kuma: KumaMonitor, id: string, check: unknown): unknown {
  const intervalSeconds = Math.max(monitorLimits.shortestInterval, kuma.interval ?? 60);
  return {
    ...{ id, name: kuma.name.trim().slice(0, 64) || id, check, intervalSeconds },
    timeoutSeconds: Math.min(monitorLimits.longestTimeout, Math.max(1, Math.round(kuma.timeout || Math.min(30, intervalSeconds * 0.8)))),
    retries: Math.min(monitorLimits.retries, kuma.maxretries ?? 0),
    retrySeconds: Math.max(5, kuma.retryInterval ?? intervalSeconds),
    upsideDown: kuma.upsideDown === true,
    paused: kuma.active === false,
    tags: [...new Set((kuma.tags ?? []).map(({ name, value }) => (value ? `${name}:${value}` : name).trim().slice(0, 32)))].slice(0, 16),
    notes: (kuma.description ?? '').slice(0, 2000),
  };
}

function idOf({ id, name }: KumaMonitor): string {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, '-')
    .replace(/^[-_.]+|[-_.]+$/g, '')
    .slice(0, 56);
  return plain === '' ? `kuma-${id}` : plain;
}

function checkOf(kuma: KumaMonitor, newToken: () => string): unknown {
  switch (kuma.type) {
    case 'ping':
      return { kind: 'ping', host: kuma.hostname };
    case 'port':
      return { kind: 'tcp', host: kuma.hostname, port: kuma.port };
    case 'dns':
      return {
        kind: 'dns',
        name: kuma.hostname,
        record: kuma.dns_resolve_type ?? 'A',
        ...(kuma.dns_resolve_server && { server: kuma.dns_resolve_server }),
      };
    case 'push':
      return { kind: 'push', token: /^[A-Za-z0-9_-]{22,64}$/.test(kuma.pushToken ?? '') ? kuma.pushToken : newToken() };
    case 'http':
    case 'keyword':
    case 'json-query':
      return httpOf(kuma);
    default:
      return undefined;
  }
}

function httpOf(kuma: KumaMonitor): unknown {
  return {
    ...{ kind: 'http', url: kuma.url, method: kuma.method ?? 'GET', ...headersOf(kuma) },
    ...(kuma.body && { body: kuma.body }),
    ...(kuma.accepted_statuscodes && kuma.accepted_statuscodes.length > 0 && { statuses: kuma.accepted_statuscodes }),
    ...(kuma.type === 'keyword' && { keyword: { text: kuma.keyword, absent: kuma.invertKeyword === true } }),
    ...(kuma.type === 'json-query' && { json: { path: kuma.jsonPath, ...(kuma.expectedValue && { equals: kuma.expectedValue }) } }),
    redirects: kuma.maxredirects === 0 ? 'refuse' : 'follow',
    certificateDays: kuma.expiryNotification ? 14 : 0,
    anyCertificate: kuma.ignoreTls === true,
  };
}

/** All others may hold a secret: their values are not taken over, so that it is said that they are missing. */
const harmlessNames =
  /^(?:accept(?:-charset|-encoding|-language)?|cache-control|content-(?:encoding|language|type)|dnt|origin|pragma|range|sec-fetch-\w+|upgrade-insecure-requests|user-agent|x-requested-with)$/i;

/** Kuma keeps headers as JSON text, secrets in the open. A user and a password of theirs are a header as well. */
function headersOf(kuma: KumaMonitor): { headers: { name: string; value: string }[]; secretHeaders: string[] } {
  let json: unknown;
  try {
    json = JSON.parse(kuma.headers ?? '{}');
  } catch {
    json = {};
  }
  const read = z.record(z.string(), z.coerce.string()).safeParse(json);
  const all = Object.entries(read.data ?? {})
    .map(([name, value]) => ({ name, value }))
    .filter(({ name }) => !/^host$/i.test(name));
  const secret = all.filter(({ name }) => !harmlessNames.test(name)).map(({ name }) => name);
  const logsIn = Boolean(kuma.basic_auth_user || kuma.basic_auth_pass) && !secret.some((name) => /^authorization$/i.test(name));
  return {
    headers: all.filter(({ name }) => harmlessNames.test(name)),
    secretHeaders: logsIn ? [...secret, 'authorization'] : secret,
  };
}
