import type { Language } from '../../shared/language.ts';
import type { MenuState } from '../../shared/menu/menu-state.ts';
import { isNotCarriedOut } from '../../shared/menu/not-carried-out.ts';
import type { Standing } from '../../shared/monitor/down-words.ts';
import type { MonitorsChange } from '../../shared/monitor/monitor.ts';
import type { BlindMonitor, UnsendableNotice } from '../../shared/monitor/monitor-events.ts';
import type { AccountStatus } from '../../shared/overview.ts';
import type { PlatformState } from '../../shared/platform.ts';
import type { TunnelState } from '../../shared/tunnel.ts';
import type { Gateway } from '../gateway.ts';
import type { Timing } from '../timing.ts';
import { afterChange, standingOf, type WatchedMonitors, watchedMonitors } from './down-watch.ts';
import { type EgressNews, watchEgress } from './egress-news.ts';
import { gather } from './gather.ts';
import { alreadyOpen, type IncidentNews, incidentNews, type KnownIncidents, latestNews } from './incident-news.ts';
import {
  blindNotice,
  type DesktopNotice,
  egressNotice,
  incidentNotice,
  menuNotice,
  sendingNotice,
  unsendableNotice,
  wayNotice,
} from './notice-text.ts';
import { freshTroubles, rowsInTrouble, sendingNews, sendingTrouble, type ToldTroubles, unsendableTrouble } from './sending-news.ts';
import { type WayNews, watchWay } from './way-news.ts';

export interface FollowAlarmsOptions {
  gateway: Pick<Gateway, 'calls' | 'events' | 'onRows'>;
  timing: Pick<Timing, 'now' | 'elapsed' | 'after'>;
  language(): Language;
  /** Shows a desktop notification. */
  notify(notice: DesktopNotice): void;
  /** Called at the start, then whenever it may have changed. */
  onStanding(standing: Standing): void;
  onBug(error: unknown): void;
}

/**
 * Tells the desktop what goes down, what is up again, what can't be sent, and that the way from or to WeChat is cut or leads
 * elsewhere. The returned function ends that.
 */
export async function followAlarms({ gateway, timing, language, notify, onStanding, onBug }: FollowAlarmsOptions): Promise<() => void> {
  const { calls, events, onRows } = gateway;
  let monitors: WatchedMonitors = new Map();
  let known: KnownIncidents = new Map();
  let toldUnsendable: ToldTroubles = new Map();
  let toldSending: ToldTroubles = new Map();
  /** Of each account, why its menu was not published when it was to be. */
  const toldMenus = new Map<string, string | undefined>();
  const gathering = gather<IncidentNews>(timing, (news) => notify(incidentNotice(latestNews(news), language(), timing.now())));
  const unsendable = gather<UnsendableNotice>(timing, (notices) => {
    const fresh = freshTroubles(toldUnsendable, notices, unsendableTrouble, timing.elapsed());
    toldUnsendable = fresh.told;
    if (fresh.news.length > 0) notify(unsendableNotice(notices, language()));
  });
  const way = watchWay(timing, (news) => void tellWay(news).catch(onBug));
  const egress = watchEgress(timing, (news) => void tellEgress(news).catch(onBug));
  const isMuted = (id: string) => (monitors.get(id)?.mutedUntil ?? 0) > timing.now();
  const tellStanding = () => onStanding(standingOf(monitors));

  async function lookInto(ids: string[]): Promise<void> {
    for (const id of ids) {
      const detail = await calls['messages.get']({ id });
      const found = detail.ok ? sendingNews(detail.value, timing.now()) : undefined;
      const fresh = freshTroubles(toldSending, found ? [found] : [], sendingTrouble, timing.elapsed());
      toldSending = fresh.told;
      for (const news of fresh.news) notify(sendingNotice(news, await accountName(news.account), language()));
    }
  }
  /** Where nobody writes from WeChat yet, the way is nobody's concern. */
  async function tellWay(news: WayNews): Promise<void> {
    if ((await usedAccounts()).length > 0) notify(wayNotice(news, language()));
  }
  async function tellEgress(news: EgressNews[]): Promise<void> {
    const used = await usedAccounts();
    const theirs = news.flatMap(({ account, ip }) => used.filter(({ id }) => id === account).map((one) => ({ ...one, ip })));
    if (theirs.length > 0) notify(egressNotice(theirs, language()));
  }
  /** A menu is published at night, when nobody looks. */
  async function tellMenus(states: readonly MenuState[]): Promise<void> {
    for (const { account, failure } of states) {
      const told = toldMenus.get(account);
      toldMenus.set(account, failure?.code);
      if (failure && failure.code !== told && !isNotCarriedOut(failure))
        notify(menuNotice(account, await accountName(account), failure, language()));
    }
  }
  async function usedAccounts(): Promise<AccountStatus[]> {
    const overview = await calls['overview.get']({});
    return overview.ok ? overview.value.accounts.filter(({ origin, enabled }) => origin !== 'sandbox' && enabled) : [];
  }
  async function accountName(id: string): Promise<string> {
    const overview = await calls['overview.get']({});
    return (overview.ok ? overview.value.accounts.find((account) => account.id === id)?.name : undefined) ?? id;
  }

  const stops = [
    events.listen((name, event) => {
      if (name !== 'monitors.changed') return;
      monitors = afterChange(monitors, event as MonitorsChange);
      tellStanding();
    }, 'monitors.changed'),
    events.listen((name, event) => {
      if (name !== 'incidents.changed') return;
      const seen = incidentNews(known, event as Parameters<typeof incidentNews>[1], isMuted);
      known = seen.known;
      gathering.add(seen.news);
    }, 'incidents.changed'),
    events.listen((name, event) => {
      if (name === 'notices.unsendable') unsendable.add(event as UnsendableNotice[]);
    }, 'notices.unsendable'),
    events.listen((name, event) => {
      if (name === 'monitors.blind') notify(blindNotice(event as BlindMonitor[], language()));
    }, 'monitors.blind'),
    events.listen((name, event) => {
      if (name === 'menus.changed') void tellMenus(event as MenuState[]).catch(onBug);
    }, 'menus.changed'),
    events.listen((name, event) => {
      if (name === 'tunnel.changed') way.changed(event as TunnelState);
    }, 'tunnel.changed'),
    events.listen((name, event) => {
      if (name === 'platforms.changed') egress.changed(event as PlatformState[]);
    }, 'platforms.changed'),
    onRows((rows) => {
      const ids = rowsInTrouble(rows);
      if (ids.length > 0) void lookInto(ids).catch(onBug);
    }),
  ];
  const [listed, open, tunnel] = await Promise.all([
    calls['monitors.list']({}),
    calls['incidents.page']({ open: true, limit: 200 }),
    calls['tunnel.get']({}),
  ]);
  if (listed.ok) monitors = watchedMonitors(listed.value.monitors);
  if (open.ok) known = new Map([...alreadyOpen(open.value), ...known]);
  if (tunnel.ok) way.changed(tunnel.value.state);
  tellStanding();
  return () => {
    for (const stop of stops) stop();
    gathering.close();
    unsendable.close();
    way.close();
    egress.close();
  };
}
