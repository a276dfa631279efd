import { randomBytes } from 'node:crypto';
import type { Account } from '../../shared/account.ts';
import type { Language } from '../../shared/language.ts';
import { limits } from '../../shared/limits.ts';
import type { Beat } from '../../shared/monitor/beats.ts';
import type { Monitor, MonitorImport, MonitorTrial, MonitorView } from '../../shared/monitor/monitor.ts';
import type { MonitorSecretsDraft } from '../../shared/monitor/monitor-secrets.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Operator } from '../../shared/role.ts';
import type { EventHub } from '../events.ts';
import type { KeptValues } from '../kept-values.ts';
import type { Secrets } from '../secrets/lazy-secrets.ts';
import type { LeftSecrets } from '../secrets/left-secrets.ts';
import type { Store } from '../store/store.ts';
import type { MonitorRecord } from '../store/tables/monitors.ts';
import type { Timing } from '../timing.ts';
import { createTrash } from '../trash.ts';
import type { Alarms } from './alarms.ts';
import { askOnce } from './ask-once.ts';
import { createBeatWriter } from './beat-writer.ts';
import { watchBlind } from './blind-watch.ts';
import { createChangeNews } from './change-news.ts';
import { chatAlarms } from './chat-alarms.ts';
import type { Check, CheckTools } from './check.ts';
import { makeCheck } from './checks/make-check.ts';
import { holdMonitors } from './held-monitors.ts';
import { inMaintenance } from './hours.ts';
import { readFile, writeFile } from './import/read-file.ts';
import { type Incidents, openIncidents } from './incidents.ts';
import { createMonitorChanges, type DeletedMonitor, type MonitorChanges } from './monitor-changes.ts';
import { openMuting } from './muting.ts';
import { type Notices, type NoticesOptions, openNotices } from './notices/notices.ts';
import type { OwnNetwork } from './own-network.ts';
import { createSecretHeaders, headersToSend, onlyUsed, secretsFault } from './secret-headers.ts';
import { fresh, type Standing } from './standing.ts';
import { createStillDown } from './still-down.ts';
import { startMonitorUpkeep } from './upkeep.ts';
import { viewOf } from './view.ts';
import { createWatch, type Watched } from './watch.ts';

export interface MonitorRoomOptions {
  store: Store;
  kept: KeptValues;
  events: Omit<EventHub, 'isLogHeard'>;
  timing: Pick<Timing, 'now' | 'elapsed' | 'after'>;
  tools: Omit<CheckTools, 'secretHeaders'>;
  secrets: Secrets;
  leftSecrets: LeftSecrets;
  language(): Language;
  operators(): readonly Operator[];
  addressee: NoticesOptions['addressee'];
  accounts(): readonly Account[];
  canSendLater(account: { id: string }): boolean;
  /** Messages that are new in the log, and in the outbox. */
  onQueued(ids: string[]): void;
  holdBack: NoticesOptions['holdBack'];
  ownNetwork: OwnNetwork;
  onBug(error: unknown): void;
  /** For tests. */
  makeCheck?: (monitor: Monitor, tools: CheckTools) => Check;
  onStart?: (lateMs: number) => void;
}

/** All monitors, what came of their checks, and who is told. */
export interface MonitorRoom extends MonitorChanges {
  incidents: Incidents;
  notices: Notices;
  /** For the chat. */
  alarms: Alarms;
  list(): MonitorView[];
  records(): MonitorRecord[];
  mute(ids: readonly string[], until: number | null): Promise<Result<null>>;
  tryOut(monitor: Monitor, secrets?: MonitorSecretsDraft): Promise<Result<MonitorTrial>>;
  check(ids: readonly string[]): void;
  exportFile(ids: readonly string[] | undefined): { fileName: string; text: string };
  readImport(text: string): Result<MonitorImport>;
  newToken(): string;
  /** A job has reported under a token; false where there is no such. */
  pushed(token: string, report: { ok: boolean; text: string; ms?: number }): boolean;
  /** What was seen until now is on disk when it resolves. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export async function openMonitorRoom(options: MonitorRoomOptions): Promise<MonitorRoom> {
  const { store, events, timing, onBug } = options;
  const secretHeaders = createSecretHeaders(options.secrets, options.leftSecrets);
  const tools: CheckTools = {
    ...options.tools,
    async secretHeaders(id) {
      const record = held.get(id);
      return record ? headersToSend(secretHeaders, record) : ok({});
    },
  };
  const trash = createTrash<DeletedMonitor>(timing, limits.undoMs);
  const held = await holdMonitors(store, (id) => tools.target(id) !== undefined, onBug);
  const muting = openMuting(options.kept, timing.now);
  const make = options.makeCheck ?? makeCheck;
  const newToken = () => randomBytes(24).toString('base64url');

  const changed = createChangeNews(events, (id) => {
    const record = held.get(id);
    return record && shown(record);
  });
  const incidents = await openIncidents({
    ...{ store, now: timing.now, onBug },
    onChanged(incident) {
      events.emit('incidents.changed', [incident]);
      changed([incident.monitor]);
      void notices.consider(incident).catch(onBug);
    },
  });
  const watch = createWatch({
    ...{ timing, tools, ownNetwork: options.ownNetwork, makeCheck: make, onBeat, onBug },
    ...(options.onStart && { onStart: options.onStart }),
  });
  const stillDown = createStillDown({ timing, check: watch.checkSoon });
  const blind = watchBlind({
    timing,
    isMuted: (id) => (muting.until(id) ?? 0) > timing.now(),
    tell(monitors) {
      events.emit('monitors.blind', monitors);
      notices.tellBlind(monitors);
    },
  });
  const writer = createBeatWriter({ store, timing, onBug, onAdded: (beats) => events.emit('beats.added', beats) });
  const notices = await openNotices({
    ...{ store, kept: options.kept, timing, onBug },
    ...{ language: options.language, operators: options.operators, canSendLater: options.canSendLater },
    ...{ onQueued: options.onQueued, holdBack: options.holdBack },
    addressee: options.addressee,
    account: (id) => options.accounts().find((account) => account.id === id),
    monitor: (id) => held.get(id)?.monitor ?? trash.get(id)?.record.monitor,
    target: (id) => (id === undefined ? undefined : tools.target(id)),
    mutedUntil: silentUntil,
    ...{ isStillDown, isLookedAfter: (id) => held.get(id)?.monitor.paused === false, askAgain: stillDown.ask },
    blind: blind.list,
    ...{ open: incidents.open, isStorm: watch.isStorm, undecided: watch.undecided },
    onNobody({ number, name }, reason) {
      events.emit('notices.unsendable', [{ incident: number, name, account: '', person: '', failure: reason }]);
    },
    onUnsendable(incident, { account, person }, reason) {
      events.emit('incidents.changed', [incident]);
      events.emit('notices.unsendable', [{ incident: incident.number, name: incident.name, account, person, failure: reason }]);
    },
  });
  const stopUpkeep = startMonitorUpkeep({ store, timing, onBug, keep: () => trash.all().map(({ record }) => record.seq) });
  for (const { monitor } of held.all()) watch.set(monitor, { isStart: true, standing: standingAtStart(monitor) });
  // What was changed right before the program ended may have left an incident behind.
  for (const { monitor } of incidents.open())
    if (held.get(monitor)?.monitor.paused !== false) await incidents.end(monitor, held.get(monitor) ? 'paused' : 'removed');

  /** Nothing is told while it is muted, and while it is meant to be down. */
  function silentUntil(id: string): number | undefined {
    return isInMaintenance(id) ? Number.POSITIVE_INFINITY : muting.until(id);
  }

  function isInMaintenance(id: string): boolean {
    return inMaintenance(held.get(id)?.monitor.maintenance ?? [], timing.now());
  }

  function isStillDown(id: string): boolean {
    const monitor = held.get(id)?.monitor;
    if (isInMaintenance(id)) stillDown.doubt(id);
    return monitor !== undefined && stillDown.isCertain(monitor);
  }

  /** What was down when the program ended still is, until somebody knows better. */
  function standingAtStart({ id }: Monitor): Standing {
    const incident = incidents.openOf(id);
    if (!incident) return fresh(timing.now());
    return { state: 'down', since: incident.openedAt, failing: { since: incident.failedAt, checks: 1, reason: incident.reason } };
  }

  function onBeat(watched: Watched, beat: Beat, before: Standing): void {
    const { monitor, standing } = watched;
    const record = held.get(monitor.id);
    if (!record) return;
    writer.add(record.seq, monitor.id, beat);
    blind.seen(monitor, standing.state, beat.reason);
    // why: one that flaps is found so while it is up as well
    const isFlapping = standing.state === 'up' && incidents.openOf(monitor.id)?.isFlapping === true;
    if (beat.state === 'down' || isFlapping) stillDown.found(monitor.id);
    // why: its state stands, but this time nobody could ask
    else if (beat.state === 'unknown') stillDown.doubt(monitor.id);
    if (standing.state === 'down' && standing.failing) void incidents.down(monitor, standing.failing, beat.at).catch(onBug);
    if (standing.state === 'up' && incidents.openOf(monitor.id)) void incidents.up(monitor, standing.since, beat.at).catch(onBug);
    // why: an incident that is just being opened has to hear as well that it is over
    else if (standing.state === 'up' && before.state === 'down') void incidents.up(monitor, standing.since, beat.at).catch(onBug);
    changed([monitor.id]);
  }

  const shown = ({ monitor, secrets }: MonitorRecord): MonitorView => {
    const watched = watch.get(monitor.id);
    return viewOf(monitor, {
      ...(watched && { watched }),
      incident: incidents.openOf(monitor.id),
      mutedUntil: muting.until(monitor.id),
      nextAt: watch.nextAt(monitor.id),
      secrets,
    });
  };

  const changes = createMonitorChanges({
    ...{ held, secretHeaders, trash, watch, incidents, muting, newToken, shown },
    ...{ now: timing.now, flush: () => writer.flush() },
    onChanged(ids) {
      for (const id of ids) if (held.get(id)?.monitor.paused !== false) blind.forget(id);
      changed(ids);
    },
  });

  const mute = async (ids: readonly string[], until: number | null): Promise<Result<null>> => {
    await muting.set(ids, until);
    changed(ids);
    for (const id of ids) {
      const incident = incidents.openOf(id);
      if (incident) await notices.consider(incident);
    }
    return ok(null);
  };

  return {
    incidents,
    notices,
    list: () => held.all().map(shown),
    records: held.all,
    ...changes,
    mute: async (ids, until) => {
      const known = held.allKnown(ids);
      return known.ok ? mute(ids, until) : known;
    },
    async tryOut(monitor, secrets = {}) {
      const saved = held.get(monitor.id);
      const typed = onlyUsed(monitor, secrets);
      const fault = held.faultWith([monitor]) ?? secretsFault(monitor, typed, saved);
      if (fault) return err(fault);
      const trial = { monitor, secrets: saved?.secrets ?? {} };
      const using: CheckTools = { ...tools, secretHeaders: () => headersToSend(secretHeaders, trial, typed) };
      const timeoutMs = monitor.timeoutSeconds * 1000;
      const outcome = await askOnce(make(monitor, using), { timing, timeoutMs, signal: new AbortController().signal, onBug });
      const { kind, ...found } = outcome;
      return ok({ state: kind, ...found });
    },
    check(ids) {
      for (const id of ids) watch.check(id);
    },
    exportFile(ids) {
      const chosen = held.all().filter(({ monitor }) => ids === undefined || ids.includes(monitor.id));
      const day = new Date(timing.now()).toISOString().slice(0, 10);
      return { fileName: `weiguan-monitors-${day}.json`, text: writeFile(chosen.map(({ monitor }) => monitor)) };
    },
    readImport: (text) =>
      readFile(text, {
        isTaken: (id) => held.get(id) !== undefined,
        isTokenTaken: (token) => held.ofToken(token) !== undefined,
        ...{ hasTarget: (id) => tools.target(id) !== undefined, newToken },
      }),
    newToken,
    pushed(token, report) {
      const monitor = held.ofToken(token);
      if (monitor) watch.reported(monitor.id, report);
      return monitor !== undefined;
    },
    alarms: chatAlarms({
      incidents,
      notices,
      blind: blind.list,
      mute,
      mutedUntil: muting.until,
      monitors: () => held.all().map(({ monitor }) => monitor),
    }),
    async flush() {
      await writer.flush();
      await incidents.settled();
    },
    async close() {
      stopUpkeep();
      trash.empty();
      stillDown.close();
      blind.close();
      await watch.close();
      await incidents.settled();
      await notices.close();
      await writer.close();
    },
  };
}
