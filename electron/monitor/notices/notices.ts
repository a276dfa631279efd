import { z } from 'zod';
import type { Account } from '../../../shared/account.ts';
import { failure } from '../../../shared/failures.ts';
import { type Language, listed } from '../../../shared/language.ts';
import { type Incident, isEnd } from '../../../shared/monitor/incident.ts';
import type { Monitor } from '../../../shared/monitor/monitor.ts';
import type { BlindMonitor } from '../../../shared/monitor/monitor-events.ts';
import { NoticeRule, OncallPlan, type OncallState, type Person, type Recipients } from '../../../shared/monitor/notice-rule.ts';
import type { Failure } from '../../../shared/result.ts';
import type { Operator } from '../../../shared/role.ts';
import type { Target } from '../../../shared/target.ts';
import type { KeptValues } from '../../kept-values.ts';
import { persist, persistPausesMs } from '../../store/persist.ts';
import type { Store } from '../../store/store.ts';
import type { NoticeWish } from '../../store/tables/incidents.ts';
import type { DueNotice } from '../../store/tables/notices.ts';
import type { Timing } from '../../timing.ts';
import { createBlindTelling } from './blind-telling.ts';
import { openCardChanges } from './card-changes.ts';
import { composeNotices } from './compose-notices.ts';
import { createCourier } from './courier.ts';
import { createMadeNotices } from './made-notices.ts';
import { createObstacle } from './obstacle.ts';
import { oncallAt } from './oncall.ts';
import { type TakingBack, takeBack } from './take-back.ts';
import {
  blindWishes,
  isFirst,
  isOfUse,
  isSame,
  type MadeNotice,
  type NoticeFacts,
  noticeWishes,
  peopleOf,
  type RuleFacts,
  rulesOfNobody,
} from './wishes.ts';

export interface NoticesOptions {
  store: Store;
  kept: KeptValues;
  timing: Pick<Timing, 'now' | 'elapsed' | 'after'>;
  language(): Language;
  operators(): readonly Operator[];
  addressee: NoticeFacts['addressee'];
  account(id: string): Account | undefined;
  canSendLater(account: { id: string }): boolean;
  monitor(id: string): Monitor | undefined;
  target(id: string | undefined): Target | undefined;
  mutedUntil(monitor: string): number | undefined;
  /** Whether what was down is known to be it now. */
  isStillDown(monitor: string): boolean;
  /** Whether there is such a monitor, and it is not paused. */
  isLookedAfter(monitor: string): boolean;
  /** The monitors of which nobody can tell how they stand. */
  blind(): readonly BlindMonitor[];
  /** Somebody is to be told that it is still down, if it is. */
  askAgain(monitor: string): void;
  /** The incidents that are open. */
  open(): readonly Incident[];
  isStorm(): boolean;
  undecided(): number;
  onQueued(ids: string[]): void;
  holdBack: TakingBack['holdBack'];
  onUnsendable(incident: Incident, notice: DueNotice, reason: Failure): void;
  /** Nobody is told of it, as the rules are now. Once for each incident. */
  onNobody(incident: Incident, reason: Failure): void;
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
  /** Tells whoever relies on these that nobody can check them. */
  tellBlind(monitors: readonly BlindMonitor[]): void;
  /** Why nobody is told of an incident as the rules are now; undefined where somebody is, or where no rule is about it. */
  nobody(incident: Incident): Failure | undefined;
  /** How many people each of these means at this moment. */
  reach(recipients: readonly Recipients[]): number[];
  /** Accounts have changed: maybe whoever could not be told can be now. */
  accountsChanged(): Promise<void>;
  close(): Promise<void>;
}

/** Repeats, escalations and the beginning of hours are looked for so often, in ms. */
const lookMs = 5_000;

const rulesName = 'notices.rules';
const planName = 'notices.oncall';

export async function openNotices(options: NoticesOptions): Promise<Notices> {
  const { store, kept, timing, onBug } = options;
  let rules: NoticeRule[] = kept.readEach(rulesName, NoticeRule).items;
  let plan: OncallPlan | undefined = kept.read(planName, OncallPlan);
  const made = createMadeNotices();
  /** As they are now; those that are over stay until all is told. */
  const incidents = new Map<number, Incident>();
  /** How many times something is on its way to the disk that the courier doesn't have yet. */
  let adding = 0;
  /** Incidents that are over, of which something was being sent then: it is taken back when that has failed. */
  const beingSent = new Set<number>();
  /** Whose turn it is of those who can't be told. */
  let turn = 0;
  const obstacle = createObstacle(options);
  const cards = await openCardChanges({ ...options, incident: (number) => incidents.get(number) });

  const courier = createCourier({
    ...{ store, timing, onBug, obstacle, onQueued: options.onQueued, isStorm: options.isStorm, undecided: options.undecided },
    compose: (notices) => composeNotices(notices, { ...options, incident: (number) => incidents.get(number), now: timing.now }),
    isOfUse(notice) {
      const incident = incidents.get(notice.incident);
      return incident !== undefined && isOfUse(notice, incident, factsOf(incident));
    },
    onTold(notices) {
      made.note(notices, 'queued');
      // What a card says may have become old while it was written.
      for (const { kind, incident: number } of notices) {
        const incident = incidents.get(number);
        if (incident && !isEnd(kind)) void cards.change(incident).catch(onBug);
      }
    },
    onDropped: made.drop,
    onUnsendable(notices, reason) {
      made.note(notices, 'unsendable');
      for (const notice of notices) {
        const incident = incidents.get(notice.incident);
        if (incident) options.onUnsendable(incident, notice, reason);
      }
    },
  });

  /** Incidents of which it was said that nobody is told. */
  const ofNobody = new Set<number>();

  const keep = <T>(work: () => Promise<T>) => persist(work, persistPausesMs, onBug);

  const ruleFacts = (monitor: string): RuleFacts => ({
    ...{ rules, plan, operators: options.operators(), addressee: options.addressee },
    ...{ monitor: options.monitor(monitor), mutedUntil: options.mutedUntil(monitor), now: timing.now() },
  });
  const factsOf = ({ number, monitor }: Incident): NoticeFacts => ({
    ...ruleFacts(monitor),
    ...{ isStillDown: options.isStillDown(monitor), isLookedAfter: options.isLookedAfter(monitor) },
    made: made.toldBy(timing.now(), number),
  });
  const blindTelling = createBlindTelling({
    ...{ store, timing, language: options.language, blind: options.blind, obstacle, onQueued: options.onQueued, onBug },
    wishes(id) {
      const monitor = options.monitor(id);
      return monitor ? blindWishes(monitor, ruleFacts(id)) : [];
    },
  });

  const left = await store.do('notices.due');
  const justEnded = await store.do('incidents.lastEnded');
  await recall([...left.map(({ incident }) => incident), ...[...options.open(), ...justEnded].map(({ number }) => number)]);
  // Killed right after an incident ended, the program had told nobody yet. First, for what is left of it is dropped then.
  for (const incident of justEnded) {
    incidents.set(incident.number, incident);
    cards.later(incident);
    void want(incident).catch(onBug);
  }
  courier.take(left);

  async function consider(incident: Incident): Promise<void> {
    const isNews = incidents.get(incident.number) !== incident;
    incidents.set(incident.number, incident);
    await want(incident);
    if (isNews) await cards.change(incident);
  }

  /** Why nobody is told of it: no rule that fits means anybody at present. */
  function nobody(incident: Incident): Failure | undefined {
    const names = rulesOfNobody(incident, factsOf(incident)).map(({ name }) => name);
    return names.length > 0 ? failure('notices/nobody', { rules: listed(names, options.language()) }, options.language()) : undefined;
  }

  function tellOfNobody(incident: Incident): void {
    const reason = ofNobody.has(incident.number) ? undefined : nobody(incident);
    if (!reason) return;
    ofNobody.add(incident.number);
    options.onNobody(incident, reason);
  }

  /** Whoever is to be told by now will be. */
  async function want(incident: Incident): Promise<void> {
    const { number, monitor, recoveredAt } = incident;
    tellOfNobody(incident);
    const isAgain = (wish: NoticeWish) => recoveredAt === undefined && !isFirst(wish);
    const unsent = newWishes(incident).some(isAgain) ? await store.do('notices.unsentTo', { incident: number }) : [];
    // Its end may have come meanwhile, and is wanted by itself.
    if (incidents.get(number) !== incident) return;
    // why: who has not got what was told before hears nothing more of it, so that not all of it comes at once some day
    const wanted = newWishes(incident).filter(
      (wish) => !isAgain(wish) || !unsent.some((who) => isSame(options.addressee(who) ?? who, wish)),
    );
    const isStillDown = options.isStillDown(monitor);
    const wishes = wanted.filter((wish) => isStillDown || !isAgain(wish));
    if (wishes.length < wanted.length) options.askAgain(monitor);
    if (wishes.length > 0) courier.take(await added(wishes, made.of(number)));
    if (recoveredAt !== undefined) await takeBackOf(number);
  }

  /** What waits to be sent of one that is over is told as things are now. */
  async function takeBackOf(number: number): Promise<void> {
    adding++;
    try {
      const { due, isLeft } = await takeBack(number, { store, holdBack: options.holdBack, keep });
      if (isLeft) beingSent.add(number);
      else beingSent.delete(number);
      // why: a message may tell of others, too, that have been over for long
      await keep(() => recall(due.map(({ incident }) => incident)));
      made.note(due, 'due');
      courier.take(due);
    } finally {
      adding--;
    }
  }

  /** Knows these incidents again, and what was wanted of them. */
  async function recall(numbers: readonly number[]): Promise<void> {
    const unknown = [...new Set(numbers)].filter((number) => !incidents.has(number));
    for (const number of unknown) {
      const found = await store.do('incidents.get', { number });
      if (found) incidents.set(number, found.incident);
    }
    for (const notice of await store.do('notices.made', { incidents: unknown })) made.note([notice], notice.state);
  }

  /** What is to be told of it and isn't on its way yet. */
  function newWishes(incident: Incident): (NoticeWish & { incident: number })[] {
    const known = made.of(incident.number);
    return noticeWishes(incident, factsOf(incident))
      .filter(({ key, dueAt }) => {
        const before = known.get(key);
        return !before || (before.state === 'due' && dueAt < before.dueAt);
      })
      .map((wish) => ({ ...wish, incident: incident.number }));
  }

  /** What could not be written is wanted again later. */
  async function added(wishes: (NoticeWish & { incident: number })[], known: Map<string, MadeNotice>): Promise<DueNotice[]> {
    const before = new Map(known);
    for (const { key, account, person, dueAt } of wishes) known.set(key, { account, person, dueAt, state: 'due' });
    adding++;
    try {
      return await keep(() => store.do('notices.add', { wishes }));
    } catch (error) {
      for (const { key } of wishes) {
        const earlier = before.get(key);
        if (earlier) known.set(key, earlier);
        else known.delete(key);
      }
      throw error;
    } finally {
      adding--;
    }
  }

  /** The people who could not be told of something that is still open. */
  const unreached = () => made.unreached(options.open().map(({ number }) => number));

  /** Wants again what these people could not be told, where they can be now. */
  async function tryAgain(people: readonly Person[]): Promise<void> {
    for (const who of people) {
      if (!(await obstacle(who.account, who.person)).ok) continue;
      const again = options.open().filter(({ number }) => made.wantAgain(number, who));
      // why: at once, because while one is written down another one may end
      await Promise.all(again.map(consider));
    }
  }

  /** What is told of an incident that ended a while ago is composed no more. */
  function forgetOld(): void {
    if (courier.waiting() > 0 || adding > 0) return;
    for (const [number, { recoveredAt }] of incidents) {
      if (recoveredAt === undefined) continue;
      incidents.delete(number);
      made.forget(number);
      ofNobody.delete(number);
    }
  }

  let callOff = timing.after(lookMs, look);
  function look(): void {
    callOff();
    callOff = timing.after(lookMs, look);
    forgetOld();
    for (const incident of options.open()) void consider(incident).catch(onBug);
    for (const number of beingSent) void takeBackOf(number).catch(onBug);
    for (const incident of cards.late()) void cards.change(incident).catch(onBug);
    // One at a time: to know whether somebody can be told may take a search through the log.
    const people = unreached();
    const next = people[turn++ % people.length];
    if (next) void tryAgain([next]).catch(onBug);
  }

  return {
    rules: () => rules,
    async setRules(wanted) {
      await kept.keep(rulesName, wanted);
      rules = wanted;
      look();
    },
    nobody,
    reach: (recipients) =>
      recipients.map(
        (one) => peopleOf(one, { operators: options.operators(), addressee: options.addressee, plan, now: timing.now() }).length,
      ),
    oncall: () => plan && oncallAt(plan, timing.now()),
    async setOncall(wanted) {
      await kept.keep(planName, z.json().parse(wanted) as object);
      plan = wanted;
    },
    consider,
    tellBlind: blindTelling.tell,
    accountsChanged: () => tryAgain(unreached()),
    async close() {
      callOff();
      blindTelling.close();
      await courier.close();
    },
  };
}
