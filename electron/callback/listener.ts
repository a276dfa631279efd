import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failure } from '../../shared/failures.ts';
import { limits } from '../../shared/limits.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import type { CallbackAccount } from './accounts.ts';
import { readBody } from './body.ts';
import { admitMessage, admitVerification } from './door.ts';
import { type Answer, type Exchange, plainText, startStopwatch } from './exchange.ts';
import type { Pipeline } from './pipeline.ts';
import { recordRefusal, refusalAnswer } from './refusals.ts';

export interface ListenerOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  store: Store;
  pipeline: Pipeline;
  clock: Clock;
  account(id: string): CallbackAccount | undefined;
  replayWindowSeconds: number;
  /** What `/healthz` says. */
  health(): { ok: boolean };
  /** Rows of the log that are new. */
  onAdded(ids: string[]): void;
  onBug(error: unknown): void;
}

export interface Listener {
  url: string;
  /** Lets nobody new in, answers those who are in, then closes. */
  close(): Promise<void>;
}

const callbackPath = /^\/callback\/([^/]+)$/;

/** Opens the HTTP listener that WeChat's callbacks reach. */
export async function openListener(options: ListenerOptions): Promise<Result<Listener>> {
  const server = createServer((request, response) => {
    serve(options, request, response).catch((error: unknown) => {
      options.onBug(error);
      send(response, plainText(500, ''));
    });
  });
  boundConnections(server);
  const listening = await listen(server, options);
  if (!listening.ok) return listening;
  const { address, family, port } = server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  return ok({ url: `http://${host}:${port}`, close: () => close(server) });
}

/** No client may hold a connection for long, nor may there be too many. */
function boundConnections(server: Server): void {
  server.headersTimeout = 5_000;
  server.requestTimeout = 10_000;
  server.keepAliveTimeout = 15_000;
  server.maxConnections = 2_000;
  server.maxHeadersCount = 100;
}

function listen(server: Server, { host, port }: ListenerOptions): Promise<Result<null>> {
  const address = `${host}:${port}`;
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(
        err(
          error.code === 'EADDRINUSE'
            ? failure('listener/port-taken', { address })
            : failure('listener/address', { address, reason: error.message }),
        ),
      );
    });
    server.listen(port, host, () => resolve(ok(null)));
  });
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const patience = setTimeout(() => server.closeAllConnections(), limits.platformDeadlineMs);
  await closed;
  clearTimeout(patience);
}

async function serve(options: ListenerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = targetOf(request);
  if (url.pathname === '/healthz') {
    const health = options.health();
    return send(response, { status: health.ok ? 200 : 503, body: JSON.stringify(health), contentType: 'application/json' });
  }
  const exchange = beginExchange(options.clock, request, url);
  const answer = await answerTo(options, exchange, request);
  if (answer.ok) return send(response, answer.value);
  if (answer.error.code === 'callback/wrong-method') response.setHeader('Allow', 'GET, POST');
  await keepRefusal(options, exchange, answer.error);
  send(response, refusalAnswer(answer.error));
  if (!request.complete) discardRest(request);
}

/** A target that is no URL is answered like any other wrong path. */
function targetOf(request: IncomingMessage): URL {
  const target = `http://listener${request.url ?? '/'}`;
  return new URL(URL.canParse(target) ? target : 'http://listener/');
}

function beginExchange(clock: Clock, request: IncomingMessage, url: URL): Exchange {
  return {
    account: callbackPath.exec(url.pathname)?.[1]?.slice(0, 64) ?? '',
    at: clock.now(),
    stopwatch: startStopwatch(clock),
    body: '',
    request: {
      method: request.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      remoteAddress: request.socket.remoteAddress ?? '',
      userAgent: request.headers['user-agent'] ?? '',
    },
  };
}

async function answerTo(options: ListenerOptions, exchange: Exchange, request: IncomingMessage): Promise<Result<Answer>> {
  const { method, path } = exchange.request;
  if (!callbackPath.test(path)) return err(failure('callback/wrong-path'));
  const from = options.account(exchange.account);
  if (!from) return err(failure('callback/unknown-account', { account: exchange.account }));
  if (method === 'GET') return answerVerification(options, exchange, from);
  if (method !== 'POST') return err(failure('callback/wrong-method', { method: method.slice(0, 20) }));
  const problem = await fillBody(exchange, request);
  if (problem) return err(problem);
  const admitted = admitMessage(exchange, from, options.replayWindowSeconds);
  if (!admitted.ok) return admitted;
  try {
    return ok(await options.pipeline.take(exchange, admitted.value, from));
  } catch (error) {
    options.onBug(error);
    return err(failure('callback/store'));
  }
}

function answerVerification(options: ListenerOptions, exchange: Exchange, from: CallbackAccount): Result<Answer> {
  const verified = admitVerification(exchange, from, options.replayWindowSeconds);
  return verified.ok ? ok(plainText(200, verified.value)) : verified;
}

/** Reads the body into the exchange; gives back the reason where that can't be done. */
async function fillBody(exchange: Exchange, request: IncomingMessage): Promise<Failure | undefined> {
  const body = await readBody(request, limits.callbackBodyBytes);
  exchange.stopwatch.lap('received');
  if (body.kind === 'whole') {
    exchange.body = body.bytes.toString('utf8');
    return undefined;
  }
  exchange.body = body.head.subarray(0, limits.refusedBodyBytes).toString('utf8');
  return body.kind === 'too-large'
    ? failure('callback/too-large', { limit: String(limits.callbackBodyBytes) })
    : failure('callback/incomplete');
}

async function keepRefusal(options: ListenerOptions, exchange: Exchange, reason: Failure): Promise<void> {
  try {
    options.onAdded([await recordRefusal(options.store, exchange, reason)]);
  } catch (error) {
    options.onBug(error);
  }
}

function send(response: ServerResponse, answer: Answer): void {
  if (response.destroyed || response.headersSent) return;
  const body = Buffer.from(answer.body, 'utf8');
  response.writeHead(answer.status, {
    'Content-Type': answer.contentType,
    'Content-Length': body.length,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    ...(answer.status >= 400 && { Connection: 'close' }),
  });
  response.end(body);
}

/** Lets a client that is still sending read its answer, for a moment; what it sends is thrown away. */
function discardRest(request: IncomingMessage): void {
  request.on('error', () => undefined);
  request.resume();
  setTimeout(() => request.socket.destroy(), 1_000).unref();
}
