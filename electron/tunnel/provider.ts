import type { Failure, Result } from '../../shared/result.ts';

/** What a provider tells while it works. */
export interface TunnelEvents {
  /** A line for the admin: what the server or the program said. */
  onOutput(line: string): void;
  /** A request has come through. Only providers that carry the bytes themselves know. */
  onRequest(): void;
}

/** A way in that has been opened; whether it leads anywhere the probe finds out. */
export interface OpenTunnel {
  /** Without a slash at its end. */
  publicUrl: string;
  /** What is worth knowing and stops nothing. */
  notes: Failure[];
  /** Resolves when the tunnel breaks; never after `close`. */
  closed: Promise<Failure>;
  /** Ends the tunnel; nothing of it is left when the promise resolves. */
  close(): Promise<void>;
}

/** One way to get a public address. An own file each; the supervisor opens, watches and reopens them all alike. */
export interface Provider {
  /** One bounded attempt. When `signal` is aborted, it ends soon and leaves nothing behind. */
  open(events: TunnelEvents, signal: AbortSignal): Promise<Result<OpenTunnel>>;
  /** Whom to knock at while waiting for the next attempt. */
  server?: { host: string; port: number };
  /** Whether it carries the bytes itself, and so counts requests. */
  carries: boolean;
  /** Whether the server may put a page of its own before browsers (protocol reference, 8.3). */
  mayInterpose: boolean;
  /** It finds its way back by itself, under its name: what is opened anew may get another one. */
  reconnects?: boolean;
  /** There is nothing to open anew: while the probe fails, it is only repeated. */
  probeOnly?: boolean;
  /** How long a fresh public URL may need until the world knows it, in ms. */
  settleMs: number;
}

/** Where the listener takes connections. */
export interface ListenerAddress {
  host: string;
  port: number;
}

/** @param listenerUrl as the listener tells it; an address that stands for all becomes the loopback one */
export function listenerAddress(listenerUrl: string): ListenerAddress {
  const { hostname, port } = new URL(listenerUrl);
  const host = hostname.replace(/^\[|\]$/g, '');
  const loopback = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host];
  return { host: loopback ?? host, port: Number(port) || 80 };
}
