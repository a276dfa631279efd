import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';
import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { limits } from '../../shared/limits.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { readBody } from '../callback/body.ts';
import { answerCall } from '../calls/answer-call.ts';
import type { CallTable } from '../calls/call-table.ts';
import type { EventHub } from '../events.ts';
import type { Download } from '../inspector/export/exports.ts';
import type { ConsoleAccess, Refusal } from './access.ts';
import { securityHeaders } from './content-security.ts';
import { sendDownload } from './download.ts';
import { openEventStream } from './event-stream.ts';

export interface ConsoleServerOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  access: ConsoleAccess;
  calls: CallTable;
  events: Pick<EventHub, 'listen'>;
  /** The export that this ticket is for, once. */
  download(ticket: string): Download | undefined;
  /** The folder of the built page. */
  pageDir: string;
  language(): Language;
  onBug(error: unknown): void;
}

export interface ConsoleServer {
  /** Reaches it from this computer. */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves the console over HTTP: the page at `/`, `POST /api/<call>`, the event streams at `/events`, exports at
 * `/exports/<ticket>`, and `POST /session`, which turns the token into a session for the page. A link can carry no header,
 * so a ticket opens its export by itself.
 */
export async function openConsole(options: ConsoleServerOptions): Promise<Result<ConsoleServer>> {
  const page = existsSync(options.pageDir)
    ? sirv(options.pageDir, { etag: true, setHeaders: (response) => setHeaders(response) })
    : unbuiltPage;
  // why every second: the limits below are only looked at this often, and Node's own 30 s would make them as long
  const server = createServer({ connectionsCheckingInterval: 1_000 }, (request, response) => {
    route(options, page, request, response).catch((error: unknown) => {
      options.onBug(error);
      sendJson(response, 500, err(failure('api/bug', {}, options.language())));
    });
  });
  server.headersTimeout = 5_000;
  server.requestTimeout = 10_000;
  const address = `${options.host}:${options.port}`;
  const problem = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve);
    server.listen(options.port, options.host, () => resolve(undefined));
  });
  if (problem)
    return err(
      problem.code === 'EADDRINUSE'
        ? failure('listener/port-taken', { address })
        : failure('listener/address', { address, reason: problem.message }),
    );
  server.removeAllListeners('error').on('error', options.onBug);
  return ok({
    url: urlAt(server.address() as AddressInfo),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

/**
 * Where a browser on this computer reaches a server that listens there. A name such as `localhost` may lead a browser to
 * another address than the server took.
 */
export function urlAt({ address, family, port }: AddressInfo): string {
  if (family === 'IPv6') return `http://[${address === '::' ? '::1' : address}]:${port}`;
  return `http://${address === '0.0.0.0' ? '127.0.0.1' : address}:${port}`;
}

type Page = ReturnType<typeof sirv>;

/** The calls work without the page; the browser is told how to get it. */
const unbuiltPage: Page = (_, response) => {
  response.writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8' }).end('The page is not built. Run: npm run build\n');
};

async function route(options: ConsoleServerOptions, page: Page, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  if (path === '/session') return openSession(options, request, response);
  if (path.startsWith('/api/')) return callOverHttp(options, path.slice('/api/'.length), request, response);
  if (path === '/events') return streamEvents(options, request, response);
  if (path.startsWith('/exports/')) return sendExport(options, path.slice('/exports/'.length), request, response);
  page(request, response, () => {
    response.writeHead(404, securityHeaders).end();
  });
}

async function openSession(options: ConsoleServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') return void response.writeHead(405, { Allow: 'POST' }).end();
  if (!isJson(request)) return sendJson(response, 415, err(failure('api/input', { reason: 'Content-Type' }, options.language())));
  const body = await readJson(request);
  const token = (body as { token?: unknown } | null | undefined)?.token;
  const session = options.access.openSession(request, typeof token === 'string' ? token : '');
  if (!session.ok) return refuse(options, session.error, response);
  sendJson(response, 200, ok({ session: session.value }));
}

async function callOverHttp(
  options: ConsoleServerOptions,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const admitted = options.access.admit(request);
  if (!admitted.ok) return refuse(options, admitted.error, response);
  if (request.method !== 'POST') return void response.writeHead(405, { Allow: 'POST' }).end();
  const input = await readJson(request);
  if (input === undefined) return sendJson(response, 400, err(failure('api/input', { reason: 'JSON' }, options.language())));
  const result = await answerCall(options.calls, decodeName(name), input, options.language(), options.onBug);
  sendJson(response, statusOf(result), result);
}

function streamEvents(options: ConsoleServerOptions, request: IncomingMessage, response: ServerResponse): void {
  const admitted = options.access.admit(request);
  if (!admitted.ok) return refuse(options, admitted.error, response);
  openEventStream(response, options.events);
}

async function sendExport(
  options: ConsoleServerOptions,
  ticket: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET') return void response.writeHead(405, { Allow: 'GET' }).end();
  const download = options.download(ticket);
  if (!download) return sendJson(response, 404, err(failure('export/not-found', {}, options.language())));
  await sendDownload(response, download);
}

const statusOfRefusal: Record<Refusal, number> = { foreign: 401, wrong: 401, 'too-many': 429 };

function refuse({ language }: ConsoleServerOptions, refusal: Refusal, response: ServerResponse): void {
  sendJson(response, statusOfRefusal[refusal], err(failure('api/unauthorized', {}, language())));
}

function statusOf(result: Result<unknown>): number {
  if (result.ok) return 200;
  if (result.error.code === 'api/bug') return 500;
  return result.error.code === 'api/unknown-call' || result.error.code.endsWith('/not-found') ? 404 : 400;
}

/** A form can be sent from any page without asking; JSON can't. */
const isJson = ({ headers }: IncomingMessage) => /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');

/** The body as JSON, an empty one as `{}`; undefined where it is no JSON or too large. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, limits.apiBodyBytes);
  if (body.kind !== 'whole') return undefined;
  try {
    return body.bytes.length === 0 ? {} : JSON.parse(body.bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return;
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(JSON.stringify(body));
}

function setHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
}
