import { Agent, request } from 'undici';
import { bounded } from '../bounded.ts';
import type { ProbeEvidence } from './probe-verdict.ts';

/** As logged of WeChat's servers; tunnels tell it from a browser (protocol reference, 8.3). */
export const wechatAgent = 'Mozilla/4.0';

const mostBytes = 64 * 1024;

/** One request from outside, on a connection of its own, which is gone afterwards. */
export async function requestOnce(
  url: string,
  userAgent: string,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<ProbeEvidence['answer']> {
  const dispatcher = new Agent({ connect: { timeout: deadlineMs }, pipelining: 0 });
  const deadline = bounded(signal, deadlineMs);
  try {
    const { statusCode, headers, body } = await request(url, {
      dispatcher,
      headers: { 'user-agent': userAgent, accept: '*/*' },
      signal: deadline.signal,
    });
    const { 'content-type': contentType, location } = headers;
    const text = await readStart(body);
    return { status: statusCode, body: text, contentType: String(contentType ?? ''), ...(location && { location: String(location) }) };
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    return { error: typeof code === 'string' ? code : name };
  } finally {
    deadline.end();
    await dispatcher.destroy();
  }
}

/** The first part of a body is enough to tell whose it is. */
async function readStart(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > mostBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}
