import type { Platform } from '../../shared/account.ts';
import type { Operator } from '../../shared/role.ts';
import { type Run, type RunState, type ToldOrigin, toldOrigin } from '../../shared/run.ts';
import { RunFilter as AskedFilter } from '../../shared/run-filter.ts';
import { isSamePerson, type Who } from '../../shared/same-person.ts';

/** Times that are chosen rather than typed. */
export const runPeriods = ['all', '1h', '24h', '7d', '30d', 'own'] as const;
type RunPeriod = (typeof runPeriods)[number];

/** What of the history is shown, as the page has it: an empty text narrows nothing. */
export interface RunFilter {
  text: string;
  origin: ToldOrigin | 'all';
  state: RunState | 'all';
  account: string;
  person: string;
  command: string;
  target: string;
  period: RunPeriod;
  /** Local date and time as the browser's field has it (`2026-11-21T14:02`), for the period `own`. */
  from: string;
  to: string;
}

export const noRunFilter: RunFilter = {
  ...{ text: '', origin: 'all', state: 'all', account: '', person: '', command: '', target: '' },
  ...{ period: 'all', from: '', to: '' },
};

const hourMs = 3_600_000;
const periodMs: Partial<Record<RunPeriod, number>> = { '1h': hourMs, '24h': 24 * hourMs, '7d': 168 * hourMs, '30d': 720 * hourMs };

/** The moment that a local time names, in Unix ms. */
const momentOf = (local: string): number | undefined => {
  const at = local === '' ? Number.NaN : new Date(local).getTime();
  return Number.isNaN(at) || at < 0 ? undefined : at;
};

/** What the gateway is asked for. @param now Unix ms */
export function askedRuns(filter: RunFilter, now: number): AskedFilter {
  const { origin, state, period, from, to, ...texts } = filter;
  const ms = periodMs[period];
  const [since, until] = period === 'own' ? [momentOf(from), momentOf(to)] : [ms === undefined ? undefined : now - ms, undefined];
  const given = {
    ...texts,
    origin: origin === 'all' ? '' : origin,
    states: state === 'all' ? '' : [state],
    since: since ?? '',
    until: until ?? '',
  };
  const named = Object.entries(given).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const);
  return AskedFilter.safeParse(Object.fromEntries(named.filter(([, value]) => value !== ''))).data ?? impossible;
}

/** Such as a server's id with a blank in it: nothing was ever called so. */
const impossible: AskedFilter = { until: 0 };

/** How many conditions beside text, origin and state narrow it. */
export const extraConditions = ({ account, person, command, target, period }: RunFilter): number =>
  [account, person, command, target, period === 'all' ? '' : period].filter((value) => value !== '').length;

/** Whether anything is left out. */
export const isNarrowed = (filter: RunFilter): boolean =>
  filter.text !== '' || filter.origin !== 'all' || filter.state !== 'all' || extraConditions(filter) > 0;

/** By what names people are known. */
export interface KnownPeople {
  operators(): readonly Operator[];
  platformOf(account: string): Platform | undefined;
}

/**
 * The list with runs that are new or have changed: each once, newest first, and only where it meets the filter.
 * @param hasMore whether older runs follow; then one that is older than the last stays out, for its neighbours are not known
 */
export function listedRuns(list: Run[], changed: Run[], filter: AskedFilter, hasMore: boolean, people: KnownPeople): Run[] {
  return changed.reduce((before, run) => placed(before, run, hasMore, meets(run, filter, people)), list);
}

function placed(list: Run[], run: Run, hasMore: boolean, isMeant: boolean): Run[] {
  const others = list.filter(({ id }) => id !== run.id);
  if (!isMeant) return others;
  const index = others.findIndex(({ at }) => at <= run.at);
  if (index >= 0) return [...others.slice(0, index), run, ...others.slice(index)];
  return hasMore && others.length === list.length ? others : [...others, run];
}

function meets(run: Run, asked: AskedFilter, { operators, platformOf }: KnownPeople): boolean {
  const { text, origin, states, account, person, command, target, since, until } = asked;
  const { account: of = '', person: by = '' } = run;
  const isWho = (other: Who) => isSamePerson(other, { account: of, person: by }, platformOf);
  const wanted = text?.toLowerCase() ?? '';
  const name = wanted === '' ? undefined : operators().find(isWho)?.name;
  const texts = [run.line, by, name ?? '', run.answer ?? '', ...run.targets];
  const named = [
    [origin, toldOrigin(run)],
    [account, run.account],
    [command, run.command],
  ];
  return (
    named.every(([one, other]) => one === undefined || one === other) &&
    (person === undefined || isWho({ account: of, person })) &&
    (states === undefined || states.includes(run.state)) &&
    (target === undefined || run.targets.includes(target)) &&
    (since === undefined || run.at >= since) &&
    (until === undefined || run.at < until) &&
    (wanted === '' || texts.some((part) => part.toLowerCase().includes(wanted)))
  );
}

/** A record with an entry put last; of too many the oldest go. */
export function withNewest<T>(record: Record<string, T>, key: string, value: T, most: number): Record<string, T> {
  const { [key]: _, ...others } = record;
  const kept = Object.entries(others).slice(-(most - 1));
  return { ...Object.fromEntries(kept), [key]: value };
}
