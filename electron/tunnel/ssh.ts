import type { AcceptConnection, Client, ClientChannel, TcpConnectionDetails } from 'ssh2';
import { failure } from '../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { TunnelConfig } from '../../shared/tunnel.ts';
import { bounded } from '../bounded.ts';
import type { SshSecretNames } from '../ssh/auth.ts';
import type { SshConnection } from '../ssh/connection.ts';
import { carry } from './carry.ts';
import type { ListenerAddress, OpenTunnel, Provider, TunnelEvents } from './provider.ts';
import { readPublicUrl } from './public-url.ts';
import { rest } from './rest.ts';
import type { TunnelTimings } from './timings.ts';

type SshConfig = Extract<TunnelConfig, { provider: 'ssh' }>;

/** Names of the secrets that logging in may need. */
export const sshSecrets = { passphrase: 'tunnel/ssh-passphrase', password: 'tunnel/ssh-password' } as const satisfies SshSecretNames;

export interface SshOptions {
  config: SshConfig;
  listener: ListenerAddress;
  connection: SshConnection;
  timings: TunnelTimings;
}

/** Tunnel by way of any server with sshd, as `ssh -R` makes it (tcpip-forward, RFC 4254, 7.1). */
export function sshProvider({ config, listener, connection, timings }: SshOptions): Provider {
  return {
    server: { host: config.host, port: config.port },
    carries: true,
    mayInterpose: false,
    settleMs: 0,
    async open(events, signal) {
      const publicUrl = readPublicUrl(config.publicUrl);
      if (!publicUrl.ok) return publicUrl;
      const onAbort = () => void connection.drop();
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        const connected = await connection.client();
        if (!connected.ok) return connected;
        return await forward(config, connected.value, publicUrl.value, { listener, events, connection, timings, signal });
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
  };
}

interface ForwardOptions {
  listener: ListenerAddress;
  events: TunnelEvents;
  connection: SshConnection;
  timings: TunnelTimings;
  /** Ends the tunnel for good. */
  signal: AbortSignal;
}

/** Asks the server to listen, and carries each connection that it takes to our listener. */
async function forward(config: SshConfig, client: Client, publicUrl: string, options: ForwardOptions): Promise<Result<OpenTunnel>> {
  const { listener, events, connection, timings, signal } = options;
  const server = `${config.host}:${config.port}`;
  let onClose: () => void = () => undefined;
  const closed = new Promise<Failure>((resolve) => {
    onClose = () => resolve(failure('tunnel/lost', { server }));
  });
  const channels = new Set<ClientChannel>();
  const onConnection = (_from: TcpConnectionDetails, accept: AcceptConnection<ClientChannel>) => {
    const channel = accept();
    // ssh2 gives nothing where the connection has just broken
    if (!channel) return;
    channels.add(channel);
    channel.once('close', () => channels.delete(channel));
    carry(channel, listener, events.onRequest);
  };
  client.once('close', onClose).on('tcp connection', onConnection);
  // the connection stays, for those who dial through it: a name that is dead in public says nothing of it
  const leave = () => client.off('close', onClose).off('tcp connection', onConnection);
  const port = await Promise.race([listenAt(client, config.remoteHost, config.remotePort), closed]);
  if (typeof port === 'number') {
    events.onOutput(`${server}: ${config.remoteHost}:${port} → ${listener.host}:${listener.port}`);
    const close = async () => {
      const waiting = bounded(signal);
      const silent = Promise.race([closed, rest(timings.probeDeadlineMs, waiting.signal)]).then(() => false);
      const isThere = await Promise.race([stopListening(client, config.remoteHost, port), silent]);
      waiting.end();
      leave();
      for (const channel of channels) channel.destroy();
      if (!isThere) await connection.drop(client);
    };
    return ok({ publicUrl, notes: [], closed, close });
  }
  leave();
  return err(port ?? failure('tunnel/forward-refused', { server, address: `${config.remoteHost}:${config.remotePort}` }));
}

/** The port where the server now listens, or nothing where it doesn't. */
function listenAt(client: Client, host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    try {
      client.forwardIn(host, port, (error, bound) => resolve(error ? undefined : port || bound));
    } catch {
      resolve(undefined);
    }
  });
}

/** Whether the server still answers; with what doesn't matter. */
function stopListening(client: Client, host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      client.unforwardIn(host, port, () => resolve(true));
    } catch {
      resolve(false);
    }
  });
}
