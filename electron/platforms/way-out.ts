import { once } from 'node:events';
import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { Agent, type buildConnector, type Dispatcher } from 'undici';
import { failure } from '../../shared/failures.ts';
import type { WayOut } from '../../shared/platform.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { NoWayOut } from './no-way-out.ts';
import { type Dial, dialThrough } from './proxy-dial.ts';

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
      return options.dial ? ok(dialling('SSH', options.dial, options)) : err(failure('platform/way-out', { reason: 'ssh' }));
  }
}

const trust = ({ ca }: WayOutOptions): { ca?: string } => (ca === undefined ? {} : { ca });

/** `way` names what dials, for people. */
function dialling(way: string, dial: Dial, options: WayOutOptions): Dispatcher {
  const { connectMs = defaultConnectMs } = options;
  return new Agent({ connections, connect: connectThrough(way, dial, trust(options), connectMs) });
}

function proxyDispatcher(address: string, options: WayOutOptions): Result<Dispatcher> {
  const { connectMs: stepMs = defaultConnectMs, ca } = options;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const username = decoded(url?.username);
  const password = options.proxyPassword ?? decoded(url?.password);
  if (!url || username === undefined || password === undefined) return err(failure('platform/way-out', { reason: 'URL' }));
  const { protocol, host } = url;
  if (!['http:', 'https:', 'socks5:'].includes(protocol)) return err(failure('platform/way-out', { reason: protocol }));
  const bare = new URL(`${protocol}//${host}`);
  return ok(dialling(host, dialThrough({ url: bare, username, password, ca, stepMs }), options));
}

/** Undefined where a per cent sign stands by itself. */
function decoded(text = ''): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Connects by dialling from elsewhere, with TLS on top where the URL says https. */
function connectThrough(way: string, dial: Dial, tls: { ca?: string }, connectMs: number): Connect {
  return ({ hostname, port, protocol }, callback) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const secure = protocol === 'https:';
    const patience = AbortSignal.timeout(connectMs);
    const silent = new NoWayOut(failure('platform/way-out-silent', { way, host, seconds: String(connectMs / 1000) }), true);
    dialled(dial(host, Number(port || (secure ? 443 : 80))), patience, silent)
      .then((stream) => (secure ? secured(stream, host, tls, patience) : unspoken(stream, host)))
      // undici needs no more of a socket than a Duplex has; its type asks for a Socket.
      .then((stream) => callback(null, stream as Socket))
      .catch((error: Error) => callback(error, null));
  };
}

/** The dialled stream; one that comes after its time is closed. */
function dialled(dialling: Promise<Duplex>, patience: AbortSignal, silent: NoWayOut): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    patience.addEventListener('abort', () => reject(silent), { once: true });
    dialling.then((stream) => {
      if (patience.aborted) stream.destroy();
      else resolve(stream);
    }, reject);
  });
}

/** undici connects again and again to a server that has answered before it is asked. */
function unspoken(stream: Duplex, host: string): Duplex {
  if (stream.readableLength === 0) return stream;
  stream.on('error', () => undefined).destroy();
  throw new NoWayOut(failure('platform/bad-answer', { host, reason: 'HTTP' }), false);
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
