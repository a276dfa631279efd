import { describe, expect, test } from 'vitest';
import { HttpSpec, isDnsServer } from './check-spec.ts';
import { Monitor, MonitorChange } from './monitor.ts';

test('A change of many monitors changes nothing that was left out', () => {
  expect(MonitorChange.parse({})).toEqual({});
  expect(MonitorChange.parse({ retries: 3, parent: null })).toEqual({ retries: 3, parent: null });
});

describe('A monitor', () => {
  const of = (given: object) => Monitor.safeParse({ id: 'web', name: '官网', check: { kind: 'ping', host: 'web-01' }, ...given }).success;
  test('has bounds', () => {
    expect([of({}), of({ intervalSeconds: 9 }), of({ intervalSeconds: 10 }), of({ retries: 11 }), of({ name: 'a\u202eb' })]).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
  });
  test('asks no host that a program could take for an option', () => {
    expect([of({ check: { kind: 'ping', host: '-f' } }), of({ check: { kind: 'ping', host: 'a b' } })]).toEqual([false, false]);
    expect([of({ check: { kind: 'ping', host: '::1' } }), of({ check: { kind: 'ping', host: '10.0.0.7' } })]).toEqual([true, true]);
  });
  test('holds no secret in a header, and nothing that splits one', () => {
    const header = (name: string, value: string) =>
      HttpSpec.safeParse({ kind: 'http', url: 'https://a.test/', headers: [{ name, value }] }).success;
    expect([header('X-Test', 'yes'), header('Authorization', 'Bearer x'), header('cookie', 'a=b')]).toEqual([true, false, false]);
    expect([header('X-Test', 'a\r\nX-Other: b'), header('X Test', 'a')]).toEqual([false, false]);
  });
  test('has the names of secret headers only, each header once', () => {
    const http = (given: object) => HttpSpec.safeParse({ kind: 'http', url: 'https://a.test/', ...given }).success;
    expect([http({ secretHeaders: ['Authorization', 'X-Api-Key'] }), http({ secretHeaders: ['Host'] })]).toEqual([true, false]);
    expect(http({ headers: [{ name: 'X-Key', value: '1' }], secretHeaders: ['x-key'] })).toBe(false);
  });
  test('has no password in its address', () => {
    const url = (text: string) => HttpSpec.safeParse({ kind: 'http', url: text }).success;
    expect(['https://u:p@a.test/', 'https://u@a.test', 'https:\\\\u:p@a.test/'].map(url)).toEqual([false, false, false]);
    expect(['https://a.test/u@b', 'https://a.test?mail=u@b', 'https://a.test#@'].map(url)).toEqual([true, true, true]);
  });
  test('asks HTTP only', () => {
    const url = (text: string) => HttpSpec.safeParse({ kind: 'http', url: text }).success;
    expect([url('http://127.0.0.1:8080/a'), url('https://a.test'), url('file:///etc/passwd'), url('ftp://a.test/')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

test.each([
  ...['8.8.8.8', '8.8.8.8:5353', '::1', '2001:4860:4860::8888', '[::1]:65535'].map((server) => [server, true] as const),
  ...['999.1.1.1', '127.0.0.1:0', '127.0.0.1:99999', '[::1]', '[::1]:0', '[zz]:53', ':::', '1.2.3', 'dns.example'].map(
    (server) => [server, false] as const,
  ),
])('what a DNS monitor may ask: %s', (server, may) => {
  expect(isDnsServer(server)).toBe(may);
});
