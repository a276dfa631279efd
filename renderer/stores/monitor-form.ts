import { type CheckKind, type CheckSpec, needsTarget, type recordTypes } from '../../shared/monitor/check-spec.ts';
import { type MaintenanceWindow, Monitor, type MonitorView, type Severity } from '../../shared/monitor/monitor.ts';
import { type MonitorProblem, problemOf } from '../../shared/monitor/monitor-problem.ts';
import { MonitorSecretsDraft } from '../../shared/monitor/monitor-secrets.ts';
import { freeId } from './account-form.ts';

/** A monitor as its form has it: all fields of all kinds, so that another kind can be looked at and left again. */
export interface MonitorForm {
  /** Null as long as it follows from the name. */
  id: string | null;
  name: string;
  kind: CheckKind;
  host: string;
  port: number | null;
  url: string;
  method: string;
  /** A line each, `Name: value`. */
  headers: string;
  /** Their names; what was typed of their values stands in `secretValues`, by name. */
  secretHeaders: string[];
  secretValues: Record<string, string>;
  body: string;
  statuses: string[];
  keyword: string;
  keywordAbsent: boolean;
  jsonPath: string;
  jsonEquals: string;
  redirects: 'follow' | 'refuse';
  certificateDays: number | null;
  anyCertificate: boolean;
  command: string;
  exitCode: number | null;
  pattern: string;
  numberIs: 'any' | 'below' | 'above' | 'equal';
  numberValue: number | null;
  metric: string;
  over: number | null;
  mount: string;
  forSeconds: number | null;
  dnsName: string;
  record: (typeof recordTypes)[number];
  server: string;
  expects: string;
  token: string;
  graceSeconds: number | null;
  intervalSeconds: number | null;
  timeoutSeconds: number | null;
  retries: number | null;
  retrySeconds: number | null;
  upsideDown: boolean;
  severity: Severity;
  tags: string[];
  target: string | null;
  parent: string | null;
  maintenance: MaintenanceWindow[];
  paused: boolean;
  notes: string;
}

export type MonitorField = keyof MonitorForm;

export type MonitorProblems = { [Field in MonitorField]?: MonitorProblem };

const blank: MonitorForm = {
  ...{ id: null, name: '', kind: 'http', host: '', port: null, url: '', method: 'GET', headers: '', body: '', statuses: ['200-299'] },
  ...{ secretHeaders: [], secretValues: {} },
  ...{ keyword: '', keywordAbsent: false, jsonPath: '', jsonEquals: '', redirects: 'follow', certificateDays: 14, anyCertificate: false },
  ...{ command: '', exitCode: 0, pattern: '', numberIs: 'any', numberValue: null, metric: 'disk', over: 90, mount: '', forSeconds: 300 },
  ...{ dnsName: '', record: 'A', server: '', expects: '', token: '', graceSeconds: 60 },
  ...{ intervalSeconds: 60, timeoutSeconds: 10, retries: 1, retrySeconds: 20, upsideDown: false, severity: 'critical', tags: [] },
  ...{ target: null, parent: null, maintenance: [], paused: false, notes: '' },
};

/** The form of a monitor that is yet to be added. */
export const newMonitorForm = (kind: CheckKind = 'http'): MonitorForm => ({
  ...blank,
  kind,
  ...(kind === 'push' && { intervalSeconds: 3600 }),
});

/** What of the form a check says; by kind. */
function fieldsOfCheck(check: CheckSpec): Partial<MonitorForm> {
  switch (check.kind) {
    case 'http': {
      const { headers, keyword, json, body = '', ...rest } = check;
      return {
        ...rest,
        body,
        headers: headers.map(({ name, value }) => `${name}: ${value}`).join('\n'),
        ...(keyword && { keyword: keyword.text, keywordAbsent: keyword.absent }),
        ...(json && { jsonPath: json.path, jsonEquals: json.equals ?? '' }),
      };
    }
    case 'ssh': {
      const { exitCode = null, pattern = '', number, ...rest } = check;
      return { ...rest, exitCode, pattern, ...(number && { numberIs: number.is, numberValue: number.value }) };
    }
    case 'metrics':
      return { ...check, mount: check.mount ?? '' };
    case 'dns': {
      const { name, server = '', expects = '', ...rest } = check;
      return { ...rest, dnsName: name, server, expects };
    }
    default:
      return check;
  }
}

/** The form of a monitor as it is saved. */
export function formOfMonitor(view: Monitor | MonitorView): MonitorForm {
  const { id, name, intervalSeconds, timeoutSeconds, retries, retrySeconds, upsideDown, severity, tags, maintenance, paused, notes } = view;
  return {
    ...blank,
    ...fieldsOfCheck(view.check),
    ...{ id, name, intervalSeconds, timeoutSeconds, retries, retrySeconds, upsideDown, severity, tags, maintenance, paused, notes },
    ...{ target: view.target ?? null, parent: view.parent ?? null },
  };
}

export const sameMonitorForm = (one: MonitorForm, other: MonitorForm): boolean => JSON.stringify(one) === JSON.stringify(other);

/** An id such as nobody has yet: of the letters and digits of the name, or of the kind. */
export function idOfName(name: string, kind: CheckKind, taken: string[]): string {
  const stem = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return freeId(stem || `${kind}-1`, taken);
}

const readHeaders = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      return colon < 0 ? { name: '', value: line } : { name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() };
    });

const given = <Value>(name: string, value: Value | '' | null) => (value === '' || value === null ? {} : { [name]: value });

/** The check as the contract has it, unread: by kind. */
const checks: Record<CheckKind, (form: MonitorForm) => Record<string, unknown>> = {
  ping: ({ host }) => ({ host }),
  tcp: ({ host, port }) => ({ host, port }),
  http: (form) => ({
    ...{ url: form.url.trim(), method: form.method, headers: readHeaders(form.headers), statuses: form.statuses },
    secretHeaders: form.secretHeaders,
    ...{ redirects: form.redirects, certificateDays: form.certificateDays ?? 0, anyCertificate: form.anyCertificate },
    ...given('body', form.method === 'GET' || form.method === 'HEAD' ? '' : form.body),
    ...(form.keyword !== '' && { keyword: { text: form.keyword, absent: form.keywordAbsent } }),
    ...(form.jsonPath !== '' && { json: { path: form.jsonPath, ...given('equals', form.jsonEquals) } }),
  }),
  ssh: (form) => ({
    command: form.command,
    ...given('exitCode', form.exitCode),
    ...given('pattern', form.pattern),
    ...(form.numberIs !== 'any' && { number: { is: form.numberIs, value: form.numberValue } }),
  }),
  metrics: ({ metric, over, mount, forSeconds }) => ({
    ...{ metric, over, forSeconds: forSeconds ?? 0 },
    ...given('mount', metric === 'disk' ? mount.trim() : ''),
  }),
  dns: ({ dnsName, record, server, expects }) => ({
    ...{ name: dnsName, record },
    ...given('server', server.trim()),
    ...given('expects', expects),
  }),
  push: ({ token, graceSeconds }) => ({ token, graceSeconds: graceSeconds ?? 0 }),
};

/** Where the form has what the contract calls otherwise. */
const otherNames: ReadonlyMap<string, MonitorField> = new Map([
  ['name', 'dnsName'],
  ['json', 'jsonPath'],
  ['number', 'numberValue'],
]);

const isField = (name: string): name is MonitorField => Object.hasOwn(blank, name);

/** The field that has what stands at a place of a monitor; undefined where none has. */
export function monitorFieldAt([head, next]: readonly PropertyKey[]): MonitorField | undefined {
  const name = head === 'check' ? String(next ?? 'kind') : String(head);
  return (head === 'check' ? otherNames.get(name) : undefined) ?? (isField(name) ? name : undefined);
}

/** The values of secret headers that were typed; undefined where one of them can't be sent. */
function readSecrets({ kind, secretHeaders, secretValues }: MonitorForm): MonitorSecretsDraft | undefined {
  const typed = secretHeaders.flatMap((name) => (secretValues[name] ? [[name, secretValues[name]]] : []));
  return MonitorSecretsDraft.safeParse(kind === 'http' ? Object.fromEntries(typed) : {}).data;
}

/** What a form makes: the monitor with the secrets that were typed, or what is in the way, by field. */
export interface ReadMonitor {
  monitor?: Monitor;
  secrets?: MonitorSecretsDraft;
  problems: MonitorProblems;
}

/** Reads a form. `taken` are the ids of the others. */
export function readMonitorForm(form: MonitorForm, taken: string[]): ReadMonitor {
  const { kind, name, severity, tags, maintenance, paused, notes, upsideDown } = form;
  const id = form.id ?? idOfName(name, kind, taken);
  const parsed = Monitor.safeParse({
    ...{ id, name, severity, tags, maintenance, paused, notes, upsideDown, check: { kind, ...checks[kind](form) } },
    ...{ intervalSeconds: form.intervalSeconds, timeoutSeconds: form.timeoutSeconds },
    ...{ retries: form.retries, retrySeconds: form.retrySeconds },
    ...given('target', form.target),
    ...given('parent', form.parent),
  });
  const problems: MonitorProblems = {};
  for (const issue of parsed.error?.issues ?? []) {
    const field = monitorFieldAt(issue.path);
    if (field) problems[field] ??= problemOf(issue, form[field]);
  }
  if (needsTarget.has(kind) && form.target === null) problems.target = { kind: 'missing' };
  if (taken.includes(id)) problems.id = { kind: 'taken' };
  const secrets = readSecrets(form);
  if (!secrets) problems.secretHeaders ??= { kind: 'wrong' };
  return parsed.success && secrets && Object.keys(problems).length === 0 ? { monitor: parsed.data, secrets, problems } : { problems };
}
