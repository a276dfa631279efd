import type { LookupFunction } from 'node:net';
import { localTargetId, type Target, type TargetId } from '../../shared/target.ts';
import { type Secrets, secretsOnDemand } from '../secrets/lazy-secrets.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { HostKeys } from '../ssh/host-key.ts';
import type { Driver, Screen } from './driver.ts';
import { createIpmiDriver } from './ipmi-driver.ts';
import { createLocalDriver } from './local-driver.ts';
import { screenOverShell } from './screen-over-shell.ts';
import { createSshDrivers, type SshDrivers, type SshDriversOptions } from './ssh-driver.ts';
import { targetSecret } from './target-secret.ts';
import type { TargetHostKeys } from './targets/host-keys.ts';
import type { DriversFor } from './targets/open-drivers.ts';
import type { TargetSecrets } from './targets/target-secrets.ts';
import { createVncDriver } from './vnc-driver.ts';
import { createWakeDriver } from './wake-driver.ts';

export interface DriverMakerOptions {
  secrets: Secrets;
  hostKeys: TargetHostKeys;
  /** A target as it is now: a jump host or a relay. */
  target(id: TargetId): Target | undefined;
  env: NodeJS.ProcessEnv;
  lookUp: LookupFunction;
  /** Takes pictures of this computer's screen, where the gateway runs within a window. */
  desktop?: Screen | undefined;
}

/** Makes the drivers of targets. */
export interface DriverMaker {
  driversFor: DriversFor;
  /** Ends all connections that are shared. */
  close(): Promise<void>;
}

const secretName = (id: TargetId, name: string) => `target/${id}/${name}`;

export function createDriverMaker({ secrets, hostKeys, target: find, env, lookUp, desktop }: DriverMakerOptions): DriverMaker {
  const sshWith = (store: SecretStore, keys: SshDriversOptions['hostKeys']) =>
    createSshDrivers({ secrets: store, secretName, hostKeys: keys, target: find, env, lookUp });
  const shared = sshWith(secretsOnDemand(secrets), hostKeys);

  function make(target: Target, store: SecretStore, ssh: SshDrivers): Driver[] {
    if (target.id === localTargetId) return [createLocalDriver(env, desktop)];
    const secret = (name: keyof TargetSecrets) => targetSecret(store, target.id, name);
    const drivers: Driver[] = [];
    // why: VNC shows a Windows session and a locked screen, which a shell doesn't
    if (target.vnc) drivers.push(createVncDriver({ reach: target.vnc, password: secret('vncPassword'), lookUp }));
    if (target.ssh) drivers.push(withScreen(ssh.driver(target)));
    if (target.ipmi) drivers.push(createIpmiDriver({ reach: target.ipmi, password: secret('ipmiPassword') }));
    if (target.wake) drivers.push(wakeDriver(target, target.wake, secret('secureOn'), ssh));
    return drivers;
  }

  function wakeDriver(
    { id }: Target,
    reach: NonNullable<Target['wake']>,
    secureOn: ReturnType<typeof targetSecret>,
    ssh: SshDrivers,
  ): Driver {
    const relayed = reach.relay === undefined || reach.relay === localTargetId ? undefined : find(reach.relay);
    if (!relayed?.ssh || relayed.id === id) return createWakeDriver({ reach, secureOn });
    const over = ssh.driver(relayed);
    const driver = createWakeDriver({ reach, secureOn, ...(over.shell && { relay: { id: relayed.id, shell: over.shell } }) });
    return {
      ...driver,
      async close() {
        await driver.close();
        await over.close();
      },
    };
  }

  return {
    driversFor(target, given, purpose) {
      if (purpose === 'use') return make(target, secretsOnDemand(secrets), shared);
      const store = storeWith(target.id, given, secrets);
      const own = sshWith(store, find(target.id) ? hostKeys : withOwnKeys(target.id, hostKeys));
      return make(target, store, own).map((driver) => ({
        ...driver,
        async close() {
          await driver.close();
          await own.close();
        },
      }));
    },
    close: shared.close,
  };
}

/** What runs programs can take a picture as well. */
function withScreen(driver: Driver): Driver {
  return driver.shell ? { ...driver, screen: screenOverShell(driver.shell) } : driver;
}

/** The keys, but those of one target, which is only tried: what it shows is forgotten with the trial. */
function withOwnKeys(id: TargetId, kept: SshDriversOptions['hostKeys']): SshDriversOptions['hostKeys'] {
  const keys = new Map<string, string>();
  const own: HostKeys = { get: async (server) => keys.get(server), set: async (server, key) => void keys.set(server, key) };
  return { of: (target) => (target === id ? own : kept.of(target)) };
}

/** The secret store, but of one target with what was typed of it. */
function storeWith(id: TargetId, typed: TargetSecrets, secrets: Secrets): SecretStore {
  const store = secretsOnDemand(secrets);
  const texts = new Map(Object.entries(typed).map(([name, text]) => [secretName(id, name), text]));
  return {
    ...store,
    async get(name) {
      if (!name.startsWith(secretName(id, ''))) return store.get(name);
      const text = texts.get(name);
      return { ok: true, value: text === undefined ? undefined : { text, changedAt: 0 } };
    },
  };
}
