import type { Keytar } from './keychain-calls.ts';

/** keytar with the limits of Windows' Credential Manager, over a map that tests can look into. */
export interface TestKeytar extends Keytar {
  entries: Map<string, string>;
  /** As a locked Secret Service without a display: entries seem missing, and none can be made. */
  isLocked: boolean;
  /** Calls that wait for a password until it is called. */
  hang(): () => void;
  /** How many calls were made. */
  calls: number;
}

export function createTestKeytar(entries = new Map<string, string>()): TestKeytar {
  let waiting: Promise<void> | undefined;
  const begin = async () => {
    keytar.calls++;
    await waiting;
  };
  const keytar: TestKeytar = {
    entries,
    isLocked: false,
    calls: 0,
    hang() {
      let release = () => {};
      waiting = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        waiting = undefined;
        release();
      };
    },
    async getPassword(service, account) {
      await begin();
      return keytar.isLocked ? null : (entries.get(`${service}/${account}`) ?? null);
    },
    async setPassword(service, account, password) {
      await begin();
      if (keytar.isLocked) throw new Error('Cannot create an item in a locked collection');
      if (Buffer.byteLength(password) > 2560) throw new Error('The stub received bad data.');
      entries.set(`${service}/${account}`, password);
    },
    async deletePassword(service, account) {
      await begin();
      return !keytar.isLocked && entries.delete(`${service}/${account}`);
    },
  };
  return keytar;
}
