import { randomBytes } from 'node:crypto';
import { failure } from '../../shared/failures.ts';
import type { Beat } from '../../shared/monitor/beats.ts';
import { type Monitor, type MonitorView, monitorLimits } from '../../shared/monitor/monitor.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { MonitorRecord } from '../store/tables/monitors.ts';
import { createTurns } from '../turns.ts';
import { askOnce } from './ask-once.ts';
import { createBeatWriter } from './beat-writer.ts';
import { createChangeNews } from './change-news.ts';
import { chatAlarms } from './chat-alarms.ts';
import type { CheckTools } from './check.ts';
import { makeCheck } from './checks/make-check.ts';
import { copyOf } from './copy-of.ts';
import { holdMonitors } from './held-monitors.ts';
import { inMaintenance } from './hours.ts';
import { readFile, writeFile } from './import/read-file.ts';
import { openIncidents } from './incidents.ts';
import { createMonitorTrash } from './monitor-trash.ts';
import { openMuting } from './muting.ts';
import { openNotices } from './notices/notices.ts';
import { anchorOf, createOwnNetwork } from './own-network.ts';
import type { MonitorRoom, MonitorRoomOptions } from './room.ts';
import { createSecretHeaders, type HeaderSecrets, headersToSend, onlyUsed, secretsFault } from './secret-headers.ts';
import { fresh, type Standing } from './standing.ts';
import { startMonitorUpkeep } from './upkeep.ts';
import { viewOf } from './view.ts';
import { createWatch, type Watched } from './watch.ts';

const undoMs = 60_000;

export async function openMonitorRoom(options: MonitorRoomOptions): Promise<MonitorRoom> {
  const { store, events, timing, onBug } = options;
  const secretHeaders = createSecretHeaders(options.secrets);
  const tools: CheckTools = {
    ...options.tools,
    async secretHeaders(id) {
      const record = held.get(id);
      return record ? headersToSend(secretHeaders, record) : ok({});
    },
  };
  const turns = createTurns();
  const trash = createMonitorTrash(timing, options.undoMs ?? undoMs);
  const held = await holdMonitors(store, (id) => tools.target(id) !== undefined, onBug);
  const muting = openMuting(options.kept, timing.now);
  const make = options.makeCheck ?? makeCheck;
  const newToken = () => randomBytes(24).toString('base64url');

  const news = createChangeNews(
    timing,
    (id) => {
      const record = held.get(id);
      return record && shown(record);
    },
    (change) => events.emit('monitors.changed', change),
  );
  const { changed } = news;
  const incidents = await openIncidents({
    ...{ store, now: timing.now, onBug },
    onChanged(incident) {
      events.emit('incidents.changed', [incident]);
      changed([incident.monitor]);
      void notices.consider(incident).catch(onBug);
    },
  });
  const ownNetwork =
    options.ownNetwork ??
    createOwnNetwork({ clock: timing, anchors: () => options.accounts().flatMap(({ apiBase }) => anchorOf(apiBase) ?? []) });
  const watch = createWatch({
    ...{ timing, tools, ownNetwork, makeCheck: make, onBeat, onBug },
    ...(options.onStart && { onStart: options.onStart }),
  });
  const writer = createBeatWriter({ store, timing, onBug, onAdded: (beats) => events.emit('beats.added', beats) });
  const notices = await openNotices({
    ...{ store, kept: options.kept, timing, onBug },
    ...{ language: options.language, operators: options.operators, canSendLater: options.canSendLater, onQueued: options.onQueued },
    addressee: options.addressee,
    account: (id) => options.accounts().find((account) => account.id === id),
    monitor: (id) => held.get(id)?.monitor ?? trash.get(id)?.record.monitor,
    target: (id) => (id === undefined ? undefined : tools.target(id)),
    mutedUntil: silentUntil,
    ...{ open: incidents.open, isStorm: watch.isStorm, undecided: watch.undecided },
    onUnsendable(incident, { account, person }, reason) {
      events.emit('incidents.changed', [incident]);
      events.emit('notices.unsendable', [{ incident: incident.number, name: incident.name, account, person, failure: reason }]);
    },
  });
  const stopUpkeep = startMonitorUpkeep({ store, timing, onBug, keep: () => trash.all().map(({ record }) => record.seq) });
  for (const { monitor } of held.all()) watch.set(monitor, { standing: standingAtStart(monitor) });
  // What was changed right before the program ended may have left an incident behind.
  for (const { monitor } of incidents.open())
    if (held.get(monitor)?.monitor.paused !== false) await incidents.end(monitor, held.get(monitor) ? 'paused' : 'removed');

  /** Nothing is told while it is muted, and while it is meant to be down. */
  function silentUntil(id: string): number | undefined {
    const windows = held.get(id)?.monitor.maintenance ?? [];
    return inMaintenance(windows, timing.now()) ? Number.POSITIVE_INFINITY : muting.until(id);
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

  /** @param secrets which are set of one that is saved; the others keep theirs */
  async function put(monitors: readonly Monitor[], secrets?: MonitorRecord['secrets']): Promise<Result<null>> {
    const fault = held.faultWith(monitors);
    if (fault) return err(fault);
    const before = new Map(monitors.map(({ id }) => [id, held.get(id)]));
    const records = monitors.map((monitor) => ({ monitor, secrets: secrets ?? held.get(monitor.id)?.secrets ?? {} }));
    await held.put(records, timing.now());
    for (const monitor of monitors) {
      trash.remove(monitor.id);
      const known = before.get(monitor.id)?.monitor;
      const asks = (record: MonitorRecord | undefined) => JSON.stringify([record?.monitor.check, record?.secrets]);
      const asksOtherwise = asks(before.get(monitor.id)) !== asks(held.get(monitor.id));
      watch.set(monitor, {
        soon: known === undefined || asksOtherwise || known.paused,
        ...((known?.paused || monitor.paused || known === undefined) && { standing: fresh(timing.now()) }),
      });
      // why: not before nobody looks after it any more, who might open another one
      if (monitor.paused) await incidents.end(monitor.id, 'paused');
    }
    const muted = monitors.filter(({ id }) => before.get(id) === undefined && muting.until(id) !== undefined);
    if (muted.length > 0)
      await muting.set(
        muted.map(({ id }) => id),
        null,
      );
    changed(monitors.map(({ id }) => id));
    return ok(null);
  }

  /** Saves a monitor with its secrets. */
  async function putWithSecrets(monitor: Monitor, typed: HeaderSecrets): Promise<Result<MonitorView>> {
    const fault = held.faultWith([monitor]);
    if (fault) return err(fault);
    const kept = await secretHeaders.keep({ monitor, typed, saved: held.get(monitor.id)?.secrets ?? {} });
    if (!kept.ok) return kept;
    const done = await put([monitor], kept.value);
    return done.ok ? viewOfId(monitor.id) : done;
  }

  const unknown = (ids: readonly string[]) => ids.find((id) => !held.get(id));
  const viewOfId = (id: string): Result<MonitorView> => {
    const record = held.get(id);
    return record ? ok(shown(record)) : err(failure('monitors/unknown', { id }));
  };

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
    save: (monitor, isNew, typed = {}) =>
      turns(async () => {
        const { id } = monitor;
        if (isNew && held.get(id)) return err(failure('monitors/id-taken', { id }));
        if (!isNew && !held.get(id)) return err(failure('monitors/unknown', { id }));
        const used = onlyUsed(monitor, typed);
        const fault = secretsFault(monitor, used, held.get(id));
        return fault ? err(fault) : putWithSecrets(monitor, used);
      }),
    remove: (ids) =>
      turns(async () => {
        const missing = unknown(ids);
        if (missing !== undefined) return err(failure('monitors/unknown', { id: missing }));
        await writer.flush();
        const secrets = await secretHeaders.take(ids.flatMap((id) => held.get(id) ?? []));
        if (!secrets.ok) return secrets;
        for (const record of await held.remove(ids)) {
          const { id } = record.monitor;
          watch.remove(id);
          await incidents.end(id, 'removed');
          trash.put({ record, secrets: secrets.value.get(id) ?? {} });
        }
        changed(ids);
        return ok(null);
      }),
    restore: (ids) =>
      turns(async () => {
        const missing = ids.find((id) => !trash.get(id) || held.get(id));
        if (missing !== undefined) return err(failure('monitors/gone', { id: missing }));
        const deleted = ids.flatMap((id) => trash.get(id) ?? []);
        const fault = held.faultWith(deleted.map(({ record }) => record.monitor));
        if (fault) return err(fault);
        const records: MonitorRecord[] = [];
        for (const { record, secrets } of deleted) {
          const kept = await secretHeaders.keep({ monitor: record.monitor, typed: secrets, saved: {} });
          if (!kept.ok) return kept;
          records.push({ ...record, secrets: kept.value });
        }
        await held.restore(records);
        for (const { monitor } of records) {
          trash.remove(monitor.id);
          watch.set(monitor, { soon: true, standing: fresh(timing.now()) });
        }
        changed(ids);
        return ok(records.map(shown));
      }),
    edit: (ids, change) =>
      turns(async () => {
        const missing = unknown(ids);
        if (missing !== undefined) return err(failure('monitors/unknown', { id: missing }));
        return put(ids.flatMap((id) => held.get(id)?.monitor ?? []).map(change));
      }),
    mute: async (ids, until) => {
      const missing = unknown(ids);
      return missing === undefined ? mute(ids, until) : err(failure('monitors/unknown', { id: missing }));
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
    clone: (id) =>
      turns(async () => {
        const record = held.get(id);
        if (!record) return err(failure('monitors/unknown', { id }));
        const secrets = await secretHeaders.read(record);
        if (!secrets.ok) return secrets;
        const copy = copyOf(record.monitor, {
          isIdTaken: (other) => held.get(other) !== undefined,
          isNameTaken: (name) => held.all().some(({ monitor }) => monitor.name === name),
          newToken,
        });
        return putWithSecrets(copy, onlyUsed(copy, secrets.value));
      }),
    exportFile(ids) {
      const chosen = held.all().filter(({ monitor }) => ids === undefined || ids.includes(monitor.id));
      const day = new Date(timing.now()).toISOString().slice(0, 10);
      return { fileName: `weiguan-monitors-${day}.json`, text: writeFile(chosen.map(({ monitor }) => monitor)) };
    },
    readImport: (text) =>
      readFile(text, { isTaken: (id) => held.get(id) !== undefined, hasTarget: (id) => tools.target(id) !== undefined, newToken }),
    addAll: (monitors) =>
      turns(async () => {
        const taken = monitors.find(({ id }, index) => held.get(id) || monitors.findIndex((other) => other.id === id) !== index);
        if (taken) return err(failure('monitors/id-taken', { id: taken.id }));
        if (monitors.length > monitorLimits.atOnce) return err(failure('monitors/too-many', { limit: String(monitorLimits.atOnce) }));
        const done = await put(monitors);
        return done.ok ? ok({ added: monitors.length }) : done;
      }),
    newToken,
    pushed(token, report) {
      const monitor = held.ofToken(token);
      if (monitor) watch.reported(monitor.id, report);
      return monitor !== undefined;
    },
    alarms: chatAlarms({ incidents, notices, mute, mutedUntil: muting.until, monitors: () => held.all().map(({ monitor }) => monitor) }),
    async flush() {
      await writer.flush();
      await incidents.settled();
    },
    async close() {
      stopUpkeep();
      news.close();
      trash.empty();
      await watch.close();
      await incidents.settled();
      await notices.close();
      await writer.close();
    },
  };
}
