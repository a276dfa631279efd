import { once } from 'node:events';
import { connect, isIPv6, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { SocksClient } from 'socks';
import { Client } from 'undici';
import { failure } from '../../shared/failures.ts';
import { reasonOf } from './http-trouble.ts';
import { NoWayOut } from './no-way-out.ts';

/** Opens a stream to a host and port from somewhere else. Rejects with `NoWayOut` where that can't be done. */
export type Dial = (host: string, port: number) => Promise<Duplex>;

/** An account's proxy. */
export interface Proxy {
  /** `http:`, `https:` or `socks5:`, with its host and port. */
  url: URL;
  /** Empty where it wants no login. */
  username: string;
  password: string;
  /** Authorities trusted besides the known ones, in PEM. */
  ca?: string | undefined;
  /** For each step to it, in ms. */
  stepMs: number;
}

/**
 * Dials through a proxy. Each dial is a connection of its own, made once: undici's own agents for proxies connect again and
 * again, thousands of times a second, to one that hangs up.
 */
export const dialThrough = (proxy: Proxy): Dial => (proxy.url.protocol === 'socks5:' ? socksDial(proxy) : httpDial(proxy));

/** An HTTP proxy is asked to CONNECT (RFC 9110, 9.3.6), for http too. */
function httpDial({ url, username, password, ca, stepMs }: Proxy): Dial {
  const login = username && { 'proxy-authorization': `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
  return async (host, port) => {
    const authority = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
    const client = new Client(url.origin, { connect: { timeout: stepMs, ...(ca && { ca }) }, headersTimeout: stepMs });
    try {
      const { statusCode, socket } = await client.connect({ path: authority, headers: { host: authority, ...login } });
      if (statusCode === 200) return socket;
      socket.on('error', () => undefined).destroy();
      throw new NoWayOut(failure('platform/proxy', { host, reason: `HTTP ${statusCode}` }), statusCode >= 500);
    } catch (error) {
      throw error instanceof NoWayOut ? error : away(url, reasonOf(error));
    } finally {
      client.destroy().catch(() => undefined);
    }
  };
}

/** A SOCKS5 proxy (RFC 1928) looks names up itself, as an office without DNS of the outside needs it. */
function socksDial({ url, username, password, stepMs }: Proxy): Dial {
  const [host, port] = [url.hostname.replace(/^\[|\]$/g, ''), Number(url.port || 1080)];
  const login = username && { userId: username, password };
  return async (targetHost, targetPort) => {
    // why first, by ourselves: the package drops the code of what fails
    const socket = await reached(connect({ host, port }), stepMs).catch((error) => Promise.reject(away(url, reasonOf(error))));
    try {
      await SocksClient.createConnection({
        ...{ command: 'connect', existing_socket: socket, timeout: stepMs },
        proxy: { host, port, type: 5, ...login },
        destination: { host: targetHost, port: targetPort },
      });
      return socket;
    } catch (error) {
      socket.destroy();
      throw socksTrouble(url, targetHost, error instanceof Error ? error.message : '');
    }
  };
}

async function reached(socket: Socket, ms: number): Promise<Socket> {
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(ms) });
    return socket;
  } catch (error) {
    socket.on('error', () => undefined).destroy();
    throw error;
  }
}

/** What the package's text says: a proxy that turned us down, or one that is gone. The error itself holds the password. */
function socksTrouble(url: URL, host: string, text: string): NoWayOut {
  const refused = /rejected connection - (\w+)/.exec(text)?.[1] ?? (/[Aa]uthentication|method/.test(text) ? 'login' : undefined);
  if (refused === undefined) return away(url, /timed out/.test(text) ? 'timeout' : 'closed');
  return new NoWayOut(failure('platform/proxy', { host, reason: `SOCKS5 ${refused}` }), false);
}

const away = ({ host }: URL, reason: string) => new NoWayOut(failure('platform/proxy-away', { proxy: host, reason }), true);
