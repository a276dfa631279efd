import { failure } from '../../../shared/failures.ts';
import { type Language, listed } from '../../../shared/language.ts';
import type { LocalNetwork } from '../../../shared/network-scan.ts';
import { err, type Failure, ok, type Result } from '../../../shared/result.ts';
import {
  type DriverKind,
  localTargetId,
  secretsUsedBy,
  type Target,
  type TargetSecretName,
  type TargetSecretsDraft,
  type TargetView,
} from '../../../shared/target.ts';
import type { ImportPreview, ImportSource } from '../../../shared/target-import.ts';
import { targetSaved } from '../../console-record.ts';
import type { EventHub } from '../../events.ts';
import type { Secrets } from '../../secrets/lazy-secrets.ts';
import type { LeftSecrets } from '../../secrets/left-secrets.ts';
import type { Store } from '../../store/store.ts';
import type { TargetRecord } from '../../store/tables/targets.ts';
import type { Timing } from '../../timing.ts';
import { createTurns } from '../../turns.ts';
import type { Driver, TrialReport } from '../driver.ts';
import { holdTargets, type NamedInRights } from './held-targets.ts';
import type { TargetHostKeys } from './host-keys.ts';
import { previewImport } from './import/preview.ts';
import { createLights } from './lights.ts';
import { createOpenDrivers, type DriversFor } from './open-drivers.ts';
import type { Ask } from './probes.ts';
import { createRemovals } from './removals.ts';
import { dependentsOf, referenceFault, referringTo } from './rules.ts';
import { createScans, type ScansOptions } from './scan/scans.ts';
import { keepAround, movedSecrets, namesOf, onlyUsed, savedSecrets, secretForElsewhere, type TargetSecrets } from './target-secrets.ts';
import { tryDriver, wayNames } from './trial.ts';
import { viewOf } from './view.ts';

export interface TargetsOptions {
  store: Store;
  secrets: Secrets;
  leftSecrets: Pick<LeftSecrets, 'forget' | 'leave' | 'takeBack'>;
  hostKeys: TargetHostKeys;
  events: EventHub;
  timing: Pick<Timing, 'now' | 'elapsed' | 'after'>;
  language(): Language;
  driversFor: DriversFor;
  ask: Ask;
  rights: NamedInRights;
  /** Those of the config file, which can't be changed. */
  given?: readonly Target[];
  /** The user's own ssh configuration. */
  sshConfigFile: string;
  onBug(error: unknown): void;
  /** For tests. */
  scan?: Partial<Pick<ScansOptions, 'networks' | 'reach'>>;
}

/** What was typed of a target. */
export interface TypedTarget {
  target: Target;
  secrets: TargetSecretsDraft;
}

/** All targets with their secrets, and every way to change them. Changes are made one at a time. */
export interface Targets {
  /** `local` first. */
  all(): Target[];
  list(): TargetView[];
  get(id: string): Target | undefined;
  /** The drivers of a saved target, shared by all who use it: don't close them. They are new after it was changed. */
  drivers(id: string): Promise<Result<Driver[]>>;
  save(typed: TypedTarget & { forget?: TargetSecretName[] | undefined; isNew: boolean }): Promise<Result<TargetView>>;
  /** `typed` must be its id. For a minute `restore` brings it back with its secrets. */
  remove(id: string, typed: string): Promise<Result<null>>;
  restore(id: string): Promise<Result<TargetView>>;
  /** Tries one way to a target as it was typed, saved or not. */
  tryOut(typed: TypedTarget & { kind: DriverKind }): Promise<Result<TrialReport>>;
  forgetHostKey(id: string): Promise<Result<null>>;
  /** Asks whether they answer; the lights follow as an event. */
  check(ids: readonly string[] | undefined): void;
  readImport(source: ImportSource): Promise<Result<ImportPreview>>;
  /** Adds them all or none. */
  addAll(targets: Target[]): Promise<Result<{ added: number }>>;
  networks(): LocalNetwork[];
  scan(id: string, network: string | undefined): Result<null>;
  stopScan(): Promise<void>;
  close(): Promise<void>;
}

export async function openTargets(options: TargetsOptions): Promise<Targets> {
  const { events, timing, hostKeys, onBug } = options;
  const turns = createTurns();
  const held = await holdTargets({ ...options, given: options.given ?? [] });
  const { local } = held;
  const removals = createRemovals({ ...options, held });
  const drivers = createOpenDrivers(options.driversFor, onBug);
  const all = () => [local(), ...held.records().map(({ target }) => target)];
  const lights = createLights({
    ...{ clock: timing, ask: options.ask, onChange: changed, isWatched: () => events.isHeard('targets.changed') },
    targets: () => held.records().map(({ target }) => target),
  });
  const scans = createScans({ ...options.scan, onChange: (scan) => events.emit('targets.scanned', scan), onBug });

  const shown = (record: TargetRecord): TargetView => ({
    ...viewOf(record, lights.of(record.target)),
    ...(held.isFixed(record.target.id) && { isFixed: true }),
  });
  const list = () => [viewOf({ target: local(), secrets: {} }, { state: 'up' }), ...held.records().map(shown)];
  /** Many lights change together: the list is made once for them. */
  let telling: NodeJS.Timeout | undefined;
  function changed(): void {
    telling ??= setTimeout(() => {
      telling = undefined;
      events.emit('targets.changed', list());
    }, 16).unref();
  }
  const stopFollowing = events.listen(changed, 'settings.changed');

  const get = (id: string) => (id === localTargetId ? local() : held.get(id)?.target);
  /** One that was made, not `local`. */
  function own(id: string): Result<TargetRecord> {
    const record = held.get(id);
    if (record) return held.isFixed(id) ? err(failure('targets/from-config', { id })) : ok(record);
    return err(id === localTargetId ? failure('targets/fixed') : failure('targets/unknown', { id }));
  }

  /** From now on it is reached anew, with all that is reached through it. */
  const reachAnew = (id: string) => void drivers.drop(dependentsOf(id, all())).catch(onBug);

  return {
    all,
    list() {
      lights.start();
      return list();
    },
    get,

    async drivers(id) {
      const target = get(id);
      if (!target) return err(failure('targets/unknown', { id }));
      const record = held.get(id);
      return drivers.of(target, async () => (record ? savedSecrets(options.secrets, record) : ok({})));
    },

    save: ({ target, secrets, forget = [], isNew }) =>
      turns(async () => {
        const { id } = target;
        if (id === localTargetId) return err(failure('targets/fixed'));
        const saved = held.get(id);
        if (isNew && saved) return err(failure('targets/id-taken', { id }));
        if (held.isFixed(id)) return err(failure('targets/from-config', { id }));
        if (!isNew && !saved) return err(failure('targets/unknown', { id }));
        const fault = held.faultWith([target]);
        if (fault) return err(fault);
        const typed = onlyUsed(target, secrets);
        const elsewhere = saved && elsewhereFault(saved, target, { ...typed, ...Object.fromEntries(forget.map((name) => [name, ''])) });
        if (elsewhere) return err(elsewhere);
        if (isNew) await removals.forgetFormer(id);
        if (saved) await held.proveDisk(saved);
        const moved = saved ? movedSecrets(saved, target) : [];
        const change = { target, typed, saved: saved?.secrets ?? {}, forget, moved };
        const madeAt = saved?.madeAt ?? timing.now();
        // A new password is written after the row, which says then that it is set: that is no other change.
        let trail = [targetSaved(timing.now(), target)];
        const kept = await keepAround(options.secrets, change, async (since) => {
          await held.put([{ target, madeAt, secrets: since }], trail);
          trail = [];
        });
        if (!kept.ok && held.get(id) === saved) return kept;
        const record: TargetRecord = { target, madeAt, secrets: kept.ok ? kept.value : {} };
        if (!saved || isReachedOtherwise(saved, record)) reachAnew(id);
        changed();
        void lights.check([target]).catch(onBug);
        return kept.ok ? ok(shown(record)) : kept;
      }),

    remove: (id, typed) =>
      turns(async () => {
        const found = own(id);
        if (!found.ok) return found;
        const record = found.value;
        if (typed.trim() !== id) return err(failure('targets/not-confirmed'));
        const by = referringTo(id, all()).map((target) => target.id);
        if (by.length > 0) return err(failure('targets/in-use', { id, by: by.join(', ') }));
        // why: what is called so later would have that right
        const roles = options.rights.naming(id);
        if (roles.length > 0) return err(failure('targets/in-rights', { id, roles: listed(roles, options.language()) }));
        await removals.remove(record);
        reachAnew(id);
        changed();
        return ok(null);
      }),

    restore: (id) =>
      turns(async () => {
        const restored = await removals.restore(id);
        if (!restored.ok) return restored;
        changed();
        return ok(shown(restored.value));
      }),

    async tryOut({ target: typed, secrets, kind }) {
      const target = typed.id === localTargetId ? local() : typed;
      const fault = referenceFault(target, new Map([...all(), target].map((one) => [one.id, one])));
      if (fault) return err(fault);
      const needed = onlyFor(target, kind);
      const typedSecrets = onlyUsed(needed, secrets);
      const saved = held.get(target.id);
      const elsewhere = saved && elsewhereFault(saved, needed, typedSecrets);
      if (elsewhere) return err(elsewhere);
      const untyped = saved && secretsUsedBy(needed).some((name) => name in saved.secrets && !(name in typedSecrets));
      const read = untyped ? await savedSecrets(options.secrets, saved) : ok({});
      if (!read.ok) return read;
      const used = { ...onlyUsed(needed, read.value), ...typedSecrets };
      return tryDriver(options.driversFor(target, used, 'trial'), { target, kind, onBug });
    },

    forgetHostKey: (id) =>
      turns(async () => {
        const found = held.isFixed(id) ? ok(null) : own(id);
        if (!found.ok) return found;
        await hostKeys.trustNext(id);
        reachAnew(id);
        return ok(null);
      }),

    check(ids) {
      const wanted = held.records().map(({ target }) => target);
      void lights.check(ids ? wanted.filter(({ id }) => ids.includes(id)) : wanted).catch(onBug);
    },

    readImport(source) {
      const known = held.records().map(({ target }) => target);
      const { rightsFault, groupFault } = held;
      return previewImport(source, { sshConfigFile: options.sshConfigFile, known, local: local(), rightsFault, groupFault });
    },

    addAll: (targets) =>
      turns(async () => {
        const taken = targets.find(({ id }, index) => get(id) || targets.findIndex((other) => other.id === id) !== index);
        if (taken) return err(failure('targets/id-taken', { id: taken.id }));
        const fault = held.faultWith(targets);
        if (fault) return err(fault);
        for (const { id } of targets) await removals.forgetFormer(id);
        const madeAt = timing.now();
        const trail = targets.map((target) => targetSaved(madeAt, target));
        await held.put(
          targets.map((target) => ({ target, madeAt, secrets: {} })),
          trail,
        );
        changed();
        void lights.check(targets).catch(onBug);
        return ok({ added: targets.length });
      }),

    networks: scans.networks,
    scan: scans.start,
    stopScan: scans.stop,

    async close() {
      stopFollowing();
      clearTimeout(telling);
      removals.close();
      await Promise.all([lights.close(), scans.stop(), drivers.close()]);
    },
  };
}

/** A target with nothing but what one driver needs: no other secret is asked for. */
function onlyFor(target: Target, kind: DriverKind): Target {
  const { ssh, wake, ipmi, vnc, ...rest } = target;
  return { ...rest, ...(kind !== 'local' && target[kind] && { [kind]: target[kind] }) };
}

/** What runs on a target goes on while only its name or its notes are changed. */
function isReachedOtherwise(before: TargetRecord, after: TargetRecord): boolean {
  const reach = ({ target: { system, ssh, wake, ipmi, vnc }, secrets }: TargetRecord) =>
    JSON.stringify([system, ssh, wake, ipmi, vnc, namesOf(secrets).map((name) => [name, secrets[name]])]);
  return reach(before) !== reach(after);
}

function elsewhereFault(saved: TargetRecord, wanted: Target, typed: TargetSecrets): Failure | undefined {
  const secret = secretForElsewhere(saved, wanted, typed);
  return secret && failure('targets/retype', { way: wayNames[secretWays[secret] ?? 'ssh'] });
}

const secretWays: Partial<Record<TargetSecretName, DriverKind>> = { ipmiPassword: 'ipmi', vncPassword: 'vnc' };
