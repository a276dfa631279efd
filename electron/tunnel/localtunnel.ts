/// <reference path="./localtunnel-package.d.ts" />
import type { Socket } from 'node:net';
import Client from 'localtunnel/lib/Tunnel.js';
import { failure } from '../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { TunnelConfig } from '../../shared/tunnel.ts';
import { openRelay } from './carry.ts';
import { type Registration, register } from './localtunnel-registration.ts';
import type { ListenerAddress, OpenTunnel, Provider, TunnelEvents } from './provider.ts';
import { readPublicUrl, serverOf } from './public-url.ts';
import { reach } from './reach.ts';
import { rest } from './rest.ts';
import type { TunnelTimings } from './timings.ts';

type LocaltunnelConfig = Extract<TunnelConfig, { provider: 'localtunnel' }>;

export interface LocaltunnelOptions {
  config: LocaltunnelConfig;
  listener: ListenerAddress;
  timings: TunnelTimings;
  /** The URL that WeChat knows: where it is one of this server's, its name is asked for, though nobody chose one. */
  knownUrl?: string | undefined;
}

/** A name that is still held by the connection before this one comes free after a moment; so it is asked for this often. */
const asksForName = 3;

/** A pool that stays empty this long, in ms, has lost its server. */
const emptyPoolMs = 1_500;

/** A server hangs up where so many connections, one after the other, were closed within so many ms without a byte. The package opens each anew at once. */
const hangUps = { count: 30, withinMs: 1_000 };

/**
 * Tunnel by way of a localtunnel server, hosted or own. Each opening makes a fresh client of the package, because the
 * package's client doesn't recover: its pool shrinks and a dead server goes unnoticed. The same name is asked for again.
 */
export function localtunnelProvider({ config, listener, timings, knownUrl }: LocaltunnelOptions): Provider {
  const server = config.server.replace(/\/+$/, '');
  let name = config.subdomain ?? nameIn(knownUrl, server);
  return {
    ...(URL.canParse(server) && { server: serverOf(server) }),
    carries: true,
    mayInterpose: true,
    settleMs: 0,
    async open(events, signal) {
      const checked = readPublicUrl(server);
      if (!checked.ok) return err(failure('tunnel/server-url', { server }));
      const registered = await registerName(server, name, timings, signal);
      if (!registered.ok) return registered;
      const refused = await reach(registered.value, timings.openMs, signal);
      if (refused)
        return err(failure('tunnel/port-blocked', { address: `${registered.value.host}:${registered.value.port}`, reason: refused }));
      const notes = otherName(name, registered.value);
      name ??= registered.value.id;
      events.onOutput(`${registered.value.id} → ${registered.value.url}`);
      return ok(await openPool(server, registered.value, { listener, events, notes }));
    },
  };
}

function nameIn(url: string | undefined, server: string): string | undefined {
  if (url === undefined || !URL.canParse(url) || !URL.canParse(server)) return undefined;
  const [{ hostname }, domain] = [new URL(url), `.${new URL(server).hostname}`];
  const name = hostname.endsWith(domain) ? hostname.slice(0, -domain.length) : '';
  return name === '' || name.includes('.') ? undefined : name;
}

/** The name that was asked for, or after some tries the one that the server gives. */
async function registerName(
  server: string,
  name: string | undefined,
  timings: TunnelTimings,
  signal: AbortSignal,
): Promise<Result<Registration>> {
  for (let ask = 1; ; ask += 1) {
    const registered = await register(server, name, timings.openMs, signal);
    const settled = !registered.ok || name === undefined || registered.value.id === name;
    if (settled || ask === asksForName || signal.aborted) return registered;
    await rest(timings.askAgainMs, signal);
  }
}

function otherName(asked: string | undefined, { id }: Registration): Failure[] {
  return asked === undefined || asked === id ? [] : [failure('tunnel/other-subdomain', { asked, given: id })];
}

interface PoolOptions {
  listener: ListenerAddress;
  events: TunnelEvents;
  notes: Failure[];
}

/** Connects the package's pool to the server's port, and watches it from outside. */
async function openPool(server: string, registration: Registration, { listener, events, notes }: PoolOptions): Promise<OpenTunnel> {
  const relay = await openRelay(listener, events.onRequest);
  const client = new Client({ host: server, port: relay.port });
  client._init = (established) =>
    established(null, {
      name: registration.id,
      url: registration.url,
      max_conn: registration.connections,
      remote_host: registration.host,
      remote_port: registration.port,
      local_port: relay.port,
    });
  const watch = watchPool(client, server, events);
  return {
    publicUrl: registration.url,
    notes,
    closed: watch.lost,
    async close() {
      watch.end();
      client.close();
      await relay.close();
    },
  };
}

/** Opens the pool. It is lost when the server refuses a connection, when none is left for a while, or when it hangs up again and again. */
function watchPool(client: Client, server: string, events: TunnelEvents): { lost: Promise<Failure>; end(): void } {
  const ended = new AbortController();
  let open = 0;
  let hungUp = 0;
  let timer: NodeJS.Timeout | undefined;
  const lost = new Promise<Failure>((resolve) => {
    const tell = (code: 'tunnel/lost' | 'tunnel/hangs-up' = 'tunnel/lost') => ended.signal.aborted || resolve(failure(code, { server }));
    const expectConnection = () => {
      clearTimeout(timer);
      if (!ended.signal.aborted) timer = setTimeout(() => tell(), emptyPoolMs);
    };
    // why: an error that nobody listens to would end the program
    client.on('error', (error: Error) => {
      if (!ended.signal.aborted) events.onOutput(error.message);
      tell();
    });
    client.open(() => undefined);
    client.tunnelCluster.on('open', (socket: Socket) => {
      const openedAt = performance.now();
      open += 1;
      clearTimeout(timer);
      socket.once('close', () => {
        open -= 1;
        if (open === 0) expectConnection();
        const isHangUp = socket.bytesRead === 0 && performance.now() - openedAt < hangUps.withinMs;
        hungUp = isHangUp ? hungUp + 1 : 0;
        if (hungUp < hangUps.count) return;
        // why: it would go on opening others for as long as it takes to be closed
        client.close();
        tell('tunnel/hangs-up');
      });
    });
    expectConnection();
  });
  const end = () => {
    ended.abort();
    clearTimeout(timer);
  };
  return { lost, end };
}
