import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Language } from '../../shared/language.ts';
import type { StatusPageState } from '../../shared/monitor/status-page-api.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import type { KeptValues } from '../kept-values.ts';
import type { Secrets } from '../secrets/lazy-secrets.ts';
import type { Store } from '../store/store.ts';
import { dayMs } from '../store/tables/monitor-beats.ts';
import { createTurns } from '../turns.ts';
import type { MonitorRoom } from './monitor-room.ts';
import { type ShownMonitor, type StatusPageContents, statusPageHeaders, statusPageHtml, stripBeats } from './status-page.ts';
import { languageAskedFor } from './status-page-words.ts';

export interface StatusPageOptions {
  store: Pick<Store, 'do'>;
  kept: KeptValues;
  secrets: Secrets;
  clock: Clock;
  monitors: Pick<MonitorRoom, 'list' | 'records' | 'incidents'>;
  language(): Language;
  /** Where the listener is reached, through the tunnel where there is one. */
  address(): { url: string; isPublic: boolean };
  /** A link's last part, which nobody can guess. */
  newToken(): string;
  onBug(error: unknown): void;
}

/** A request as far as the page looks at it. */
export interface StatusPageRequest {
  method: string;
  path: string;
  acceptLanguage: string | undefined;
}

/** What goes back to the phone. */
export interface StatusPageAnswer {
  status: number;
  body: string;
  contentType: string;
  headers: readonly (readonly [name: string, value: string])[];
}

/** The status page for phones: read-only, under a path that nobody can guess, off until the admin switches it on. */
export interface StatusPageRoom {
  get(): Promise<StatusPageState>;
  /** Fails as the secret store does (`secrets/…`); nothing has changed then. */
  set(change: StatusPageChange): Promise<Result<StatusPageState>>;
  /** The page; undefined where this is nothing of ours, a wrong link and a page that is off included. */
  answer(request: StatusPageRequest): Promise<StatusPageAnswer> | undefined;
  /** The secret store may open now where it did not before. */
  readAgain(): void;
}

type StatusPageChange = { on?: boolean | undefined; tags?: string[] | undefined; renew?: true | undefined };

const Config = z.object({ on: z.boolean(), tags: z.array(z.string()) });
const configName = 'statusPage';
const secretName = 'status-page/token';
const statusPath = /^\/status\/([A-Za-z0-9_-]{1,128})$/;
/** A page of more would be too long for a phone. */
const mostMonitors = 300;
const mostIncidents = 50;
/** It is made anew at most once in so many ms, and takes a tenth of the time at most. */
const freshMs = 1_000;
const restFactor = 9;
/** How often those who look have a link read that could not be, in ms: a keychain may ask for its password. */
const readAgainMs = 30_000;

export async function openStatusPage(options: StatusPageOptions): Promise<StatusPageRoom> {
  const { kept, secrets, clock, onBug } = options;
  const turns = createTurns();
  let config = kept.read(configName, Config) ?? { on: false, tags: [] };
  /** While it is on, as far as the secret store could be read. */
  let token: string | undefined;
  const pages = new Map<Language, { until: number; page: Promise<StatusPageAnswer> }>();

  async function readToken(): Promise<Result<string | undefined>> {
    const opened = await secrets();
    const read = opened.ok ? await opened.value.get(secretName) : opened;
    return read.ok ? ok(read.value?.text) : read;
  }

  async function makeToken(): Promise<Result<string>> {
    const opened = await secrets();
    const made = opened.ok ? await opened.value.set(secretName, options.newToken()) : opened;
    return made.ok ? ok(made.value.text) : made;
  }

  async function refresh(): Promise<StatusPageState> {
    const { url, isPublic } = options.address();
    const off = { ...config, url: null, isPublic };
    if (!config.on) return off;
    const read = token === undefined ? await readToken() : ok(token);
    if (!read.ok) return { ...off, failure: read.error };
    token = read.value;
    return token === undefined ? off : { ...off, url: `${url}/status/${token}` };
  }

  async function change({ on = config.on, tags = config.tags, renew }: StatusPageChange): Promise<Result<StatusPageState>> {
    if (on) {
      const known = renew ? ok(undefined) : await readToken();
      const found = known.ok && known.value === undefined ? await makeToken() : known;
      if (!found.ok) return err(found.error);
      token = found.value;
    } else token = undefined;
    const next = { on, tags: [...new Set(tags)] };
    await kept.keep(configName, next);
    config = next;
    pages.clear();
    return ok(await refresh());
  }

  /** The page as it was made last, or anew. All who come meanwhile get the same one. */
  function pageIn(language: Language): Promise<StatusPageAnswer> {
    const now = clock.elapsed();
    const made = pages.get(language);
    if (made && now < made.until) return made.page;
    const page = make(options, config.tags, language);
    const entry = { until: Number.POSITIVE_INFINITY, page };
    pages.set(language, entry);
    page
      .catch(() => pages.delete(language))
      .finally(() => {
        const end = clock.elapsed();
        entry.until = Math.max(now + freshMs, end + restFactor * (end - now));
      });
    return page;
  }

  let readAt = Number.NEGATIVE_INFINITY;
  function readAgain(): void {
    if (!config.on || token !== undefined) return;
    readAt = clock.elapsed();
    void turns(refresh).catch(onBug);
  }

  // The keychain may ask for its password: nothing waits for that but the page.
  readAgain();
  return {
    readAgain,
    get: () => turns(refresh),
    set: (wanted) => turns(() => change(wanted)),
    answer({ method, path, acceptLanguage }) {
      const [, given] = statusPath.exec(path) ?? [];
      if (given === undefined || !config.on || (method !== 'GET' && method !== 'HEAD')) return undefined;
      if (token === undefined) {
        if (clock.elapsed() - readAt >= readAgainMs) readAgain();
        return undefined;
      }
      return isSame(given, token) ? pageIn(languageAskedFor(acceptLanguage, options.language())) : undefined;
    },
  };
}

/** Takes as long whatever they have in common. */
const isSame = (given: string, wanted: string) => timingSafeEqual(digest(given), digest(wanted));
const digest = (text: string) => createHash('sha256').update(text).digest();

async function make(options: StatusPageOptions, tags: readonly string[], language: Language): Promise<StatusPageAnswer> {
  const contents = await contentsOf(options, tags);
  return {
    status: 200,
    body: statusPageHtml(contents, language),
    contentType: 'text/html; charset=utf-8',
    headers: [...statusPageHeaders, ['Content-Language', language]],
  };
}

async function contentsOf({ store, clock, monitors }: StatusPageOptions, tags: readonly string[]): Promise<StatusPageContents> {
  const chosen = monitors.list().filter((monitor) => tags.length === 0 || monitor.tags.some((tag) => tags.includes(tag)));
  // What is down must not be what there is no room for.
  const shown = chosen.toSorted((one, other) => Number(other.state === 'down') - Number(one.state === 'down')).slice(0, mostMonitors);
  const seqs = new Map(monitors.records().map(({ monitor, seq }) => [monitor.id, seq]));
  const asked = shown.map(({ id }) => seqs.get(id) ?? 0);
  const at = clock.now();
  const [strips, shares] = await Promise.all([
    store.do('beats.strip', { monitors: asked, count: stripBeats }),
    store.do('beats.uptime', { monitors: asked, day: at - dayMs, month: at - 30 * dayMs, quarter: at - 30 * dayMs }),
  ]);
  const names = new Map(shown.map(({ id, name }) => [id, name]));
  const incidents = monitors.incidents
    .open()
    .flatMap((incident) => ({ ...incident, name: names.get(incident.monitor) ?? '' }))
    .filter(({ name }) => name !== '');
  return {
    at,
    monitors: shown.map(({ name, state }, index): ShownMonitor => {
      const [day, month] = (shares[index] ?? []).map(([up, counted]) => (counted === 0 ? undefined : up / counted));
      const uptime = { ...(day !== undefined && { day }), ...(month !== undefined && { month }) };
      return { name, state, strip: strips[index] ?? [], uptime };
    }),
    more: chosen.length - shown.length,
    incidents: incidents.slice(0, mostIncidents),
  };
}
