import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { type Clock, systemClock } from '../../electron/clock.ts';
import type { SecretStore } from '../../electron/secrets/secret-store.ts';
import type { Network } from '../../electron/tunnel/supervisor.ts';
import type { TunnelTimings } from '../../electron/tunnel/timings.ts';
import { createTunnel, type Tunnel } from '../../electron/tunnel/tunnel.ts';
import { failure } from '../../shared/failures.ts';
import { err, ok } from '../../shared/result.ts';
import type { TunnelConfig, TunnelState } from '../../shared/tunnel.ts';

/** A listener that answers probes and gives back the length and digest of what it gets. */
export interface BenchListener {
  url: string;
  /** Whom probes are handed to. */
  tunnel: Tunnel | undefined;
  /** Answers nothing but probes. */
  hangs: boolean;
  /** Closes it, and opens it again at the same port. */
  down(): Promise<void>;
  up(): Promise<void>;
}

export async function startListener(): Promise<BenchListener> {
  let server: Server | undefined;
  let port = 0;
  const listener: BenchListener = {
    url: '',
    tunnel: undefined,
    hangs: false,
    async down() {
      const closing = server;
      server = undefined;
      if (!closing) return;
      const closed = new Promise((resolve) => closing.close(resolve));
      closing.closeAllConnections();
      await closed;
    },
    async up() {
      const opening = createServer((request, response) => {
        answer(listener, request, response).catch(() => response.destroy());
      });
      await new Promise<void>((resolve) => opening.listen(port, '127.0.0.1', resolve));
      port = (opening.address() as AddressInfo).port;
      listener.url = `http://127.0.0.1:${port}`;
      server = opening;
    },
  };
  await listener.up();
  return listener;
}

async function answer({ tunnel, hangs }: BenchListener, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://listener');
  if (request.method === 'GET' && url.pathname === '/callback/probe') {
    const proof = tunnel?.answerProbe(Object.fromEntries(url.searchParams));
    response.writeHead(proof ? 200 : 404).end(proof);
    return;
  }
  tunnel?.sawRequest();
  if (hangs) return;
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const chunk of request) {
    digest.update(chunk);
    bytes += chunk.length;
  }
  response.end(JSON.stringify({ bytes, digest: digest.digest('hex'), host: request.headers.host }));
}

/** A tunnel under test, with what it did. */
export interface Bench {
  tunnel: Tunnel;
  states: TunnelState[];
  pins: Map<string, string>;
  secrets: Map<string, string>;
  bugs: unknown[];
  /** Resolves when the state is like that. @returns ms that it took */
  until(fits: (state: TunnelState) => boolean, timeoutMs?: number): Promise<number>;
}

/** Fast enough for a test; everything else is as it is in use. */
const hurry: Partial<TunnelTimings> = { probeEveryMs: 300, probeAgainMs: 200, probeDeadlineMs: 1_000, tickMs: 100, refusedRetryMs: 60_000 };

export function benchTunnel(
  listener: BenchListener,
  config: TunnelConfig,
  {
    timings,
    clock = systemClock,
    knownUrl,
    noKeychain = false,
    network = { sawAnswer: () => undefined, works: async () => true },
  }: { timings?: Partial<TunnelTimings>; clock?: Clock; knownUrl?: string; noKeychain?: boolean; network?: Network } = {},
): Bench {
  const states: TunnelState[] = [];
  const pins = new Map<string, string>();
  const secrets = new Map<string, string>();
  const bugs: unknown[] = [];
  const tunnel = createTunnel({
    config,
    listenerUrl: listener.url,
    dataDir: tmpdir(),
    secrets: noKeychain ? refusing : secretsIn(secrets),
    hostKeys: { get: async (server) => pins.get(server), set: async (server, key) => void pins.set(server, key) },
    ...{ clock, network },
    ...(knownUrl !== undefined && { knownUrl }),
    timings: { ...hurry, ...timings },
    onChange: (state) => states.push(state),
    log: { info: () => undefined, warn: () => undefined },
    onBug: (error) => bugs.push(error),
  });
  listener.tunnel = tunnel;
  return { tunnel, states, pins, secrets, bugs, until: (fits, timeoutMs = 15_000) => until(tunnel, fits, timeoutMs) };
}

const refuse = async () => err(failure('secrets/no-keychain'));
const refusing: SecretStore = { kind: 'keychain', get: refuse, set: refuse, delete: refuse };

function secretsIn(texts: Map<string, string>): SecretStore {
  return {
    kind: 'memory',
    async get(name) {
      const text = texts.get(name);
      return ok(text === undefined ? undefined : { text, changedAt: 0 });
    },
    async set(name, text) {
      texts.set(name, text);
      return ok({ text, changedAt: 0 });
    },
    async delete(name) {
      texts.delete(name);
      return ok(null);
    },
  };
}

async function until(tunnel: Tunnel, fits: (state: TunnelState) => boolean, timeoutMs: number): Promise<number> {
  const started = performance.now();
  while (!fits(tunnel.state())) {
    if (performance.now() - started > timeoutMs) throw new Error(`still ${JSON.stringify(tunnel.state(), null, 2)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return performance.now() - started;
}
