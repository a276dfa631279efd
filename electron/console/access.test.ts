import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createConsoleAccess } from './access.ts';

const request = (headers: Record<string, string>) => ({ headers: { host: '127.0.0.1:18081', ...headers } }) as unknown as IncomingMessage;
const cookieOf = (setCookie: string | undefined) => setCookie?.split(';')[0] ?? '';

describe('the console lets in', () => {
  const access = createConsoleAccess({ token: 'right', oneTime: false, now: () => 0 });

  test('a program with the token', () => {
    expect(access.allows(request({ authorization: 'Bearer right' }))).toBe(true);
    expect(access.allows(request({ authorization: 'Bearer wrong' }))).toBe(false);
    expect(access.allows(request({}))).toBe(false);
  });
  test('our own page with its session, and no page of somebody else’s', () => {
    const cookie = cookieOf(access.openSession('right'));
    expect(access.allows(request({ cookie, origin: 'http://127.0.0.1:18081' }))).toBe(true);
    expect(access.allows(request({ cookie, 'sec-fetch-site': 'same-origin' }))).toBe(true);
    expect(access.allows(request({ cookie, origin: 'http://evil.example' }))).toBe(false);
    expect(access.allows(request({ cookie, 'sec-fetch-site': 'cross-site' }))).toBe(false);
    expect(access.allows(request({ cookie: 'weiguan_session=guess' }))).toBe(false);
  });
  test('nobody whose token is wrong', () => expect(access.openSession('wrong')).toBeUndefined());
});

test('a one-time token opens one session, and nothing else', () => {
  const access = createConsoleAccess({ token: 'once', oneTime: true, now: () => 0 });
  expect(access.allows(request({ authorization: 'Bearer once' }))).toBe(false);
  const cookie = cookieOf(access.openSession('once'));
  expect(access.allows(request({ cookie }))).toBe(true);
  expect(access.openSession('once')).toBeUndefined();
});

test('after twenty wrong tokens nobody may try for the rest of the minute', () => {
  let now = 0;
  const access = createConsoleAccess({ token: 'right', oneTime: false, now: () => now });
  for (let index = 0; index < 20; index++) access.openSession(`guess ${index}`);
  expect(access.locked()).toBe(true);
  expect(access.openSession('right')).toBeUndefined();
  now = 61_000;
  expect(access.openSession('right')).toBeDefined();
});
