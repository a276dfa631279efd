import { failure } from '../../shared/failures.ts';
import { type Monitor, type MonitorView, monitorLimits } from '../../shared/monitor/monitor.ts';
import type { MonitorSecretsDraft } from '../../shared/monitor/monitor-secrets.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { MonitorRecord } from '../store/tables/monitors.ts';
import type { Trash } from '../trash.ts';
import { createTurns } from '../turns.ts';
import { copyOf } from './copy-of.ts';
import type { HeldMonitors } from './held-monitors.ts';
import type { Incidents } from './incidents.ts';
import type { Muting } from './muting.ts';
import { meansSame } from './same-question.ts';
import { type HeaderSecrets, onlyUsed, type SecretHeaders, secretsFault } from './secret-headers.ts';
import { fresh } from './standing.ts';
import type { Watch } from './watch.ts';

/** What can be done to monitors, one change at a time. */
export interface MonitorChanges {
  /** `secrets` are the values of secret headers that were typed. */
  save(monitor: Monitor, isNew: boolean, secrets?: MonitorSecretsDraft): Promise<Result<MonitorView>>;
  remove(ids: readonly string[]): Promise<Result<null>>;
  restore(ids: readonly string[]): Promise<Result<MonitorView[]>>;
  edit(ids: readonly string[], change: (monitor: Monitor) => Monitor): Promise<Result<null>>;
  clone(id: string): Promise<Result<MonitorView>>;
  addAll(monitors: readonly Monitor[]): Promise<Result<{ added: number }>>;
}

/** All of a monitor that was deleted. */
export interface DeletedMonitor {
  record: MonitorRecord;
  /** `left` where they could not be read. */
  secrets: HeaderSecrets | 'left';
}

export interface MonitorChangesOptions {
  held: HeldMonitors;
  secretHeaders: SecretHeaders;
  trash: Trash<DeletedMonitor>;
  watch: Pick<Watch, 'set' | 'remove'>;
  incidents: Pick<Incidents, 'end'>;
  muting: Muting;
  now(): number;
  newToken(): string;
  shown(record: MonitorRecord): MonitorView;
  /** What was seen until now is on disk when it resolves. */
  flush(): Promise<void>;
  onChanged(ids: readonly string[]): void;
}

export function createMonitorChanges(options: MonitorChangesOptions): MonitorChanges {
  const { held, secretHeaders, trash, watch, incidents, muting, now, newToken, shown, onChanged } = options;
  const turns = createTurns();

  /** @param secrets which are set of one that is saved; the others keep theirs */
  async function put(monitors: readonly Monitor[], secrets?: MonitorRecord['secrets']): Promise<Result<null>> {
    const fault = held.faultWith(monitors);
    if (fault) return err(fault);
    const before = new Map(monitors.map(({ id }) => [id, held.get(id)]));
    const records = monitors.map((monitor) => ({ monitor, secrets: secrets ?? held.get(monitor.id)?.secrets ?? {} }));
    await held.put(records, now());
    for (const monitor of monitors) {
      trash.remove(monitor.id);
      lookAfter(monitor, before.get(monitor.id));
      // why: not before nobody looks after it any more, who might open another one
      if (monitor.paused) await incidents.end(monitor.id, 'paused');
    }
    const muted = monitors.map(({ id }) => id).filter((id) => before.get(id) === undefined && muting.until(id) !== undefined);
    if (muted.length > 0) await muting.set(muted, null);
    onChanged(monitors.map(({ id }) => id));
    return ok(null);
  }

  function lookAfter(monitor: Monitor, before: MonitorRecord | undefined): void {
    const begins = before === undefined || before.monitor.paused;
    watch.set(monitor, {
      soon:
        begins || !meansSame(before.monitor, monitor) || JSON.stringify(before.secrets) !== JSON.stringify(held.get(monitor.id)?.secrets),
      ...((begins || monitor.paused) && { standing: fresh(now()) }),
    });
  }

  async function putWithSecrets(monitor: Monitor, typed: HeaderSecrets): Promise<Result<MonitorView>> {
    const fault = held.faultWith([monitor]);
    if (fault) return err(fault);
    const kept = await secretHeaders.keep({ monitor, typed, saved: held.get(monitor.id)?.secrets ?? {} });
    if (!kept.ok) return kept;
    const done = await put([monitor], kept.value);
    if (!done.ok) return done;
    const saved = held.known(monitor.id);
    return saved.ok ? ok(shown(saved.value)) : saved;
  }

  async function save(monitor: Monitor, isNew: boolean, typed: MonitorSecretsDraft): Promise<Result<MonitorView>> {
    const { id } = monitor;
    const saved = held.known(id);
    if (isNew && saved.ok) return err(failure('monitors/id-taken', { id }));
    if (!isNew && !saved.ok) return saved;
    const used = onlyUsed(monitor, typed);
    const fault = secretsFault(monitor, used, held.get(id));
    return fault ? err(fault) : putWithSecrets(monitor, used);
  }

  async function remove(ids: readonly string[]): Promise<Result<null>> {
    const known = held.allKnown(ids);
    if (!known.ok) return known;
    await options.flush();
    const secrets = new Map<string, DeletedMonitor['secrets']>();
    for (const record of known.value) secrets.set(record.monitor.id, await secretHeaders.take(record));
    for (const record of await held.remove(ids)) {
      const { id } = record.monitor;
      watch.remove(id);
      // why first: whom to tell of the end is known from the monitor
      trash.put(id, { record, secrets: secrets.get(id) ?? {} });
      await incidents.end(id, 'removed');
    }
    onChanged(ids);
    return ok(null);
  }

  async function restore(ids: readonly string[]): Promise<Result<MonitorView[]>> {
    const missing = ids.find((id) => !trash.get(id) || held.get(id));
    if (missing !== undefined) return err(failure('monitors/gone', { id: missing }));
    const deleted = ids.flatMap((id) => trash.get(id) ?? []);
    const fault = held.faultWith(deleted.map(({ record }) => record.monitor));
    if (fault) return err(fault);
    const records: MonitorRecord[] = [];
    for (const { record, secrets } of deleted) {
      const kept = await secretHeaders.putBack(record, secrets);
      if (!kept.ok) return kept;
      records.push({ ...record, secrets: kept.value });
    }
    await held.restore(records);
    for (const { monitor } of records) {
      trash.remove(monitor.id);
      watch.set(monitor, { soon: true, standing: fresh(now()) });
    }
    onChanged(ids);
    return ok(records.map(shown));
  }

  async function edit(ids: readonly string[], change: (monitor: Monitor) => Monitor): Promise<Result<null>> {
    const known = held.allKnown(ids);
    return known.ok ? put(known.value.map(({ monitor }) => change(monitor))) : known;
  }

  async function clone(id: string): Promise<Result<MonitorView>> {
    const known = held.known(id);
    if (!known.ok) return known;
    const secrets = await secretHeaders.read(known.value);
    if (!secrets.ok) return secrets;
    const copy = copyOf(known.value.monitor, {
      isIdTaken: (other) => held.get(other) !== undefined,
      isNameTaken: (name) => held.all().some(({ monitor }) => monitor.name === name),
      newToken,
    });
    return putWithSecrets(copy, onlyUsed(copy, secrets.value));
  }

  async function addAll(monitors: readonly Monitor[]): Promise<Result<{ added: number }>> {
    const taken = monitors.find(({ id }, index) => held.get(id) || monitors.findIndex((other) => other.id === id) !== index);
    if (taken) return err(failure('monitors/id-taken', { id: taken.id }));
    if (monitors.length > monitorLimits.atOnce) return err(failure('monitors/too-many', { limit: String(monitorLimits.atOnce) }));
    const done = await put(monitors);
    return done.ok ? ok({ added: monitors.length }) : done;
  }

  return {
    save: (monitor, isNew, secrets = {}) => turns(() => save(monitor, isNew, secrets)),
    remove: (ids) => turns(() => remove(ids)),
    restore: (ids) => turns(() => restore(ids)),
    edit: (ids, change) => turns(() => edit(ids, change)),
    clone: (id) => turns(() => clone(id)),
    addAll: (monitors) => turns(() => addAll(monitors)),
  };
}
