import type { ServerResponse } from 'node:http';
import { limits } from '../../shared/limits.ts';
import type { CallbackRequest } from './callback-request.ts';
import type { Answer, Gone } from './exchange.ts';

/** Whether, and when, the client of a response gave up waiting for it. */
export class HungUp implements Gone {
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

/** Names and values by turns. */
const headersOf = ({ contentType, body }: Answer) => [
  ...['Content-Type', contentType, 'Content-Length', String(Buffer.byteLength(body))],
  ...['X-Content-Type-Options', 'nosniff', 'Cache-Control', 'no-store'],
];
/** What is empty, as most answers are, can't be taken for something else, nor kept. */
const emptyHeaders = ['Content-Length', '0'];
/** Until when a client may use the connection again: a little less than it stays open, so that it isn't cut just then. */
const stays = ['Keep-Alive', `timeout=${limits.idleConnectionMs / 1000 - 1}`];

/** Sends an answer; nothing where it is too late for one. */
export function send(response: ServerResponse, answer: Answer): void {
  if (response.destroyed || response.headersSent) return;
  // A client that is still sending must be able to read its answer first: `discardRest` closes the connection then.
  const closes = answer.status >= 400 && response.req.complete;
  if (closes) response.setHeader('Connection', 'close');
  const isLast = closes || response.hasHeader('Connection');
  const headers = answer.body === '' ? emptyHeaders : headersOf(answer);
  response.writeHead(answer.status, isLast ? headers : [...headers, ...stays]);
  response.end(answer.body);
}

/** Lets a client that is still sending read its answer, for a moment; what it sends is thrown away. */
export function discardRest(request: CallbackRequest): void {
  request.on('error', () => undefined);
  request.resume();
  setTimeout(() => request.socket.destroy(), 1_000).unref();
}
