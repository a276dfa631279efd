import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { sessionHeader } from '../../shared/console-session.ts';
import { type ConsoleAccess, createConsoleAccess } from './access.ts';

const request = (headers: Record<string, string> = {}) =>
  ({ headers: { host: '127.0.0.1:18081', ...headers } }) as unknown as IncomingMessage;
const bearer = (token: string) => request({ authorization: `Bearer ${token}` });
const long = 'a-token-of-many-characters';
const sevenDays = 7 * 24 * 60 * 60 * 1000;

function sessionOf(access: ConsoleAccess, token: string): Record<string, string> {
  const session = access.openSession(request(), token);
  if (!session.ok) throw new Error(session.error);
  return { [sessionHeader]: session.value };
}
const refusalOf = (access: ConsoleAccess, from: IncomingMessage) => {
  const admitted = access.admit(from);
  return admitted.ok ? undefined : admitted.error;
};

describe('the console lets in', () => {
  const access = createConsoleAccess({ token: 'right', oneTime: false, now: () => 0 });

  test('a program with the token', () => {
    expect(access.admit(bearer('right')).ok).toBe(true);
    expect(refusalOf(access, bearer('wrong'))).toBe('wrong');
    expect(refusalOf(access, request())).toBe('wrong');
  });
  test('our own page with its session, and no page of somebody else’s', () => {
    const session = sessionOf(access, 'right');
    expect(access.admit(request({ ...session, origin: 'http://127.0.0.1:18081' })).ok).toBe(true);
    expect(access.admit(request({ ...session, 'sec-fetch-site': 'same-origin' })).ok).toBe(true);
    expect(refusalOf(access, request({ ...session, origin: 'http://evil.example' }))).toBe('foreign');
    expect(refusalOf(access, request({ ...session, origin: 'null' }))).toBe('foreign');
    expect(refusalOf(access, request({ ...session, 'sec-fetch-site': 'cross-site' }))).toBe('foreign');
    expect(refusalOf(access, request({ [sessionHeader]: 'guess' }))).toBe('wrong');
    expect(refusalOf(access, request({ [sessionHeader]: 'right' }))).toBe('wrong');
  });
  test('nobody for a cookie, which the browser gives to every port of the host', () => {
    const [session] = Object.values(sessionOf(access, 'right'));
    for (const name of ['weiguan_session_18081', 'weiguan_session', sessionHeader])
      expect(refusalOf(access, request({ cookie: `${name}=${session}`, origin: 'http://127.0.0.1:18081' }))).toBe('wrong');
  });
  test('nobody whose token is wrong', () => expect(access.openSession(request(), 'wrong')).toMatchObject({ error: 'wrong' }));
});

test('a one-time token opens one session, and nothing else', () => {
  const access = createConsoleAccess({ token: long, oneTime: true, now: () => 0 });
  expect(refusalOf(access, bearer(long))).toBe('wrong');
  const session = sessionOf(access, long);
  expect(access.admit(request(session)).ok).toBe(true);
  expect(access.openSession(request(), long)).toMatchObject({ error: 'wrong' });
});

describe('a session', () => {
  test('ends after seven days', () => {
    let now = 0;
    const access = createConsoleAccess({ token: long, oneTime: false, now: () => now });
    const session = sessionOf(access, long);
    now = sevenDays - 1;
    expect(access.admit(request(session)).ok).toBe(true);
    now = sevenDays;
    expect(refusalOf(access, request(session))).toBe('wrong');
  });
  test('that has ended is no wrong token: open pages that ask on lock no program out', () => {
    const access = createConsoleAccess({ token: 'right', oneTime: false, now: () => 0 });
    for (let index = 0; index < 30; index++) expect(refusalOf(access, request({ [sessionHeader]: 'ended' }))).toBe('wrong');
    expect(access.admit(bearer('right')).ok).toBe(true);
  });
});

describe('after twenty wrong tokens within a minute', () => {
  const guess = (access: ConsoleAccess, from: (token: string) => unknown) => {
    for (let index = 0; index < 20; index++) from(`guess ${index}`);
    return access;
  };

  test('nobody may try a short token for the rest of it', () => {
    let now = 0;
    const access = createConsoleAccess({ token: 'right', oneTime: false, now: () => now });
    guess(access, (token) => access.openSession(request(), token));
    expect(access.openSession(request(), 'right')).toMatchObject({ error: 'too-many' });
    now = 61_000;
    expect(access.openSession(request(), 'right').ok).toBe(true);
  });
  test('on the page, a program with a short token still gets in, and the other way round', () => {
    const access = createConsoleAccess({ token: 'right', oneTime: false, now: () => 0 });
    guess(access, (token) => access.openSession(request(), token));
    expect(access.admit(bearer('right')).ok).toBe(true);
    guess(access, (token) => access.admit(bearer(token)));
    expect(refusalOf(access, bearer('right'))).toBe('too-many');
    const other = createConsoleAccess({ token: 'right', oneTime: false, now: () => 0 });
    guess(other, (token) => other.admit(bearer(token)));
    expect(other.openSession(request(), 'right').ok).toBe(true);
  });
  test('a right token of 16 characters or more, which nobody guesses, still opens', () => {
    const access = createConsoleAccess({ token: '0123456789abcdef', oneTime: false, now: () => 0 });
    guess(access, (token) => access.openSession(request(), token));
    guess(access, (token) => access.admit(bearer(token)));
    expect(refusalOf(access, bearer('wrong'))).toBe('too-many');
    expect(access.admit(bearer('0123456789abcdef')).ok).toBe(true);
    expect(access.openSession(request(), '0123456789abcdef').ok).toBe(true);
  });
});

test('what a page of somebody else’s tries is refused before it is looked at, and locks nobody out', () => {
  const access = createConsoleAccess({ token: 'right', oneTime: false, now: () => 0 });
  for (let index = 0; index < 30; index++) {
    expect(access.openSession(request({ origin: 'http://evil.example' }), 'right')).toMatchObject({ error: 'foreign' });
    expect(access.openSession(request({ 'sec-fetch-site': 'same-site' }), 'wrong')).toMatchObject({ error: 'foreign' });
    expect(refusalOf(access, request({ origin: 'http://evil.example', authorization: 'Bearer wrong' }))).toBe('foreign');
  }
  expect(access.openSession(request(), 'right').ok).toBe(true);
  expect(access.admit(bearer('right')).ok).toBe(true);
});
