import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const cookieName = 'weiguan_session';
/** Wrong tokens within a minute, after which nobody may try for the rest of it. */
const wrongTokensAMinute = 20;

/** Who may use the console over HTTP. */
export interface ConsoleAccess {
  /** Does the request carry the token (programs) or a session's cookie (the page), and come from our own page? */
  allows(request: IncomingMessage): boolean;
  /** Opens a session for somebody who knows the token; gives back the cookie, or undefined. */
  openSession(token: string): string | undefined;
  /** Too many wrong tokens of late. */
  locked(): boolean;
}

export interface ConsoleAccessOptions {
  token: string;
  /** A one-time token opens one session and is then worth nothing. */
  oneTime: boolean;
  now(): number;
}

export function createConsoleAccess({ token, oneTime, now }: ConsoleAccessOptions): ConsoleAccess {
  const sessions = new Set<string>();
  const expected = digest(token);
  let spent = false;
  let wrong: number[] = [];

  const locked = () => {
    wrong = wrong.filter((at) => at > now() - 60_000);
    return wrong.length >= wrongTokensAMinute;
  };
  const knows = (given: string) => {
    if (locked()) return false;
    const right = timingSafeEqual(digest(given), expected) && !spent;
    if (!right) wrong.push(now());
    return right;
  };

  return {
    locked,
    allows(request) {
      const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
      if (bearer !== undefined) return !oneTime && knows(bearer);
      const session = sessionOf(request);
      return session !== undefined && sessions.has(session) && comesFromOurPage(request);
    },
    openSession(given) {
      if (!knows(given)) return undefined;
      spent = oneTime;
      const session = randomBytes(32).toString('base64url');
      sessions.add(session);
      return `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/; Max-Age=604800`;
    },
  };
}

/** A page of somebody else's must not use our cookie. Same-origin GETs carry no Origin, but say so in Sec-Fetch-Site. */
function comesFromOurPage({ headers }: IncomingMessage): boolean {
  if (headers.origin !== undefined) return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
  return headers['sec-fetch-site'] === undefined || headers['sec-fetch-site'] === 'same-origin';
}

function sessionOf({ headers }: IncomingMessage): string | undefined {
  const cookies = (headers.cookie ?? '').split(/;\s*/).map((pair) => pair.split('='));
  return cookies.find(([name]) => name === cookieName)?.[1];
}

const digest = (text: string) => createHash('sha256').update(text).digest();
