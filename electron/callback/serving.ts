import type { ServerResponse } from 'node:http';
import { failure } from '../../shared/failures.ts';
import { limits } from '../../shared/limits.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import type { CallbackAccount, Candidate } from './accounts.ts';
import type { Body, BodyBudget } from './body.ts';
import type { ConnectionUse } from './bound-connections.ts';
import type { CallbackRequest } from './callback-request.ts';
import { admitMessage } from './door.ts';
import { type Answer, type Exchange, plainText, startStopwatch } from './exchange.ts';
import { keptHeaders } from './kept-headers.ts';
import type { Pipeline } from './pipeline.ts';
import { recordRefusal, refusalAnswer } from './refusals.ts';
import { type RequestTarget, readRequestTarget } from './request-target.ts';
import { discardRest, HungUp, send } from './response.ts';
import { answerVerification, nobodyThere, noteReach, type VerificationOptions } from './verification.ts';

/** What serving a request takes. */
export interface ServingOptions extends VerificationOptions {
  store: Store;
  pipeline: Pipeline;
  clock: Clock;
  /** What answers a probe of the tunnel's; undefined for all else. */
  answerProbe(query: Record<string, string>): string | undefined;
  /** Whether the doctor sent this one: then it is no sign of life of WeChat's. Called once for each request. */
  isOwn(request: Exchange['request']): boolean;
  account(id: string): CallbackAccount | undefined;
  /** A message was opened with these credentials, of an account that has others too. */
  onOpened(account: string, candidate: Candidate): void;
  /** What answers a job that says it is alive; undefined for all else. */
  answerPush(target: RequestTarget): string | undefined;
  /** What answers a phone that has the link of the status page; undefined for all else. */
  statusPage(request: { method: string; path: string; acceptLanguage: string | undefined }): Promise<StatusPage> | undefined;
  /** What `/healthz` says. */
  health(): { ok: boolean };
  /** Whether this connection is to be its client's last one here. */
  stopping(): boolean;
  /** Rows of the log that are new. */
  onAdded(ids: string[]): void;
  onBug(error: unknown): void;
  /** Of all bodies that are being read. */
  budget: BodyBudget;
  connections: ConnectionUse;
}

/** Where the tunnel's own probes come in; every other request to this path is answered like any wrong one. */
const probePath = '/callback/probe';
const callbackPrefix = '/callback/';

/** A link to the status page opens it, and one that is mistyped nearly does: the log shows neither. */
const statusPath = /^\/status\/.+$/;

/** The status page, with what else goes into its head. */
type StatusPage = Answer & { headers: readonly (readonly [name: string, value: string])[] };

/** One request, on its way to its answer. */
interface Call {
  exchange: Exchange;
  request: CallbackRequest;
  response: ServerResponse;
}

/** Answers a request. It goes on by callbacks: a promise for each step would cost more than the cryptography does. */
export function serve(options: ServingOptions, request: CallbackRequest, response: ServerResponse): void {
  if (!options.connections.takes(request.socket, response)) return;
  const target = readRequestTarget(request.url ?? '/');
  if (options.stopping()) response.setHeader('Connection', 'close');
  if (!target.path.startsWith(callbackPrefix) && serveOther(options, target, request, response)) return;
  const call = { exchange: beginExchange(options.clock, request, response, target), request, response };
  attempt(options, call, () => {
    const entered = enter(options, call.exchange);
    if ('answer' in entered) return finish(options, call, entered.answer);
    request.gather(limits.callbackBodyBytes, options.budget, (body) => {
      attempt(options, call, () => takeIn(options, call, entered.from, body));
    });
  });
}

/** Answers what is asked for by others than WeChat; false where it is nothing of theirs. */
function serveOther(options: ServingOptions, target: RequestTarget, request: CallbackRequest, response: ServerResponse): boolean {
  if (target.path === '/healthz') {
    const health = options.health();
    // Anybody may ask, so nobody keeps a connection by it.
    response.setHeader('Connection', 'close');
    send(response, { status: health.ok ? 200 : 503, body: JSON.stringify(health), contentType: 'application/json' });
    return true;
  }
  const pushed = options.answerPush(target);
  if (pushed !== undefined) {
    send(response, { status: 200, body: pushed, contentType: 'application/json' });
    return true;
  }
  const { method = '', headers } = request;
  const page = options.statusPage({ method, path: target.path, acceptLanguage: headers['accept-language'] });
  if (page) void showStatus(options, response, page);
  return page !== undefined;
}

async function showStatus({ onBug }: ServingOptions, response: ServerResponse, page: Promise<StatusPage>): Promise<void> {
  response.setHeader('Connection', 'close');
  try {
    const { headers, ...answer } = await page;
    for (const [name, value] of headers) response.setHeader(name, value);
    send(response, answer);
  } catch (error) {
    onBug(error);
    send(response, plainText(500, ''));
  }
}

/** Whatever is thrown is a bug: it is answered as one, and must not end the program. */
function attempt(options: ServingOptions, call: Call, work: () => void): void {
  try {
    work();
  } catch (error) {
    fail(options, call, error);
  }
}

function fail(options: ServingOptions, { request, response }: Call, error: unknown): void {
  options.onBug(error);
  send(response, plainText(500, ''));
  options.connections.ended(request.socket);
}

function beginExchange(clock: Clock, request: CallbackRequest, response: ServerResponse, { path, query }: RequestTarget): Exchange {
  return {
    gone: new HungUp(response),
    account: accountIn(path)?.slice(0, 64) ?? '',
    at: clock.now(),
    stopwatch: startStopwatch(clock),
    body: '',
    request: {
      method: request.method ?? '',
      path: path.startsWith(callbackPrefix) ? path : path.replace(statusPath, '/status/…'),
      query,
      remoteAddress: request.socket.remoteAddress ?? '',
      userAgent: request.headers['user-agent'] ?? '',
      headers: keptHeaders(request.headers),
    },
  };
}

/** The account that a path names; undefined where it is no callback's. */
function accountIn(path: string): string | undefined {
  if (!path.startsWith(callbackPrefix) || path.length === callbackPrefix.length) return undefined;
  return path.includes('/', callbackPrefix.length) ? undefined : path.slice(callbackPrefix.length);
}

/** The account that a message is for; or the answer to what is none, or is for nobody. */
function enter(options: ServingOptions, exchange: Exchange): { from: CallbackAccount } | { answer: Result<Answer> } {
  const { method, path, query } = exchange.request;
  const probe = method === 'GET' && path === probePath ? options.answerProbe(query) : undefined;
  if (probe !== undefined) return { answer: ok(plainText(200, probe)) };
  const isOwn = options.isOwn(exchange.request);
  const heard = isOwn ? { ...options, onVerification: () => undefined, sawRequest: () => undefined } : options;
  const from = exchange.account === '' ? undefined : options.account(exchange.account);
  if (!from) return { answer: err(nobodyThere(heard, exchange)) };
  if (method === 'GET') return { answer: answerVerification(heard, exchange, from) };
  return method === 'POST' ? { from } : { answer: err(failure('callback/wrong-method', { method: method.slice(0, 20) })) };
}

function takeIn(options: ServingOptions, call: Call, from: CallbackAccount, body: Body): void {
  options.connections.began(call.request.socket);
  const { exchange } = call;
  const problem = fillBody(exchange, body);
  if (problem) return finish(options, call, err(problem));
  const admitted = admitMessage(exchange, from, options.guard);
  if (!admitted.ok) return finish(options, call, admitted);
  noteReach(options, from);
  // why: one that has but its present ones has nothing to learn from that
  if (from.candidates.length > 1) options.onOpened(from.account.id, admitted.value.candidate);
  const failed = (error: unknown) => {
    options.onBug(error);
    finish(options, call, err(failure('callback/store')));
  };
  try {
    options.pipeline
      .take(exchange, admitted.value, from)
      .then((answer) => attempt(options, call, () => finish(options, call, answer)), failed);
  } catch (error) {
    failed(error);
  }
}

/** Puts the body into the exchange; gives back the reason where it did not come whole. */
function fillBody(exchange: Exchange, body: Body): Failure | undefined {
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

function finish(options: ServingOptions, call: Call, answer: Result<Answer>): void {
  if (!answer.ok) return void refuse(options, call, answer.error).catch((error: unknown) => fail(options, call, error));
  send(call.response, answer.value);
  options.connections.ended(call.request.socket);
}

async function refuse(options: ServingOptions, { exchange, request, response }: Call, reason: Failure): Promise<void> {
  if (reason.code === 'callback/wrong-method') response.setHeader('Allow', 'GET, POST');
  await keepRefusal(options, exchange, reason);
  send(response, refusalAnswer(reason));
  options.connections.ended(request.socket);
  if (!request.complete) discardRest(request);
}

async function keepRefusal(options: ServingOptions, exchange: Exchange, reason: Failure): Promise<void> {
  try {
    options.onAdded([await recordRefusal(options.store, exchange, reason)]);
  } catch (error) {
    options.onBug(error);
  }
}
