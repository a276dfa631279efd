import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { failure } from '../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { TunnelConfig, TunnelState } from '../../shared/tunnel.ts';
import type { Clock } from '../clock.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { createSshConnection, type SshConnection } from '../ssh/connection.ts';
import type { HostKeys } from '../ssh/host-key.ts';
import { localtunnelProvider } from './localtunnel.ts';
import { waitingAfterRefusal } from './login-refusal.ts';
import { noneProvider } from './none.ts';
import { createProber, type ProbeOutcome } from './probe.ts';
import { programProvider } from './program.ts';
import { listenerAddress, type Provider } from './provider.ts';
import { sshProvider, sshSecrets } from './ssh.ts';
import { type Network, supervise } from './supervisor.ts';
import { defaultTimings, type TunnelTimings } from './timings.ts';
import { createTunnelRecord } from './tunnel-record.ts';

export interface TunnelOptions {
  config: TunnelConfig;
  /** Where the listener takes requests, as it tells it. */
  listenerUrl: string;
  /** Where a tunnel program's files are that are named without a whole path. */
  dataDir: string;
  secrets: SecretStore;
  hostKeys: HostKeys;
  clock: Clock;
  network: Network;
  /** The public URL that was acknowledged last, in an earlier run. */
  knownUrl?: string;
  /** Why there is no configuration to begin with, where there should be one; told until another is taken. */
  lacking?: Failure | undefined;
  timings?: Partial<TunnelTimings>;
  /** From 0 to below 1; `Math.random` unless a test wants to know. */
  random?(): number;
  /** A program was started for the tunnel, under this number. */
  onProgram?(pid: number): void;
  /** Called at each change, maybe often. */
  onChange(state: TunnelState): void;
  log: Pick<Logger, 'info' | 'warn'>;
  onBug(error: unknown): void;
}

/** The listener's way to a public address. It keeps itself up. */
export interface Tunnel {
  /** Opens it. Where it waits for its next attempt, it tries at once. */
  start(): Promise<void>;
  /** When it resolves, no socket, timer or program of the tunnel is left. */
  stop(): Promise<void>;
  /** Takes another configuration; a tunnel that was on is on again with it. */
  configure(config: TunnelConfig): Promise<void>;
  state(): TunnelState;
  /** The admin has changed the URL in WeChat's console: `publicUrlBefore` is done with. */
  acknowledgeUrl(): void;
  /** For the listener: answers `GET /callback/probe`. See `Prober`. */
  answerProbe(query: Record<string, string>): string | undefined;
  /** For the listener: WeChat's own request has come in. Counts where the provider can't count by itself. */
  sawRequest(): void;
  /** One probe now, besides the regular ones; for the doctor. Fails with `tunnel/off` where there is no public URL. */
  probe(): Promise<Result<ProbeOutcome>>;
  /**
   * A TCP connection that leaves from the ssh server; see `SshConnection`. Fails with `tunnel/no-ssh` for other providers, and
   * where the server has refused the login, with that until the tunnel itself tries again.
   */
  dial(host: string, port: number): Promise<Result<Duplex>>;
}

/** What belongs to one configuration. */
interface Parts {
  provider: Provider;
  connection?: SshConnection;
}

export function createTunnel(options: TunnelOptions): Tunnel {
  const { clock, log, onChange } = options;
  const timings = { ...defaultTimings, ...options.timings };
  const prober = createProber(clock, timings.probeDeadlineMs);
  const record = createTunnelRecord({
    provider: options.config.provider,
    knownUrl: options.knownUrl,
    clock,
    onChange: logChanges(log, onChange),
  });
  if (options.lacking) record.failed(options.lacking, { waitMs: Number.POSITIVE_INFINITY, needsAdmin: true });
  let parts = partsOf(options.config, options, timings);
  let running: { off: AbortController; done: Promise<void> } | undefined;
  let turn: Promise<void> = Promise.resolve();

  /** One after the other, however they are called. */
  function inTurn(step: () => Promise<void>): Promise<void> {
    const done = turn.then(step);
    turn = done.catch(() => undefined);
    return done;
  }

  function begin(): void {
    const off = new AbortController();
    const { network, random = Math.random } = options;
    const work = supervise({ provider: parts.provider, prober, record, clock, network, timings, random }, off.signal);
    const done = work.catch((error: unknown) => {
      options.onBug(error);
      record.failed(failure('api/bug'), { waitMs: Number.POSITIVE_INFINITY, needsAdmin: true });
    });
    running = { off, done };
  }

  async function end(): Promise<void> {
    running?.off.abort();
    await running?.done;
    running = undefined;
    await parts.connection?.drop();
  }

  return {
    start: () =>
      inTurn(async () => {
        if (running && record.state().retryAt === undefined && record.state().state !== 'failed') return;
        await end();
        begin();
      }),
    stop: () =>
      inTurn(async () => {
        await end();
        record.off();
      }),
    configure: (config) =>
      inTurn(async () => {
        const wasOn = running !== undefined;
        await end();
        parts = partsOf(config, options, timings);
        record.begin(config.provider);
        if (wasOn) begin();
      }),
    state: record.state,
    acknowledgeUrl: record.acknowledged,
    answerProbe: prober.answer,
    sawRequest() {
      if (!parts.provider.carries && running) record.requested();
    },
    async probe() {
      const { publicUrl } = record.state();
      if (!running || !publicUrl) return err(failure('tunnel/off'));
      const outcome = await prober.probe(publicUrl, running.off.signal);
      if (running) record.probed(outcome);
      return ok(outcome);
    },
    async dial(host, port) {
      if (!parts.connection) return err(failure('tunnel/no-ssh'));
      return running ? parts.connection.dial(host, port) : err(failure('tunnel/off'));
    },
  };
}

function partsOf(config: TunnelConfig, options: TunnelOptions, timings: TunnelTimings): Parts {
  const { listenerUrl, dataDir, secrets, hostKeys, knownUrl, onProgram = () => {} } = options;
  const listener = listenerAddress(listenerUrl);
  switch (config.provider) {
    case 'none':
      return { provider: noneProvider(config) };
    case 'localtunnel':
      return { provider: localtunnelProvider({ config, listener, timings, knownUrl }) };
    case 'ssh': {
      const connection = waitingAfterRefusal(
        createSshConnection({ login: config, secretNames: sshSecrets, secrets, hostKeys, keyChanged: 'ssh/host-key-changed', timings }),
      );
      return { provider: sshProvider({ config, listener, connection, timings }), connection };
    }
    case 'program':
      return { provider: programProvider({ config, listenerUrl, dataDir, secrets, timings, onStarted: onProgram }) };
  }
}

/** Passes the state on, and logs when it turns into another one. */
function logChanges(log: TunnelOptions['log'], onChange: TunnelOptions['onChange']): (state: TunnelState) => void {
  let before = 'off';
  return (state) => {
    const { provider, publicUrl, failure } = state;
    const now = `${state.state} ${failure?.code ?? ''}`;
    if (now !== before) {
      const about = { provider, publicUrl, code: failure?.code, params: failure?.params };
      if (failure) log.warn(about, `tunnel ${state.state}`);
      else log.info(about, `tunnel ${state.state}`);
    }
    before = now;
    onChange(state);
  };
}
