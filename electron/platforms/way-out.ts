import { once } from 'node:events';
import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { Agent, type buildConnector, type Dispatcher, Pool, ProxyAgent, Socks5ProxyAgent } from 'undici';
import { failure } from '../../shared/failures.ts';
import type { WayOut } from '../../shared/platform.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** Opens a stream to a host and port from somewhere else: ssh's direct-tcpip. Rejects with `NoWayOut` where that can't be done. */
export type Dial = (host: string, port: number) => Promise<Duplex>;

export interface WayOutOptions {
  wayOut: WayOut;
  /** Of the user named in the proxy's URL; its secret, so kept apart from the URL. */
  proxyPassword?: string | undefined;
  /** Reaches out from the ssh server that carries the tunnel; absent where there is none. */
  dial?: Dial | undefined;
  /** Authorities trusted besides the known ones, in PEM: those of a private deployment. */
  ca?: string | undefined;
  connectMs?: number;
}

/** Connections to the platform at a time: WeCom takes 300 calls at once from a company (protocol reference, 5.1). */
const connections = 32;
const defaultConnectMs = 10_000;

type Connect = buildConnector.connector;

/** Builds what carries an account's requests to its platform. Opens nothing yet; who gets it closes it. */
export function createDispatcher(options: WayOutOptions): Result<Dispatcher> {
  const { wayOut, connectMs = defaultConnectMs } = options;
  switch (wayOut.via) {
    case 'direct':
      return ok(new Agent({ connections, connect: { timeout: connectMs, ...trust(options) } }));
    case 'proxy':
      return proxyDispatcher(wayOut.url, options);
    case 'ssh':
      return options.dial
        ? ok(new Agent({ connections, connect: connectThrough(options.dial, trust(options), connectMs) }))
        : err(failure('platform/way-out', { reason: 'ssh' }));
  }
}

const trust = ({ ca }: WayOutOptions): { ca?: string } => (ca === undefined ? {} : { ca });

function proxyDispatcher(address: string, options: WayOutOptions): Result<Dispatcher> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const username = decoded(url?.username);
  const password = options.proxyPassword ?? decoded(url?.password);
  if (!url || username === undefined || password === undefined) return err(failure('platform/way-out', { reason: 'URL' }));
  const { protocol, host } = url;
  if (protocol === 'http:' || protocol === 'https:') return ok(httpProxy(`${protocol}//${host}`, { username, password }, options));
  if (protocol === 'socks5:') return ok(socksProxy(`socks5://${host}`, { username, password }, options));
  return err(failure('platform/way-out', { reason: protocol }));
}

/** Undefined where a per cent sign stands by itself. */
function decoded(text = ''): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

interface ProxyLogin {
  username: string;
  password: string;
}

/** An HTTP proxy that is asked to CONNECT, for http too. */
function httpProxy(uri: string, { username, password }: ProxyLogin, options: WayOutOptions): Dispatcher {
  const { connectMs = defaultConnectMs } = options;
  return new ProxyAgent({
    uri,
    connections,
    ...(username && { token: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }),
    requestTls: { timeout: connectMs, ...trust(options) },
    proxyTls: { timeout: connectMs, ...trust(options) },
    // A proxy that takes the connection and then is silent would otherwise hold it for five minutes.
    clientFactory: (origin, given) => new Pool(origin, { ...given, headersTimeout: connectMs }),
  });
}

function socksProxy(uri: string, { username, password }: ProxyLogin, options: WayOutOptions): Dispatcher {
  const requestTls = trust(options);
  const given: Socks5ProxyAgent.Options & { requestTls: object } = { ...(username && { username, password }), requestTls };
  return new Socks5ProxyAgent(uri, given);
}

/** Connects by dialling from elsewhere, with TLS on top where the URL says https. */
function connectThrough(dial: Dial, tls: { ca?: string }, connectMs: number): Connect {
  return ({ hostname, port, protocol }, callback) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const secure = protocol === 'https:';
    const patience = AbortSignal.timeout(connectMs);
    dialled(dial, host, Number(port || (secure ? 443 : 80)), patience)
      .then((stream) => (secure ? secured(stream, host, tls, patience) : stream))
      // undici needs no more of a socket than a Duplex has; its type asks for a Socket.
      .then((stream) => callback(null, stream as Socket))
      .catch((error: Error) => callback(error, null));
  };
}

/** The dialled stream; one that comes after its time is closed. */
function dialled(dial: Dial, host: string, port: number, patience: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    patience.addEventListener('abort', () => reject(patience.reason), { once: true });
    dial(host, port).then((stream) => {
      if (patience.aborted) stream.destroy();
      else resolve(stream);
    }, reject);
  });
}

async function secured(stream: Duplex, host: string, { ca }: { ca?: string }, patience: AbortSignal): Promise<Duplex> {
  const socket = connectTls({
    socket: stream,
    ...(!isIP(host) && { servername: host }),
    host,
    ...(ca && { ca }),
    ALPNProtocols: ['http/1.1'],
  });
  try {
    await once(socket, 'secureConnect', { signal: patience });
    return socket;
  } catch (error) {
    socket.on('error', () => undefined).destroy();
    throw patience.aborted ? patience.reason : error;
  }
}
