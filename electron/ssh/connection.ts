import { connect as connectTcp, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import ssh2, { type Client, type ConnectConfig } from 'ssh2';
import { failure } from '../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { readAuth, type SshSecretNames, type SshUser } from './auth.ts';
import { algorithmsFor, checkHostKey, describeHostKey, type HostKeyChanged, type HostKeys, sshServer } from './host-key.ts';

/** Whom to connect to, and as whom. */
export interface SshLogin extends SshUser {
  host: string;
  port: number;
}

/** The way to a server that only another one reaches. */
export interface SshWay {
  /** The other server, as failures name it. */
  server: string;
  /** Opens a TCP connection that leaves from there. */
  dial(host: string, port: number): Promise<Result<Duplex>>;
}

export interface SshConnectionOptions {
  login: SshLogin;
  secrets: SecretStore;
  secretNames: SshSecretNames;
  hostKeys: HostKeys;
  /** What another key than the pinned one fails with. */
  keyChanged: HostKeyChanged;
  timings: SshTimings;
  /** Missing where it is reached directly. */
  through?: SshWay;
  /** Where the agent is looked for. */
  env?: NodeJS.ProcessEnv;
}

/** In ms. */
export interface SshTimings {
  /** How long connecting and logging in may take. */
  openMs: number;
  /** Between two packets that ask whether the server is still there; two without an answer end the connection. */
  keepaliveMs: number;
}

/** One connection to an ssh server, made when it is needed first and again after it broke. All users share it. */
export interface SshConnection {
  /** The live client. It belongs to this connection: don't end it, but `drop` it. */
  client(): Promise<Result<Client>>;
  /**
   * Opens a TCP connection from the server on (direct-tcpip, RFC 4254, 7.2), so that the far end sees the server's address.
   * Fails with `ssh/dial-refused` and all that connecting fails with.
   */
  dial(host: string, port: number): Promise<Result<Duplex>>;
  /** Ends the connection; the next use makes a fresh one. @param only nothing is ended where the live client is another one */
  drop(only?: Client): Promise<void>;
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
    async drop(only) {
      const attempt = current;
      if (only) {
        const found = await attempt;
        if (!found?.ok || found.value.client !== only || current !== attempt) return;
      }
      current = undefined;
      calledOff.abort();
      calledOff = new AbortController();
      const connected = await attempt?.catch(() => undefined);
      if (connected?.ok) await end(connected.value);
    },
  };
}

/** ssh2 doesn't let go of a socket that is half closed, so the socket is ours. */
interface Live {
  client: Client;
  socket: Duplex;
}

/** What the server's key is remembered by, and failures call it. Behind another one it may be a different machine. */
export const serverName = (login: SshLogin, through?: { server: string }): string =>
  through ? `${through.server} → ${sshServer(login)}` : sshServer(login);

/** One attempt to connect and log in. An abort ends it. */
async function connect(options: SshConnectionOptions, signal: AbortSignal): Promise<Result<Live>> {
  const { login, secrets, secretNames, hostKeys, keyChanged, timings, through, env = process.env } = options;
  const server = serverName(login, through);
  const auth = await readAuth(login, secrets, secretNames, env);
  if (!auth.ok) return auth;
  const pinned = await hostKeys.get(server);
  let denied: Failure | undefined;
  const algorithms = algorithmsFor(pinned);
  const settings: ConnectConfig = {
    username: login.user,
    readyTimeout: timings.openMs,
    keepaliveInterval: timings.keepaliveMs,
    keepaliveCountMax: 2,
    ...(algorithms && { algorithms: { serverHostKey: algorithms } }),
    ...auth.value,
    hostVerifier: (blob: Buffer, verify: (trusted: boolean) => void) => {
      const actual = describeHostKey(blob);
      checkHostKey(hostKeys, server, actual).then(
        (expected) => {
          denied = expected === undefined ? undefined : failure(keyChanged, { server, expected, actual });
          verify(!denied);
        },
        () => verify(false),
      );
    },
  };
  const why = (error: Error) => denied ?? connectFailure({ login, server, keyChanged, openMs: timings.openMs }, pinned, error);
  if (signal.aborted) return err(why(new Error('ABORT_ERR')));
  const late = failure('ssh/timeout', { server, seconds: String(timings.openMs / 1000) });
  const socket = through ? await dialInTime(through.dial(login.host, login.port), timings.openMs, late) : ok(openSocket(login));
  return socket.ok ? logIn(socket.value, settings, why, signal) : socket;
}

const openSocket = ({ host, port }: SshLogin): Duplex => connectTcp({ host, port }).setMaxListeners(0).setNoDelay(true);

/** The other server may take minutes to give up; a stream that comes too late is closed. */
function dialInTime(dialling: Promise<Result<Duplex>>, ms: number, late: Failure): Promise<Result<Duplex>> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      resolve(err(late));
    }, ms);
    dialling.then((dialled) => {
      clearTimeout(timer);
      if (isLate && dialled.ok) dialled.value.destroy();
      else resolve(dialled);
    }, reject);
  });
}

function logIn(socket: Duplex, settings: ConnectConfig, why: (error: Error) => Failure, signal: AbortSignal): Promise<Result<Live>> {
  // each session that is being opened listens too
  const client = new ssh2.Client().setMaxListeners(0);
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
    if (signal.aborted) return onAbort();
    try {
      client.connect({ ...settings, sock: socket });
    } catch (error) {
      fail(error as Error);
    }
  });
}

interface Attempt {
  login: SshLogin;
  server: string;
  keyChanged: HostKeyChanged;
  openMs: number;
}

/** ssh2 marks its errors with a level (its README, Client events). */
function connectFailure(
  { login, server, keyChanged, openMs }: Attempt,
  pinned: string | undefined,
  error: Error & { level?: string; code?: string },
): Failure {
  if (error.level === 'client-authentication') return failure(`ssh/auth-${login.auth.by}`, { user: login.user, server });
  if (error.level === 'agent') return failure('ssh/no-agent');
  // the server no longer has a key of the pinned type
  if (pinned && /no matching host key/i.test(error.message)) return failure(keyChanged, { server, expected: pinned, actual: '–' });
  if (error.level === 'handshake' || error.level === 'protocol') return failure('ssh/handshake', { server, reason: error.message });
  if (error.level === 'client-timeout') return failure('ssh/timeout', { server, seconds: String(openMs / 1000) });
  return failure('ssh/unreachable', { server, reason: error.code ?? error.message });
}

function dialThrough(client: Client, host: string, port: number): Promise<Result<Duplex>> {
  return new Promise((resolve) => {
    const refuse = (reason: string) => resolve(err(failure('ssh/dial-refused', { address: `${host}:${port}`, reason })));
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

/** A channel of another connection doesn't tell that it is closed as a socket does, so it isn't waited for. */
function end({ socket }: Live): Promise<void> {
  if (socket.closed) return Promise.resolve();
  const isChannel = !(socket instanceof Socket);
  return new Promise((resolve) => {
    if (isChannel) resolve();
    else socket.once('close', () => resolve());
    socket.destroy();
  });
}
