import { ok, type Result } from '../../../shared/result.ts';
import type { Target } from '../../../shared/target.ts';
import type { Driver } from '../driver.ts';
import type { TargetSecrets } from './target-secrets.ts';

/**
 * Makes the drivers of a target. It costs nothing: they connect when they are first asked. Those of a trial share no
 * connection with any other: what was typed is tried, not what is in use.
 */
export type DriversFor = (target: Target, secrets: TargetSecrets, purpose: 'use' | 'trial') => Driver[];

/** The drivers in use, so that all who need a target share its connections. */
export interface OpenDrivers {
  /** Those of a target as it is now; `secrets` is asked where they are made. */
  of(target: Target, secrets: () => Promise<Result<TargetSecrets>>): Promise<Result<Driver[]>>;
  /** Ends the connections of these targets; who asks next gets fresh ones. */
  drop(ids: Iterable<string>): Promise<void>;
  close(): Promise<void>;
}

export function createOpenDrivers(driversFor: DriversFor, onBug: (error: unknown) => void): OpenDrivers {
  const open = new Map<string, Promise<Result<Driver[]>>>();

  async function make(target: Target, secrets: () => Promise<Result<TargetSecrets>>): Promise<Result<Driver[]>> {
    const read = await secrets();
    return read.ok ? ok(driversFor(target, read.value, 'use')) : read;
  }
  async function drop(ids: Iterable<string>): Promise<void> {
    const dropped = [...ids].map((id) => {
      const drivers = open.get(id);
      open.delete(id);
      return drivers?.then((made) => (made.ok ? closeAll(made.value, onBug) : undefined)).catch(onBug);
    });
    await Promise.all(dropped);
  }

  return {
    of(target, secrets) {
      const known = open.get(target.id);
      if (known) return known;
      const making = make(target, secrets);
      open.set(target.id, making);
      const forget = () => {
        if (open.get(target.id) === making) open.delete(target.id);
      };
      making.then((made) => made.ok || forget(), forget);
      return making;
    },
    drop,
    close: () => drop([...open.keys()]),
  };
}

/** Ends connections; one that can't be ended doesn't keep the others open. */
export async function closeAll(drivers: readonly Driver[], onBug: (error: unknown) => void): Promise<void> {
  await Promise.all(drivers.map((driver) => driver.close().catch(onBug)));
}
