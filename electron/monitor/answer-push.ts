import type { RequestTarget } from '../callback/request-target.ts';
import type { MonitorRoom } from './monitor-room.ts';

const pushPath = /^\/push\/([A-Za-z0-9_-]{22,64})$/;
/** What a job may say with its sign of life, in characters. */
const mostChars = 200;

/**
 * Takes a job's sign of life: `/push/<token>`, by GET or POST, with `status=down` where it failed, `msg` and `ping` (ms), as
 * with Uptime Kuma: every word but `up` says that it failed. Gives back what answers it; undefined where this is nothing of ours.
 */
export function answerPush({ path, query }: RequestTarget, monitors: Pick<MonitorRoom, 'pushed'>): string | undefined {
  const [, token] = pushPath.exec(path) ?? [];
  if (token === undefined) return undefined;
  const ms = query.ping === undefined || query.ping === '' ? Number.NaN : Number(query.ping);
  const text = (query.msg ?? '').replace(/\p{Cc}/gu, ' ').slice(0, mostChars);
  const isKnown = monitors.pushed(token, { ok: /^(?:up)?$/i.test(query.status?.trim() ?? ''), text, ...(ms >= 0 && ms < 1e9 && { ms }) });
  return isKnown ? '{"ok":true}' : undefined;
}
