import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { z } from 'zod';
import { failure } from '../shared/failures.ts';
import { ok, type Result } from '../shared/result.ts';
import { TunnelConfig } from '../shared/tunnel.ts';
import type { Accounts } from './accounts/accounts.ts';
import { consoleSecrets, givenSecrets } from './accounts/given-secrets.ts';
import type { Clock } from './clock.ts';
import { doctorContext } from './doctor/context.ts';
import { createDoctor, type Doctor } from './doctor/doctor.ts';
import type { OwnRequests } from './doctor/own-requests.ts';
import type { EventHub } from './events.ts';
import type { KeptValues } from './kept-values.ts';
import { createPlatformClients, type PlatformClients } from './platforms/clients.ts';
import { NoWayOut } from './platforms/no-way-out.ts';
import type { Dial } from './platforms/proxy-dial.ts';
import { uncountedSince } from './platforms/recount.ts';
import { endMarked, markProcess, ProcessMark } from './programs/process-mark.ts';
import { type Secrets, secretsOnDemand } from './secrets/lazy-secrets.ts';
import { createMemoryStore } from './secrets/memory.ts';
import { sshServer } from './ssh/host-key.ts';
import { keyOf, keysReader, partsOf } from './ssh/kept-host-keys.ts';
import type { Store } from './store/store.ts';
import { systemTiming } from './timing.ts';
import { needsAdmin } from './tunnel/retry.ts';
import type { Network } from './tunnel/supervisor.ts';
import { createTunnel, type Tunnel } from './tunnel/tunnel.ts';
import { forgetUnused, keepTunnelPassword } from './tunnel/tunnel-password.ts';
import { createTurns } from './turns.ts';

export interface ConnectionsOptions {
  store: Pick<Store, 'do'>;
  accounts: Accounts;
  secrets: Secrets;
  kept: KeptValues;
  events: EventHub;
  clock: Clock;
  log: Logger;
  listenerUrl: string;
  dataDir: string;
  ownRequests: OwnRequests;
  network: Network;
  lastMessageAt(account: string): number | undefined;
  onBug(error: unknown): void;
}

/** How WeChat reaches the listener, how the gateway reaches WeChat, and what looks for the fault where either fails. */
export interface Connections {
  platforms: PlatformClients;
  tunnel: Tunnel;
  doctor: Doctor;
  /** Fails where the password, or that there is none any more, can't be kept. */
  configureTunnel(config: TunnelConfig, password: string | undefined): Promise<Result<unknown>>;
  tunnelConfig(): TunnelConfig;
  startTunnel(): Promise<void>;
  /** Until somebody starts it, over restarts of the program too. */
  stopTunnel(): Promise<void>;
  /** The admin has changed the URL in WeChat's console. */
  acknowledgeUrl(): Promise<void>;
  /** The admin trusts the key that the ssh server shows next. */
  forgetHostKey(): Promise<void>;
  close(): Promise<void>;
}

const stoppedName = 'tunnel.stopped';
const programName = 'tunnel.program';
const ByName = z.record(z.string(), z.unknown());
const HostKeyBlobs = z.record(z.string(), z.string());

export async function openConnections(options: ConnectionsOptions): Promise<Connections> {
  const { accounts, kept, events, clock, log, onBug } = options;
  const keep = (name: string, value: object | string) => void kept.keep(name, value).catch(onBug);
  const keptConfig = kept.read('tunnel', TunnelConfig);
  const isUnreadable = keptConfig === undefined && kept.has('tunnel');
  let config: TunnelConfig = keptConfig ?? { provider: 'none' };
  const turns = createTurns();
  const usage = kept.read('usage', ByName) ?? {};
  const now = clock.now();
  const sent = await options.store.do('outbox.sentSince', { since: uncountedSince(usage, accounts.all(), now), now });
  await endLeftover(kept, log);
  const hostKeys = keysReader(kept, 'hostKeys', HostKeyBlobs);

  const tunnel = createTunnel({
    config,
    listenerUrl: options.listenerUrl,
    dataDir: options.dataDir,
    lacking: isUnreadable ? failure('tunnel/kept-unreadable') : undefined,
    secrets: secretsOnDemand(options.secrets),
    hostKeys: {
      get: async (server) => keyOf(hostKeys(), server),
      set: (server, blob) => kept.keep('hostKeys', { ...partsOf(hostKeys()), [server]: blob }),
    },
    ...{ clock, log, onBug, network: options.network },
    ...definedUrl(kept.read('publicUrl', z.string())),
    onProgram: (pid) => void markProcess(pid).then((mark) => mark && keep(programName, mark), onBug),
    onChange(state) {
      // The first URL counts as told to WeChat, so that another one after a restart is a change.
      if (state.publicUrl !== undefined && kept.read('publicUrl', z.string()) === undefined) keep('publicUrl', state.publicUrl);
      events.emit('tunnel.changed', state);
    },
  });

  const dial: Dial = (host, port) => dialOrThrow(tunnel, host, port);
  const memory = createMemoryStore(clock);
  const platforms = createPlatformClients({
    accounts: accounts.all,
    secretsMark(id) {
      const { apiSecret, proxyPassword } = accounts.list().find((account) => account.id === id)?.secrets ?? {};
      return JSON.stringify([apiSecret, proxyPassword]);
    },
    async secrets(account) {
      if (account.origin !== 'console') return ok(givenSecrets(accounts, memory));
      const store = await options.secrets();
      return store.ok ? ok(consoleSecrets(accounts, store.value)) : store;
    },
    timing: systemTiming,
    log,
    dial,
    sshServer: () => (config.provider === 'ssh' ? sshServer(config) : undefined),
    kept: { egress: kept.read('egress', ByName) ?? {}, usage },
    sent,
    keep: kept.keep,
    onChange: (states) => events.emit('platforms.changed', states),
    onBug,
  });
  const stopFollowing = events.listen(() => void platforms.refresh().catch(onBug), 'accounts.changed');

  const doctor = createDoctor({
    clock,
    onBug,
    onChange: (report) => events.emit('doctor.changed', report),
    context: (id) => doctorContext(id, { ...options, platforms, tunnel, dial }),
  });
  if ((config.provider !== 'none' || config.publicUrl) && !kept.has(stoppedName)) void tunnel.start().catch(onBug);
  // What was left behind in a locked keychain. Where no account has secrets, it is not opened just for that.
  if (!isUnreadable && accounts.all().some(({ origin }) => origin === 'console')) void sweep().catch(onBug);

  /** Counts the starts and stops that were asked for: both take a while, and the last one counts. */
  let wishes = 0;

  async function startTunnel(): Promise<void> {
    wishes += 1;
    const mine = wishes;
    if (kept.has(stoppedName)) await kept.keep(stoppedName, null);
    if (mine === wishes) await tunnel.start();
  }

  async function stopTunnel(): Promise<void> {
    wishes += 1;
    const mine = wishes;
    await tunnel.stop();
    if (mine === wishes) await kept.keep(stoppedName, 1);
  }

  async function sweep(): Promise<void> {
    const store = await options.secrets();
    const swept = store.ok ? await turns(() => forgetUnused(store.value, config)) : store;
    if (!swept.ok) log.warn({ code: swept.error.code }, 'unused secrets of the tunnel may be left');
  }

  return {
    platforms,
    tunnel,
    doctor,
    tunnelConfig: () => config,
    configureTunnel: (wanted, password) =>
      turns(async () => {
        // why: a disk that refuses is found out before a password is changed
        await kept.keep(stoppedName, kept.has(stoppedName) ? 1 : null);
        const done = await keepTunnelPassword(options.secrets, { before: config, config: wanted, password }, async () => {
          await kept.keep('tunnel', wanted);
          config = wanted;
        });
        if (!done.ok) return done;
        await platforms.refresh();
        await tunnel.configure(wanted);
        if (wanted.provider === 'none' && !wanted.publicUrl) await tunnel.stop();
        else await startTunnel();
        return ok(null);
      }),
    startTunnel,
    stopTunnel,
    async acknowledgeUrl() {
      tunnel.acknowledgeUrl();
      const { publicUrl } = tunnel.state();
      if (publicUrl !== undefined) await kept.keep('publicUrl', publicUrl);
    },
    async forgetHostKey() {
      if (config.provider !== 'ssh') return;
      const { [sshServer(config)]: _, ...others } = partsOf(hostKeys());
      await kept.keep('hostKeys', others);
      await startTunnel();
    },
    async close() {
      stopFollowing();
      // The tunnel last: what is being sent may go out through it.
      await platforms.close();
      await tunnel.stop();
    },
  };
}

const definedUrl = (knownUrl: string | undefined) => (knownUrl === undefined ? {} : { knownUrl });

/** undici wants a stream or an exception. */
async function dialOrThrow(tunnel: Tunnel, host: string, port: number): Promise<Duplex> {
  const dialled = await tunnel.dial(host, port);
  if (!dialled.ok) throw new NoWayOut(dialled.error, dialled.error.code.startsWith('ssh/') && !needsAdmin(dialled.error));
  return dialled.value;
}

/** After a kill the tunnel's program lives on beside the new one: at an address that the admin takes for dead, it would still lead in. */
async function endLeftover(kept: KeptValues, log: Logger): Promise<void> {
  const mark = kept.read(programName, ProcessMark);
  if (mark && (await endMarked(mark))) log.warn({ pid: mark.pid }, "the tunnel's program of last time still ran, and was ended");
}
