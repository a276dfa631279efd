import type { Client, ClientChannel } from 'ssh2';
import { failure } from '../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { ProgramEnd } from './driver.ts';
import { within } from './run-limit.ts';

/** How a session ended. */
export interface SessionEnd {
  /** Missing where the connection broke before the server told it. */
  exit?: Pick<ProgramEnd, 'code' | 'signal'>;
}

/** A session whose line was taken by the server. */
export interface OpenSession {
  channel: ClientChannel;
  ended: Promise<SessionEnd>;
}

interface NoSession {
  /** `gone`: nothing was sent; `full`: the server opens no more sessions; `lost`: it isn't known what the server did. */
  refusal: 'gone' | 'full' | 'lost' | 'exec';
  reason: string;
}

/** What asking for a session came to. */
export type Opened = OpenSession | NoSession;

/** `ssh/not-begun`, `ssh/lost` or `ssh/session-refused`. */
export function sessionFailure(server: string, { refusal, reason }: NoSession): Failure {
  if (refusal === 'gone') return failure('ssh/not-begun', { server });
  return refusal === 'lost' ? failure('ssh/lost', { server }) : failure('ssh/session-refused', { server, reason });
}

/** Asks for a session and has it run the line. ssh2 tells the reasons of failures in words, but for a refused channel. */
export function openSession(client: Client, line: string): Promise<Opened> {
  return new Promise((resolve) => {
    const onClose = () => resolve({ refusal: 'lost', reason: 'ECONNRESET' });
    client.once('close', onClose);
    try {
      client.exec(line, (error: (Error & { reason?: number | string }) | undefined, channel) => {
        client.off('close', onClose);
        if (!error) {
          // why: a connection that breaks ends its channels with an error each
          channel.on('error', () => undefined);
          return resolve({ channel, ended: whenEnded(channel) });
        }
        if (error.reason !== undefined) return resolve({ refusal: 'full', reason: error.message });
        resolve({ refusal: /unable to exec/i.test(error.message) ? 'exec' : 'lost', reason: error.message });
      });
    } catch (error) {
      client.off('close', onClose);
      resolve({ refusal: 'gone', reason: (error as Error).message });
    }
  });
}

/** Has to be asked at once: the end of a quick program comes in the same packet as the word that it was started. */
function whenEnded(channel: ClientChannel): Promise<SessionEnd> {
  let exit: SessionEnd['exit'];
  channel.once('exit', (code: number | null, signal?: string) => {
    exit = { code, ...(signal && { signal: signal.replace('SIG', '') }) };
  });
  return new Promise((resolve) => {
    channel.once('close', () => resolve(exit ? { exit } : {}));
  });
}

/** So much of an answer is kept, in bytes. */
const longestAnswer = 4096;

/**
 * What a line of plain words prints, or nothing where it fails. It changes nothing, and comes before anything that does: so
 * it fails with `ssh/not-begun` where the connection breaks.
 */
export async function answerTo(client: Client, server: string, line: string, ms: number): Promise<Result<string | undefined>> {
  const opened = await openSession(client, line);
  const broken = failure('ssh/not-begun', { server });
  if (!('channel' in opened)) return err(opened.refusal === 'lost' ? broken : sessionFailure(server, opened));
  const { channel } = opened;
  let answer = '';
  channel.on('data', (chunk: Buffer) => {
    answer += chunk.toString('latin1', 0, Math.max(0, longestAnswer - answer.length));
  });
  channel.stderr.resume();
  channel.end();
  const end = await endedWithin(opened, ms);
  if (!end) return err(failure('ssh/timeout', { server, seconds: String(ms / 1000) }));
  if (!end.exit) return err(broken);
  return ok(end.exit.code === 0 ? answer : undefined);
}

/** Waits for the end of a session, and closes it where that takes too long. */
export async function endedWithin({ channel, ended }: OpenSession, ms: number): Promise<SessionEnd | undefined> {
  const end = await within(ms, ended);
  if (!end) channel.close();
  return end;
}
