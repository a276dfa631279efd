import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Language } from '../../shared/language.ts';
import type { ConfiguredTarget } from '../config/configuration.ts';
import type { EventHub } from '../events.ts';
import type { KeptValues } from '../kept-values.ts';
import type { Secrets } from '../secrets/lazy-secrets.ts';
import type { LeftSecrets } from '../secrets/left-secrets.ts';
import type { Store } from '../store/store.ts';
import type { Timing } from '../timing.ts';
import type { Screen } from './driver.ts';
import { createDriverMaker } from './drivers-for.ts';
import type { Fleet } from './fleet.ts';
import type { LastHour } from './last-hour/last-hour.ts';
import { openLastHour } from './last-hour/open-last-hour.ts';
import { type LocalMachine, localMachine } from './local.ts';
import { createNames, type Names } from './names.ts';
import { withGivenSecrets } from './targets/given-secrets.ts';
import type { NamedInRights } from './targets/held-targets.ts';
import { openTargetHostKeys } from './targets/host-keys.ts';
import { findTargets } from './targets/lookup.ts';
import { askBy } from './targets/probes.ts';
import { openTargets, type Targets } from './targets/targets.ts';

export interface ControlRoomOptions {
  store: Store;
  kept: KeptValues;
  secrets: Secrets;
  leftSecrets: LeftSecrets;
  events: EventHub;
  timing: Timing;
  /** Targets of the config file, with their secrets. */
  given: readonly ConfiguredTarget[];
  /** Takes pictures of this computer's screen, where the gateway runs within a window. */
  desktop?: Screen | undefined;
  rights: NamedInRights;
  language(): Language;
  onBug(error: unknown): void;
}

/** All that belongs to the servers: which there are, how they are reached, and how they were in the last hour. */
export interface ControlRoom {
  targets: Targets;
  /** The targets as commands see them. */
  fleet: Fleet;
  lastHour: LastHour;
  localMachine: LocalMachine;
  names: Names;
  close(): Promise<void>;
}

export async function openControlRoom(options: ControlRoomOptions): Promise<ControlRoom> {
  const { store, secrets, leftSecrets, events, timing, given, language, onBug } = options;
  const names = createNames(timing);
  const hostKeys = openTargetHostKeys(options.kept);
  const drivers = createDriverMaker({
    ...{ hostKeys, env: process.env, lookUp: names.lookup, desktop: options.desktop },
    secrets: withGivenSecrets(secrets, given),
    target: (id) => targets.get(id),
  });
  const targets = await openTargets({
    ...{ store, secrets, leftSecrets, hostKeys, events, timing, language, onBug, ask: askBy(names.lookup), rights: options.rights },
    driversFor: drivers.driversFor,
    given: given.map(({ target }) => target),
    sshConfigFile: join(homedir(), '.ssh', 'config'),
  });
  const fixed = new Set(given.map(({ target }) => target.id));
  const lastHour = openLastHour({ targets, events, clock: timing, language, onBug });
  return {
    ...{ targets, lastHour, names, localMachine: localMachine(timing.elapsed) },
    fleet: {
      all: targets.all,
      isFixed: (id) => fixed.has(id),
      find: (words) => findTargets(targets.all(), words),
      drivers({ id }) {
        lastHour.used(id);
        return targets.drivers(id);
      },
    },
    async close() {
      await lastHour.close();
      await targets.close();
      await drivers.close();
    },
  };
}
