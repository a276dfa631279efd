import type { Dispatcher } from 'undici';
import type { Failure } from '../../shared/result.ts';
import { type HttpTrouble, troubleOf } from './http-trouble.ts';
import { type MultipartFile, multipartOf } from './multipart.ts';

export interface HttpTimeouts {
  /** From the first byte of the request to the last header of the answer, and between two pieces of its body, in ms. */
  headersMs: number;
  bodyMs: number;
  /** For all of it, connecting and proxies included, in ms. */
  totalMs: number;
}

export const defaultTimeouts: HttpTimeouts = { headersMs: 10_000, bodyMs: 10_000, totalMs: 30_000 };

/** A line that sends a file slower than this, in bytes a millisecond, is given up on: 10 MB may take 160 s. */
const slowestUpload = 64;

/** The longest answer that is read, in bytes. */
export const answerBytes = 1024 * 1024;

export interface HttpRequest {
  method: 'GET' | 'POST';
  /** Below the base URL, with a slash at its beginning. */
  path: string;
  query: Record<string, string>;
  /** A JSON body. */
  json?: string;
  /** A multipart body with this file, instead. */
  file?: MultipartFile;
}

/**
 * How a request ended. `left`: whether any of it may have gone out; where not, the platform knows nothing of it. `failure`
 * says more than a code could, where there is one.
 */
export type HttpOutcome =
  | { kind: 'answered'; status: number; body: string }
  | { kind: 'failed'; trouble: HttpTrouble; reason: string; left: boolean; failure?: Failure };

export interface HttpClient {
  /** The host that requests go to, for failures: query and path may hold secrets, it does not. */
  host: string;
  /** Never rejects. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpOutcome>;
}

export interface HttpClientOptions {
  /** Without a slash at its end; may have a path. */
  base: string;
  dispatcher: Dispatcher;
  timeouts: HttpTimeouts;
}

/** One HTTP exchange at a time: bounded in time and size, never repeated, no redirect followed. */
export function createHttpClient({ base, dispatcher, timeouts }: HttpClientOptions): HttpClient {
  const { origin, host, pathname } = new URL(base);
  const prefix = pathname.replace(/\/$/, '');

  const uploadMs = ({ file }: HttpRequest) => Math.ceil((file?.bytes.length ?? 0) / slowestUpload);

  function dispatchOptions(request: HttpRequest): Dispatcher.DispatchOptions {
    const { method, path, query } = request;
    const { body, type } = bodyOf(request);
    return {
      origin,
      path: `${prefix}${path}?${new URLSearchParams(query)}`,
      method,
      headers: { 'user-agent': 'Weiguan', accept: 'application/json', ...(type !== undefined && { 'content-type': type }) },
      body,
      headersTimeout: timeouts.headersMs + uploadMs(request),
      bodyTimeout: timeouts.bodyMs,
    };
  }

  return {
    host,
    send: (request, signal) =>
      new Promise((resolve) => {
        const exchange = new Exchange(resolve);
        const deadline = setTimeout(() => exchange.giveUp('timeout', 'total'), timeouts.totalMs + uploadMs(request));
        const onAbort = () => exchange.giveUp('closed', 'closed');
        exchange.onEnd = () => {
          clearTimeout(deadline);
          signal.removeEventListener('abort', onAbort);
        };
        if (signal.aborted) return onAbort();
        signal.addEventListener('abort', onAbort, { once: true });
        dispatcher.dispatch(dispatchOptions(request), exchange);
      }),
  };
}

function bodyOf({ json, file }: HttpRequest): { body: string | Buffer | null; type?: string } {
  if (file) return multipartOf(file);
  return json === undefined ? { body: null } : { body: json, type: 'application/json' };
}

/**
 * What undici tells of one request. It calls `onRequestStart` right before it writes to the connected socket, so a
 * request that failed before that provably never left.
 */
class Exchange implements Dispatcher.DispatchHandler {
  onEnd: () => void = () => {};
  private readonly resolve: (outcome: HttpOutcome) => void;
  private controller: Dispatcher.DispatchController | undefined;
  private ended = false;
  private status = 0;
  private size = 0;
  private readonly chunks: Buffer[] = [];

  constructor(resolve: (outcome: HttpOutcome) => void) {
    this.resolve = resolve;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.ended) return controller.abort(new Error('given up'));
    this.controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number): void {
    this.status = status;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.size += chunk.length;
    if (this.size > answerBytes) this.giveUp('too-large', `> ${answerBytes} bytes`);
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.end({ kind: 'answered', status: this.status, body: Buffer.concat(this.chunks).toString('utf8') });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.end({ kind: 'failed', ...troubleOf(error), left: this.left });
  }

  giveUp(trouble: HttpTrouble, reason: string): void {
    this.end({ kind: 'failed', trouble, reason, left: this.left });
    this.controller?.abort(new Error('given up'));
  }

  private get left(): boolean {
    return this.controller !== undefined;
  }

  private end(outcome: HttpOutcome): void {
    if (this.ended) return;
    this.ended = true;
    this.onEnd();
    this.resolve(outcome);
  }
}
