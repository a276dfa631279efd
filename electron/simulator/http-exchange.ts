import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface OutgoingRequest {
  url: string;
  method: 'GET' | 'POST';
  body?: string;
}

export interface ExchangeBounds {
  /** From the first packet to the last byte of the answer. */
  deadlineMs: number;
  maxBytes: number;
  signal: AbortSignal;
}

/** How a request ended. `reason` is Node's error code. */
export type ExchangeResult =
  | { kind: 'answered'; status: number; body: Buffer }
  | { kind: 'too-large'; status: number }
  | { kind: 'timeout' }
  | { kind: 'unreachable'; reason: string }
  | { kind: 'aborted' };

/** As logged of WeChat's servers (protocol reference, 8.3); tunnels tell it from a browser. */
const userAgent = 'Mozilla/4.0';

/** One HTTP request on a connection of its own, which is gone when the promise resolves. Never rejects. */
export function exchange({ url, method, body }: OutgoingRequest, bounds: ExchangeBounds): Promise<ExchangeResult> {
  return new Promise((resolve) => {
    if (bounds.signal.aborted) return resolve({ kind: 'aborted' });
    if (!/^https?:\/\//.test(url) || !URL.canParse(url)) return resolve({ kind: 'unreachable', reason: 'ERR_INVALID_URL' });
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const headers = {
      'user-agent': userAgent,
      ...(body !== undefined && { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) }),
    };
    const request = send(url, { method, headers, agent: false });

    const onAbort = () => end({ kind: 'aborted' });
    const timer = setTimeout(() => end({ kind: 'timeout' }), bounds.deadlineMs);
    function end(result: ExchangeResult): void {
      clearTimeout(timer);
      bounds.signal.removeEventListener('abort', onAbort);
      request.destroy();
      resolve(result);
    }

    bounds.signal.addEventListener('abort', onAbort, { once: true });
    request.on('error', (error: NodeJS.ErrnoException) => end({ kind: 'unreachable', reason: error.code ?? error.message }));
    request.on('response', (response) => readAnswer(response, bounds.maxBytes, end));
    request.end(body);
  });
}

function readAnswer(response: IncomingMessage, maxBytes: number, end: (result: ExchangeResult) => void): void {
  const status = response.statusCode ?? 0;
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) end({ kind: 'too-large', status });
    else chunks.push(chunk);
  });
  response.on('end', () => end({ kind: 'answered', status, body: Buffer.concat(chunks) }));
  response.on('error', (error: NodeJS.ErrnoException) => end({ kind: 'unreachable', reason: error.code ?? error.message }));
}

/** The URL with the parameters added to what it has; `+` and `/` of base64 are escaped (protocol reference, 1.8). */
export function withQuery(url: string, query: Record<string, string>): string {
  if (!URL.canParse(url)) return url;
  const target = new URL(url);
  for (const [name, value] of Object.entries(query)) target.searchParams.append(name, value);
  return target.href;
}
