import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { sessionHeader } from '../../shared/console-session.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** So long a session lasts. */
const sessionMs = 7 * 24 * 60 * 60 * 1000;
/** Wrong tokens within a minute, after which nobody may try for the rest of it. */
const wrongTokensAMinute = 20;
/** A token of at least this many characters is not guessed, so wrong ones never lock out the right one. */
export const strongTokenChars = 16;

/** Why somebody is not let in: a page of somebody else's asks, the token or session is wrong, too many were of late. */
export type Refusal = 'foreign' | 'wrong' | 'too-many';

/** Who may use the console over HTTP. */
export interface ConsoleAccess {
  /** Does the request carry the token (programs) or a session (the page), and come from no page of somebody else's? */
  admit(request: IncomingMessage): Result<null, Refusal>;
  /** Opens a session for somebody who knows the token; gives back its secret. */
  openSession(request: IncomingMessage, token: string): Result<string, Refusal>;
}

export interface ConsoleAccessOptions {
  token: string;
  /** A one-time token opens one session and is then worth nothing. */
  oneTime: boolean;
  /** Ms since some fixed point. */
  now(): number;
}

export function createConsoleAccess({ token, oneTime, now }: ConsoleAccessOptions): ConsoleAccess {
  const tokenIsStrong = token.length >= strongTokenChars;
  const expected = digest(token);
  /** When each session ends, by the digest of its secret: how long a look-up takes tells nothing about a secret. */
  const sessions = new Map<string, number>();
  // why apart: whoever guesses at one door must not shut the other
  const wrongLogins = createWrongTokens(now);
  const wrongBearers = createWrongTokens(now);
  let spent = false;

  const check = (given: string, wrong: WrongTokens): Result<null, Refusal> => {
    const right = timingSafeEqual(digest(given), expected) && !spent;
    if (right && tokenIsStrong) return ok(null);
    if (wrong.tooMany()) return err('too-many');
    if (right) return ok(null);
    wrong.add();
    return err('wrong');
  };

  return {
    admit(request) {
      if (!comesFromOurPage(request)) return err('foreign');
      const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
      if (bearer !== undefined) return oneTime ? err('wrong') : check(bearer, wrongBearers);
      const end = sessions.get(keyOf(String(request.headers[sessionHeader])));
      return end !== undefined && now() < end ? ok(null) : err('wrong');
    },
    openSession(request, given) {
      if (!comesFromOurPage(request)) return err('foreign');
      const checked = check(given, wrongLogins);
      if (!checked.ok) return checked;
      spent = oneTime;
      for (const [session, end] of sessions) if (end <= now()) sessions.delete(session);
      const session = randomBytes(32).toString('base64url');
      sessions.set(keyOf(session), now() + sessionMs);
      return ok(session);
    },
  };
}

type WrongTokens = ReturnType<typeof createWrongTokens>;

/** Counts the wrong tokens of the last minute. */
function createWrongTokens(now: () => number) {
  let times: number[] = [];
  return {
    add: () => void times.push(now()),
    tooMany() {
      times = times.filter((at) => at > now() - 60_000);
      return times.length >= wrongTokensAMinute;
    },
  };
}

/**
 * A page of somebody else's must not try tokens, and so lock ours out. Same-origin GETs carry no Origin, but say so in
 * Sec-Fetch-Site; programs send neither.
 */
function comesFromOurPage({ headers }: IncomingMessage): boolean {
  if (headers.origin !== undefined) return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
  return headers['sec-fetch-site'] === undefined || headers['sec-fetch-site'] === 'same-origin';
}

const digest = (text: string) => createHash('sha256').update(text).digest();
const keyOf = (session: string) => digest(session).toString('base64');
