import { connect as connectTcp, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import ssh2, { type Client, type ConnectConfig } from 'ssh2';
import { failure } from '../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { TunnelConfig } from '../../shared/tunnel.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { algorithmsFor, checkHostKey, describeHostKey, type HostKeys, hostKeyChanged, sshServer } from './host-key.ts';
import { readAuth } from './ssh-auth.ts';
import type { TunnelTimings } from './timings.ts';

export type SshConfig = Extract<TunnelConfig, { provider: 'ssh' }>;

export interface SshConnectionOptions {
  config: SshConfig;
  secrets: SecretStore;
  hostKeys: HostKeys;
  timings: Pick<TunnelTimings, 'openMs' | 'keepaliveMs'>;
}

/** One connection to an ssh server, made when it is needed first and again after it broke. All users share it. */
export interface SshConnection {
  /** The live client. It belongs to this connection: don't end it, but `drop` it. */
  client(): Promise<Result<Client>>;
  /**
   * Opens a TCP connection from the server on (direct-tcpip, RFC 4254, 7.2), so that the far end sees the server's address.
   * Fails with `tunnel/dial-refused` and all that connecting fails with.
   */
  dial(host: string, port: number): Promise<Result<Duplex>>;
  /** Ends the connection; the next use makes a fresh one. */
  drop(): Promise<void>;
}

export function createSshConnection(options: SshConnectionOptions): SshConnection {
  let current: Promise<Result<Live>> | undefined;
  let calledOff = new AbortController();

  function live(): Promise<Result<Live>> {
    if (current) return current;
    const attempt = connect(options, calledOff.signal);
    current = attempt;
    const forget = () => {
      if (current === attempt) current = undefined;
    };
    attempt.then((connected) => (connected.ok ? connected.value.client.once('close', forget) : forget()), forget);
    return attempt;
  }

  return {
    async client() {
      const connected = await live();
      return connected.ok ? ok(connected.value.client) : connected;
    },
    async dial(host, port) {
      const connected = await live();
      return connected.ok ? dialThrough(connected.value.client, host, port) : connected;
    },
    async drop() {
      const attempt = current;
      current = undefined;
      calledOff.abort();
      calledOff = new AbortController();
      const connected = await attempt?.catch(() => undefined);
      if (connected?.ok) await end(connected.value.socket);
    },
  };
}

/** ssh2 doesn't let go of a socket that is half closed, so the socket is ours. */
interface Live {
  client: Client;
  socket: Socket;
}

/** One attempt to connect and log in. An abort ends it. */
async function connect(options: SshConnectionOptions, signal: AbortSignal): Promise<Result<Live>> {
  const { config, secrets, hostKeys, timings } = options;
  const server = sshServer(config);
  const auth = await readAuth(config, secrets);
  if (!auth.ok) return auth;
  const pinned = await hostKeys.get(server);
  let denied: Failure | undefined;
  const algorithms = algorithmsFor(pinned);
  const settings: ConnectConfig = {
    username: config.user,
    readyTimeout: timings.openMs,
    keepaliveInterval: timings.keepaliveMs,
    keepaliveCountMax: 2,
    ...(algorithms && { algorithms: { serverHostKey: algorithms } }),
    ...auth.value,
    hostVerifier: (blob: Buffer, verify: (trusted: boolean) => void) => {
      checkHostKey(hostKeys, server, describeHostKey(blob)).then(
        (changed) => {
          denied = changed;
          verify(!changed);
        },
        () => verify(false),
      );
    },
  };
  const why = (error: Error) => denied ?? connectFailure(config, pinned, error);
  return signal.aborted ? err(why(new Error('ABORT_ERR'))) : logIn(config, settings, why, signal);
}

function logIn(config: SshConfig, settings: ConnectConfig, why: (error: Error) => Failure, signal: AbortSignal): Promise<Result<Live>> {
  const client = new ssh2.Client();
  const socket = connectTcp({ host: config.host, port: config.port }).setMaxListeners(0).setNoDelay(true);
  return new Promise((resolve) => {
    const fail = (error: Error) => {
      resolve(err(why(error)));
      socket.destroy();
    };
    const onAbort = () => fail(new Error('ABORT_ERR'));
    signal.addEventListener('abort', onAbort, { once: true });
    client.once('ready', () => {
      signal.removeEventListener('abort', onAbort);
      resolve(ok({ client, socket }));
    });
    // after it is ready an error is followed by `close`, which is what the users look at
    client.on('error', fail);
    client.once('close', () => {
      signal.removeEventListener('abort', onAbort);
      fail(new Error('ECONNRESET'));
    });
    client.on('keyboard-interactive', (_name, _instructions, _language, prompts, finish) => {
      finish(prompts.map(({ echo }) => (echo ? '' : (settings.password ?? ''))));
    });
    try {
      client.connect({ ...settings, sock: socket });
    } catch (error) {
      fail(error as Error);
    }
  });
}

/** ssh2 marks its errors with a level (its README, Client events). */
function connectFailure(config: SshConfig, pinned: string | undefined, error: Error & { level?: string; code?: string }): Failure {
  const server = sshServer(config);
  if (error.level === 'client-authentication') return failure(`tunnel/ssh-auth-${config.auth.by}`, { user: config.user, server });
  if (error.level === 'agent') return failure('tunnel/no-agent');
  // the server no longer has a key of the pinned type
  if (pinned && /no matching host key/i.test(error.message)) return hostKeyChanged(server, pinned, '–');
  if (error.level === 'handshake' || error.level === 'protocol') return failure('tunnel/ssh-handshake', { server, reason: error.message });
  const reason = error.level === 'client-timeout' ? 'ETIMEDOUT' : (error.code ?? error.message);
  return failure('tunnel/server-unreachable', { server, reason });
}

function dialThrough(client: Client, host: string, port: number): Promise<Result<Duplex>> {
  return new Promise((resolve) => {
    const refuse = (reason: string) => resolve(err(failure('tunnel/dial-refused', { address: `${host}:${port}`, reason })));
    const onClose = () => refuse('ECONNRESET');
    client.once('close', onClose);
    try {
      client.forwardOut('127.0.0.1', 0, host, port, (error, channel) => {
        client.off('close', onClose);
        if (error) return refuse(error.message);
        // why: a connection that breaks ends its channels with an error each
        channel.on('error', () => undefined);
        resolve(ok(channel));
      });
    } catch (error) {
      client.off('close', onClose);
      refuse((error as Error).message);
    }
  });
}

function end(socket: Socket): Promise<void> {
  if (socket.closed) return Promise.resolve();
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    socket.destroy();
  });
}
