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
import { boundConnections } from './connections.ts';
import { diagnoseVerification, tooSlow } from './diagnosis.ts';
import { admitMessage, admitVerification } from './door.ts';
import { type Answer, type Exchange, type Gone, plainText, startStopwatch } from './exchange.ts';
import { keptHeaders } from './kept-headers.ts';
import type { Pipeline } from './pipeline.ts';
import { recordRefusal, refusalAnswer } from './refusals.ts';
import { openReplayGuard, type ReplayGuard } from './replay-guard.ts';
import { readTarget, type Target } from './target.ts';

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
  /** A message was opened with these credentials, which are not the present ones. */
  onOpened(account: string, candidate: Candidate): void;
  /** Why an account that exists answers nobody; undefined where there is none. */
  silence(account: string): Failure | undefined;
  /** How old a signed request may be, and for how long its nonce is its own; 0 is off. */
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
  const guard = await openReplayGuard(options.store, options.clock, options.replayWindowSeconds);
  const serving = { ...options, budget, guard };
  const server = createServer({ connectionsCheckingInterval: 1_000 }, (request, response) => {
    serve(serving, request, response).catch((error: unknown) => {
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
  guard: ReplayGuard;
}

async function serve(options: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = readTarget(request.url ?? '/');
  if (target.path === '/healthz') {
    const health = options.health();
    // Anybody may ask, so nobody keeps a connection by it.
    response.setHeader('Connection', 'close');
    return send(response, { status: health.ok ? 200 : 503, body: JSON.stringify(health), contentType: 'application/json' });
  }
  if (options.stopping()) response.setHeader('Connection', 'close');
  const exchange = beginExchange(options.clock, request, response, target);
  const answer = await answerTo(options, exchange, request);
  if (answer.ok) return send(response, answer.value);
  if (answer.error.code === 'callback/wrong-method') response.setHeader('Allow', 'GET, POST');
  await keepRefusal(options, exchange, answer.error);
  send(response, refusalAnswer(answer.error));
  if (!request.complete) discardRest(request);
}

function beginExchange(clock: Clock, request: IncomingMessage, response: ServerResponse, { path, query }: Target): Exchange {
  return {
    gone: new HungUp(response),
    account: callbackPath.exec(path)?.[1]?.slice(0, 64) ?? '',
    at: clock.now(),
    stopwatch: startStopwatch(clock),
    body: '',
    request: {
      method: request.method ?? '',
      path,
      query,
      remoteAddress: request.socket.remoteAddress ?? '',
      userAgent: request.headers['user-agent'] ?? '',
      headers: keptHeaders(request.headers),
    },
  };
}

class HungUp implements Gone {
  private readonly response: ServerResponse;
  constructor(response: ServerResponse) {
    this.response = response;
  }
  get aborted(): boolean {
    return this.response.destroyed && !this.response.writableFinished;
  }
  addEventListener(_type: 'abort', listener: () => void): void {
    this.response.once('close', () => this.response.writableFinished || listener());
  }
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
  const admitted = admitMessage(exchange, from, options.guard);
  if (!admitted.ok) return admitted;
  if (admitted.value.candidate.age !== 'present') options.onOpened(from.account.id, admitted.value.candidate);
  try {
    return await options.pipeline.take(exchange, admitted.value, from);
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

function answerVerification(options: Serving, exchange: Exchange, known: CallbackAccount): Result<Answer> {
  // why: old ones are good for redeliveries, but WeChat must not be told that they will do from now on
  const from = { ...known, candidates: known.candidates.filter(({ age }) => age !== 'outgoing') };
  const account = from.account.id;
  const verified = admitVerification(exchange, from, options.guard);
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

/** Names and values by turns. */
const securityHeaders = ['X-Content-Type-Options', 'nosniff', 'Cache-Control', 'no-store'];

function send(response: ServerResponse, answer: Answer): void {
  if (response.destroyed || response.headersSent) return;
  // A client that is still sending must be able to read its answer first: `discardRest` closes the connection then.
  const closes = answer.status >= 400 && response.req.complete;
  const headers = ['Content-Type', answer.contentType, 'Content-Length', String(Buffer.byteLength(answer.body)), ...securityHeaders];
  if (closes) headers.push('Connection', 'close');
  response.writeHead(answer.status, headers);
  response.end(answer.body);
}

/** Lets a client that is still sending read its answer, for a moment; what it sends is thrown away. */
function discardRest(request: IncomingMessage): void {
  request.on('error', () => undefined);
  request.resume();
  setTimeout(() => request.socket.destroy(), 1_000).unref();
}
