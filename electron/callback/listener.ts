import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Verification } from '../../shared/account-view.ts';
import { failure } from '../../shared/failures.ts';
import { limits } from '../../shared/limits.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import type { CallbackAccount, Candidate } from './accounts.ts';
import { type BodyBudget, readBody } from './body.ts';
import { diagnoseVerification, tooSlow } from './diagnosis.ts';
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
  /** What answers a probe of the tunnel's; undefined for all else. */
  answerProbe(query: Record<string, string>): string | undefined;
  /** Whether the doctor sent this one: then it is no sign of life of WeChat's. Called once for each request. */
  isOwn(request: Exchange['request']): boolean;
  /** A request that is neither has come in. */
  sawRequest(): void;
  account(id: string): CallbackAccount | undefined;
  /** All accounts that are answered, to find out whose values a request was made with. */
  accounts(): CallbackAccount[];
  /** WeChat has tried to verify a URL. */
  onVerification(verification: Verification, used?: Candidate['texts']): void;
  /** A message was opened with these credentials. */
  onOpened(account: string, candidate: Candidate): void;
  /** Why an account that exists answers nobody; undefined where there is none. */
  silence(account: string): Failure | undefined;
  replayWindowSeconds: number;
  /** What `/healthz` says. */
  health(): { ok: boolean };
  /** Whether this connection is to be its client's last one here. */
  stopping(): boolean;
  /** Rows of the log that are new. */
  onAdded(ids: string[]): void;
  onBug(error: unknown): void;
}

export interface Listener {
  url: string;
  /** Lets nobody new in, answers those who are in, then closes. */
  close(): Promise<void>;
}

/** Where the tunnel's own probes come in; every other request to this path is answered like any wrong one. */
const probePath = '/callback/probe';
const callbackPath = /^\/callback\/([^/]+)$/;

/** Opens the HTTP listener that WeChat's callbacks reach. */
export async function openListener(options: ListenerOptions): Promise<Result<Listener>> {
  const budget = { held: 0, limit: limits.callbackBytesInHand };
  const server = createServer({ connectionsCheckingInterval: 1_000 }, (request, response) => {
    serve({ ...options, budget }, request, response).catch((error: unknown) => {
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

function listen(server: Server, { host, port, onBug }: ListenerOptions): Promise<Result<null>> {
  const address = `${host}:${port}`;
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => {
      resolve(
        err(
          error.code === 'EADDRINUSE'
            ? failure('listener/port-taken', { address })
            : failure('listener/address', { address, reason: error.message }),
        ),
      );
    };
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed).on('error', onBug);
      resolve(ok(null));
    });
  });
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const patience = setTimeout(() => server.closeAllConnections(), limits.platformDeadlineMs);
  await closed;
  clearTimeout(patience);
}

/** What serving a request takes. */
interface Serving extends ListenerOptions {
  budget: BodyBudget;
}

async function serve(options: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = targetOf(request);
  if (url.pathname === '/healthz') {
    const health = options.health();
    return send(response, { status: health.ok ? 200 : 503, body: JSON.stringify(health), contentType: 'application/json' });
  }
  if (options.stopping()) response.setHeader('Connection', 'close');
  const exchange = beginExchange(options.clock, request, response, url);
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

function beginExchange(clock: Clock, request: IncomingMessage, response: ServerResponse, url: URL): Exchange {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return {
    gone: gone.signal,
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

async function answerTo(options: Serving, exchange: Exchange, request: IncomingMessage): Promise<Result<Answer>> {
  const { method, path, query } = exchange.request;
  const probe = method === 'GET' && path === probePath ? options.answerProbe(query) : undefined;
  if (probe !== undefined) return ok(plainText(200, probe));
  const isOwn = options.isOwn(exchange.request);
  if (!isOwn) options.sawRequest();
  const tell = isOwn ? () => undefined : options.onVerification;
  const from = callbackPath.test(path) ? options.account(exchange.account) : undefined;
  if (!from) return err(nobodyThere(tell, exchange, options.silence(exchange.account)));
  if (method === 'GET') return answerVerification({ ...options, onVerification: tell }, exchange, from);
  if (method !== 'POST') return err(failure('callback/wrong-method', { method: method.slice(0, 20) }));
  const problem = await fillBody(exchange, request, options.budget);
  if (problem) return err(problem);
  const admitted = admitMessage(exchange, from, options.replayWindowSeconds);
  if (!admitted.ok) return admitted;
  options.onOpened(from.account.id, admitted.value.candidate);
  try {
    return ok(await options.pipeline.take(exchange, admitted.value, from));
  } catch (error) {
    options.onBug(error);
    return err(failure('callback/store'));
  }
}

/** A verification that went astray is told to the accounts that wait for theirs. */
function nobodyThere(tell: ListenerOptions['onVerification'], exchange: Exchange, silence: Failure | undefined): Failure {
  const { path, query } = exchange.request;
  if (query.echostr !== undefined) {
    const stray = silence ?? failure('verification/other-path', { path: path.slice(0, 200) });
    tell({ account: exchange.account, at: exchange.at, ms: exchange.stopwatch.total(), failure: stray });
  }
  return callbackPath.test(path) ? failure('callback/unknown-account', { account: exchange.account }) : failure('callback/wrong-path');
}

function answerVerification(options: ListenerOptions, exchange: Exchange, known: CallbackAccount): Result<Answer> {
  // why: old ones are good for redeliveries, but WeChat must not be told that they will do from now on
  const from = { ...known, candidates: known.candidates.filter(({ age }) => age !== 'outgoing') };
  const account = from.account.id;
  const verified = admitVerification(exchange, from, options.replayWindowSeconds);
  const { query } = exchange.request;
  const ms = exchange.stopwatch.total();
  if (!verified.ok) {
    const others = options.accounts().filter((other) => other.account.id !== account);
    const reason = diagnoseVerification(verified.error, query, from, others);
    if (query.echostr !== undefined) options.onVerification({ account, at: exchange.at, ms, failure: reason });
    return verified;
  }
  const slow = tooSlow(from, ms);
  const { candidate, echo } = verified.value;
  const matched = candidate.age === 'pending' ? 'pending' : 'present';
  options.onVerification({ account, at: exchange.at, ms, matched, ...(slow && { failure: slow }) }, candidate.texts);
  return ok(plainText(200, echo));
}

/** Reads the body into the exchange; gives back the reason where that can't be done. */
async function fillBody(exchange: Exchange, request: IncomingMessage, budget: BodyBudget): Promise<Failure | undefined> {
  const body = await readBody(request, limits.callbackBodyBytes, budget);
  exchange.stopwatch.lap('received');
  if (body.kind === 'whole') {
    exchange.body = body.bytes.toString('utf8');
    return undefined;
  }
  exchange.body = body.head.subarray(0, limits.refusedBodyBytes).toString('utf8');
  if (body.kind === 'overloaded') return failure('callback/overloaded');
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
  // A client that is still sending must be able to read its answer first: `discardRest` closes the connection then.
  const closes = answer.status >= 400 && response.req.complete;
  response.writeHead(answer.status, {
    'Content-Type': answer.contentType,
    'Content-Length': body.length,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    ...(closes && { Connection: 'close' }),
  });
  response.end(body);
}

/** Lets a client that is still sending read its answer, for a moment; what it sends is thrown away. */
function discardRest(request: IncomingMessage): void {
  request.on('error', () => undefined);
  request.resume();
  setTimeout(() => request.socket.destroy(), 1_000).unref();
}
