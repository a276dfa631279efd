import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { PlatformState } from '../../shared/platform.ts';
import type { Failure } from '../../shared/result.ts';
import { type KeptStorage, keep, readKept } from './kept.ts';
import { type Loadable, loading, settled } from './loadable.ts';
import { createQuestions } from './questions.ts';

const storageKey = 'weiguan.allowedIps';
const Kept = z.record(z.string(), z.string());

/** What came of asking a platform whether the credentials belong together. */
export type PlatformCheck =
  | { state: 'running' }
  | { state: 'ok'; name?: string | undefined; disabled: boolean }
  | { state: 'failed'; failure: Failure };

export interface PlatformsState {
  platforms: Loadable<PlatformState[]>;
  /** The last check, by account. */
  checks: Record<string, PlatformCheck>;
  /** The egress addresses that the admin has put on the allow-list, by account. */
  allowedIps: Record<string, string>;
  load(): Promise<void>;
  check(account: string): Promise<void>;
  /** The admin has put this address on the platform's allow-list. */
  allowIp(account: string, ip: string): void;
}

/** The platform sees another address than before, and nobody has said yet that it is on the allow-list. */
export const hasNewAddress = ({ account, egress }: PlatformState, allowedIps: Record<string, string>): boolean =>
  egress?.before !== undefined && allowedIps[account] !== egress.ip;

/** How each account stands with its platform. @param storage remembers what the admin has dealt with */
export function createPlatformsStore(bridge: WeiguanBridge, storage: KeptStorage) {
  const questions = createQuestions<PlatformState[]>();
  const store = createStore<PlatformsState>()((set, get) => ({
    platforms: loading,
    checks: {},
    allowedIps: readKept(storage, storageKey, Kept) ?? {},
    async load() {
      if (get().platforms.state === 'failed' && get().platforms.value === undefined) set({ platforms: loading });
      const listed = await questions.ask(bridge.call('platforms.list', {}));
      // What has been told since is newer than the answer.
      if (listed?.since.length === 0) set({ platforms: settled(listed.answer, get().platforms) });
    },
    async check(account) {
      const note = (check: PlatformCheck) => set(({ checks }) => ({ checks: { ...checks, [account]: check } }));
      if (get().checks[account]?.state === 'running') return;
      note({ state: 'running' });
      const checked = await bridge.call('platforms.check', { id: account });
      note(checked.ok ? { state: 'ok', ...checked.value } : { state: 'failed', failure: checked.error });
    },
    allowIp(account, ip) {
      const allowedIps = { ...get().allowedIps, [account]: ip };
      set({ allowedIps });
      keep(storage, storageKey, allowedIps);
    },
  }));

  return {
    store,
    start() {
      void store.getState().load();
      return bridge.on('platforms.changed', (platforms) => {
        questions.note(platforms);
        store.setState({ platforms: { state: 'ready', value: platforms } });
      });
    },
  };
}
