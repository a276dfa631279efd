import { Agent, fetch, type Response } from 'undici';
import { z } from 'zod';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { bounded } from '../bounded.ts';

/** A name at a localtunnel server: `GET /<subdomain>` or `GET /?new` answers with it. */
export interface Registration {
  id: string;
  url: string;
  /** Where the server takes the client's connections. */
  host: string;
  port: number;
  connections: number;
}

const Answer = z.object({
  id: z.string().min(1).max(255),
  url: z.url({ protocol: /^https?$/ }),
  ip: z.string().max(255).nullish(),
  port: z.number().int().min(1).max(65_535),
  max_conn_count: z.number().int().min(1).nullish(),
});

/** More would not help: the listener answers fast. The hosted server allows ten. */
const mostConnections = 10;

/** In bytes. */
const longestAnswer = 64 * 1024;

/**
 * Asks a localtunnel server for a name, once.
 * Fails with `tunnel/server-unreachable` and `tunnel/server-refused`.
 */
export async function register(
  server: string,
  subdomain: string | undefined,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Result<Registration>> {
  const dispatcher = new Agent({ connect: { timeout: timeoutMs } });
  const deadline = bounded(signal, timeoutMs);
  try {
    const response = await fetch(`${server}/${subdomain ?? '?new'}`, {
      dispatcher,
      headers: { 'user-agent': 'weiguan', accept: 'application/json' },
      signal: deadline.signal,
    });
    const body = await readBody(response);
    if (body === undefined) return err(failure('tunnel/server-refused', { server, reason: `HTTP ${response.status}, > 64 KB` }));
    return readRegistration(server, response.status, body);
  } catch (error) {
    return err(failure('tunnel/server-unreachable', { server, reason: reasonOf(error) }));
  } finally {
    deadline.end();
    await dispatcher.destroy();
  }
}

/** The whole body, or nothing where it is longer than any registration. */
async function readBody({ body }: Response): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    bytes += part.length;
    if (bytes > longestAnswer) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function readRegistration(server: string, status: number, body: string): Result<Registration> {
  const document = parseJson(body);
  const answer = Answer.safeParse(document);
  if (status !== 200 || !answer.success) {
    const said = z.object({ message: z.string() }).safeParse(document);
    return err(failure('tunnel/server-refused', { server, reason: said.success ? said.data.message.slice(0, 200) : `HTTP ${status}` }));
  }
  const { id, url, ip, port, max_conn_count } = answer.data;
  const host = ip ?? new URL(server).hostname.replace(/^\[|\]$/g, '');
  return ok({ id, url: url.replace(/\/+$/, ''), host, port, connections: Math.min(max_conn_count ?? 1, mostConnections) });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The error's code, which for `fetch` stands in its cause. */
function reasonOf(error: unknown): string {
  const { cause, name } = error as { cause?: NodeJS.ErrnoException; name?: string };
  return cause?.code ?? (name === 'TimeoutError' ? 'ETIMEDOUT' : (cause?.message ?? String(name)));
}
