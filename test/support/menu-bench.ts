import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import pino from 'pino';
import { systemClock } from '../../electron/clock.ts';
import { type Gateway, startGateway } from '../../electron/gateway.ts';
import { withSandbox } from '../../electron/sandbox.ts';
import { createSimulator, type SandboxAccount, type Simulator } from '../../electron/simulator/platform.ts';
import { sandboxAccounts } from '../../electron/simulator/sandbox.ts';
import { api, type CallInput, type CallName, type CallOutput } from '../../shared/api.ts';
import type { MenuState } from '../../shared/menu/menu-state.ts';
import type { Result } from '../../shared/result.ts';
import { temporaryFolder } from './headless-gateway.ts';
import { openRecordingProxy, type RecordingProxy } from './recording-proxy.ts';

/** As many tests may take accounts of their own. */
const mostPairs = 60;

/** Accounts that nobody has used. */
function pairOfAccounts(index: number): SandboxAccount[] {
  return sandboxAccounts(randomBytes).map((account) => ({
    ...account,
    ...{ id: `${account.platform}-${index}`, receiverId: account.receiverId.replace(/\d{4}$/, String(index).padStart(4, '0')) },
  }));
}

/** A gateway, and beyond its reach a platform that goes on when it is started anew. */
export interface MenuBench {
  platform: Simulator;
  /** What went over the wire. */
  wire: RecordingProxy;
  /** Ids of a WeCom app and an Official Account that nobody has used yet. */
  fresh(): { corp: string; oa: string };
  gateway(): Gateway;
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Result<CallOutput<Name>>>;
  /** The same, for a call that has to succeed. */
  done<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>>;
  /** Asks for an account's menu until it is as wanted. */
  until(account: string, wanted: (state: MenuState) => boolean): Promise<MenuState>;
  /** What the audit trail was told of an account, by kind, oldest first. */
  trail(account: string): string[];
  /** Unix time in ms, by the gateway's clock. */
  now(): number;
  stop(): Promise<void>;
  /** Starts the gateway again, on what it left behind; by its clock so many ms have gone by meanwhile. */
  start(laterMs?: number): Promise<void>;
  close(): Promise<void>;
}

export async function openMenuBench(): Promise<MenuBench> {
  const folder = temporaryFolder();
  const sandbox = Array.from({ length: mostPairs }, (_, index) => pairOfAccounts(index)).flat();
  let pairs = 0;
  let gateway: Gateway | undefined;
  let ahead = 0;
  const callbackUrl = (id: string) => `${gateway?.listener.ok ? gateway.listener.value.url : 'http://127.0.0.1:9'}/callback/${id}`;
  const platform = createSimulator({ accounts: sandbox, callbackUrl, clock: Date.now, random: randomBytes, onChange: () => {} });
  const { url } = await platform.start({ host: '127.0.0.1', port: 0 });
  const wire = await openRecordingProxy(() => url);
  const configuration = {
    ...{ dataDir: join(folder.dir, 'data'), secrets: { passphrase: 'of the tests' } },
    ...{ listener: { host: '127.0.0.1', port: 0 }, replayWindowSeconds: 0, accounts: [], targets: [] },
  };

  const bench: MenuBench = {
    platform,
    wire,
    fresh() {
      const pair = { corp: `wecom-${pairs}`, oa: `official-account-${pairs}` };
      pairs += 1;
      return pair;
    },
    gateway: () => {
      if (!gateway) throw new Error('the gateway does not run');
      return gateway;
    },
    call(name, input) {
      const { calls } = bench.gateway();
      return calls[name](api[name].input.parse(input) as never) as never;
    },
    async done(name, input) {
      const result = await bench.call(name, input);
      if (!result.ok) throw new Error(`${name}: ${result.error.message} ${result.error.hint}`);
      return result.value;
    },
    async until(account, wanted) {
      for (;;) {
        const state = await bench.done('menus.get', { account });
        if (wanted(state)) return state;
        await setTimeout(20);
      }
    },
    trail(account) {
      const db = new DatabaseSync(join(folder.dir, 'data', 'weiguan.db'), { readOnly: true });
      const rows = db.prepare("SELECT record ->> '$.kind' AS kind FROM audit WHERE record ->> '$.account' = ? ORDER BY seq").all(account);
      db.close();
      return rows.map((row) => String((row as { kind: unknown }).kind));
    },
    now: () => Date.now() + ahead,
    async stop() {
      await gateway?.stop();
      gateway = undefined;
    },
    async start(laterMs = 0) {
      ahead += laterMs;
      const started = await startGateway({
        configuration: { ...withSandbox({ ...configuration, sandbox }, wire.url), sandbox: [] },
        clock: { ...systemClock, now: bench.now },
        log: pino({ level: 'silent' }),
        storeWorker: new URL('../../out/electron/store-worker.js', import.meta.url),
        version: '0',
      });
      if (!started.ok) throw new Error(started.error.message);
      gateway = started.value;
    },
    async close() {
      await bench.stop();
      await platform.close();
      await wire.close();
      folder.remove();
    },
  };
  await bench.start();
  return bench;
}
