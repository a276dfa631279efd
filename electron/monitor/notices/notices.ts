import { z } from 'zod';
import type { Account } from '../../../shared/account.ts';
import type { Language } from '../../../shared/language.ts';
import type { Incident } from '../../../shared/monitor/incident.ts';
import type { Monitor } from '../../../shared/monitor/monitor.ts';
import { type NoticeRule, NoticeRules, OncallPlan, type OncallState, type Person } from '../../../shared/monitor/notice-rule.ts';
import type { Failure } from '../../../shared/result.ts';
import type { Operator } from '../../../shared/role.ts';
import type { Target } from '../../../shared/target.ts';
import { hasCards } from '../../../shared/template-card.ts';
import { messageParts } from '../../callback/answers.ts';
import type { KeptValues } from '../../kept-values.ts';
import type { Timing } from '../../platforms/timing.ts';
import type { NoticeWish } from '../../store/incidents.ts';
import type { DueNotice } from '../../store/notices.ts';
import { persist, persistPausesMs } from '../../store/persist.ts';
import type { Store } from '../../store/store.ts';
import { createCourier } from './courier.ts';
import { cardChange, noticeCard } from './notice-card.ts';
import { type NoticeMessage, noticeMessage, type Telling } from './notice-message.ts';
import { noticeTemplate } from './notice-template.ts';
import { createObstacle, type NoticeWay } from './obstacle.ts';
import { oncallAt } from './oncall.ts';
import { noticeWishes } from './wishes.ts';

export interface NoticesOptions {
  store: Store;
  kept: KeptValues;
  timing: Pick<Timing, 'now' | 'elapsed' | 'after'>;
  language(): Language;
  operators(): readonly Operator[];
  account(id: string): Account | undefined;
  canSendLater(account: { id: string }): boolean;
  monitor(id: string): Monitor | undefined;
  target(id: string | undefined): Target | undefined;
  mutedUntil(monitor: string): number | undefined;
  /** The incidents that are open. */
  open(): readonly Incident[];
  isStorm(): boolean;
  undecided(): number;
  onQueued(ids: string[]): void;
  onUnsendable(notice: DueNotice, reason: Failure): void;
  onBug(error: unknown): void;
}

/** Who is told of incidents, and the telling. */
export interface Notices {
  rules(): NoticeRule[];
  setRules(rules: NoticeRule[]): Promise<void>;
  oncall(): OncallState | undefined;
  setOncall(plan: OncallPlan): Promise<void>;
  /** Tells whoever is to be told of an incident as it is now; to be called when it has changed. */
  consider(incident: Incident): Promise<void>;
  close(): Promise<void>;
}

/** Repeats, escalations and the beginning of hours are looked for so often, in ms. */
const lookMs = 5_000;

const rulesName = 'notices.rules';
const planName = 'notices.oncall';

export async function openNotices(options: NoticesOptions): Promise<Notices> {
  const { store, kept, timing, onBug } = options;
  let rules: NoticeRule[] = kept.read(rulesName, NoticeRules) ?? [];
  let plan: OncallPlan | undefined = kept.read(planName, OncallPlan);
  /** What was wanted already of each incident, by its key, and who was to hear it. */
  const made = new Map<number, Map<string, Person>>();
  /** As they are now; those that are over stay until all is told. */
  const incidents = new Map<number, Incident>();
  /** How many times something is on its way to the disk that the courier doesn't have yet. */
  let adding = 0;
  const obstacle = createObstacle(options);

  const courier = createCourier({
    ...{ store, timing, onBug, obstacle, onQueued: options.onQueued, isStorm: options.isStorm, undecided: options.undecided },
    compose,
    onUnsendable(notices, reason) {
      for (const notice of notices) options.onUnsendable(notice, reason);
    },
  });

  function compose(notices: readonly DueNotice[], way: NoticeWay): readonly NoticeMessage[] {
    const tellings = notices.flatMap(({ kind, incident: number }): Telling[] => {
      const incident = incidents.get(number);
      // why: what was paused or removed before anybody was told is not up again
      const isOfUse = incident && (incident.recoveredAt === undefined || incident.ended === 'recovered');
      return isOfUse ? [{ kind, incident }] : [];
    });
    if (tellings.length === 0) return [];
    const [language, now] = [options.language(), timing.now()];
    const { platform, noticeTemplate: chosen } = options.account(notices[0]?.account ?? '') ?? {};
    const filled = chosen && noticeTemplate(chosen, tellings, language, now);
    if (filled && way === 'template') return [{ text: filled.text, template: { message: filled, only: true } }];
    const cardOf = (telling: Telling) => {
      const { number, target } = telling.incident;
      return noticeCard(telling, { name: `incident-${number}-${notices[0]?.id}`, target: options.target(target), language, now });
    };
    const { text, card } = noticeMessage(tellings, language, now, platform && hasCards[platform] ? cardOf : undefined);
    if (card) return [{ text, card }];
    // Whether a customer message is let through, only the platform knows for certain: the first has a template behind it.
    const behind = filled && { template: { message: filled, only: false } };
    return messageParts(text).map((part, index) => ({ text: part, ...(index === 0 && behind) }));
  }

  /** Who has a card of it sees that somebody takes care of it, or that it is over. */
  async function changeCards(incident: Incident): Promise<void> {
    const change = cardChange(incident, options.language());
    if (!change) return;
    const { messageIds } = await store.do('notices.changeCards', { incident: incident.number, at: timing.now(), change });
    if (messageIds.length > 0) options.onQueued(messageIds);
  }

  const left = await store.do('notices.due');
  const numbers = [...new Set([...left.map(({ incident }) => incident), ...options.open().map(({ number }) => number)])];
  for (const number of numbers) {
    const found = await store.do('incidents.get', { number });
    if (!found) continue;
    incidents.set(number, found.incident);
    made.set(number, new Map());
  }
  for (const key of await store.do('notices.keys', { incidents: numbers })) remember(key);
  courier.take(left);
  /** Killed right after an incident ended, the program had told nobody yet. */
  let justEnded = await store.do('incidents.lastEnded');
  for (const { number } of justEnded) if (!made.has(number)) made.set(number, new Map());
  for (const key of await store.do('notices.keys', { incidents: justEnded.map(({ number }) => number) })) remember(key);

  /** `<incident> <wish> … <account> <person>` */
  function remember(key: string): void {
    const [number = '', ...words] = key.split(' ');
    const [person = '', account = ''] = words.toReversed();
    made.get(Number(number))?.set(words.join(' '), { account, person });
  }

  async function consider(incident: Incident): Promise<void> {
    const { number } = incident;
    const isNews = incidents.get(number) !== incident;
    incidents.set(number, incident);
    const keys = made.get(number) ?? new Map<string, Person>();
    made.set(number, keys);
    const wanted = noticeWishes(incident, {
      ...{ rules, plan, operators: options.operators(), monitor: options.monitor(incident.monitor), now: timing.now() },
      mutedUntil: options.mutedUntil(incident.monitor),
      told: distinct([...keys.values()]),
    });
    const wishes = wanted.filter(({ key }) => !keys.has(key)).map((wish) => ({ ...wish, incident: number }));
    for (const { key, account, person } of wishes) keys.set(key, { account, person });
    if (wishes.length > 0) courier.take(await added(wishes, keys));
    if (isNews) await changeCards(incident);
    if (incident.recoveredAt !== undefined) made.delete(number);
  }

  /** What could not be written is wanted again later. */
  async function added(wishes: (NoticeWish & { incident: number })[], keys: Map<string, Person>): Promise<DueNotice[]> {
    adding++;
    try {
      return await persist(() => store.do('notices.add', { wishes }), persistPausesMs, onBug);
    } catch (error) {
      for (const { key } of wishes) keys.delete(key);
      throw error;
    } finally {
      adding--;
    }
  }

  /** What is told of an incident that ended a while ago is composed no more. */
  function forgetOld(): void {
    if (courier.waiting() > 0 || adding > 0) return;
    for (const [number, { recoveredAt }] of incidents) if (recoveredAt !== undefined) incidents.delete(number);
  }

  let callOff = timing.after(lookMs, look);
  function look(): void {
    callOff();
    callOff = timing.after(lookMs, look);
    forgetOld();
    for (const incident of [...justEnded, ...options.open()]) void consider(incident).catch(onBug);
    justEnded = [];
  }

  return {
    rules: () => rules,
    async setRules(wanted) {
      await kept.keep(rulesName, wanted);
      rules = wanted;
      look();
    },
    oncall: () => plan && oncallAt(plan, timing.now()),
    async setOncall(wanted) {
      await kept.keep(planName, z.json().parse(wanted) as object);
      plan = wanted;
    },
    consider,
    async close() {
      callOff();
      await courier.close();
    },
  };
}

const distinct = (people: readonly Person[]): Person[] =>
  people.filter(
    (person, index) => people.findIndex((other) => other.account === person.account && other.person === person.person) === index,
  );
