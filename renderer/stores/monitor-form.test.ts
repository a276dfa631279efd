import { describe, expect, test } from 'vitest';
import { Monitor } from '../../shared/monitor/monitor.ts';
import { formOfMonitor, idOfName, monitorFieldAt, newMonitorForm, readMonitorForm, sameMonitorForm } from './monitor-form.ts';

const checks = [
  { kind: 'ping', host: 'db.local' },
  { kind: 'tcp', host: '10.0.0.5', port: 5432 },
  {
    kind: 'http',
    url: 'https://example.com/',
    headers: [{ name: 'Accept', value: 'a: b' }],
    secretHeaders: ['Authorization'],
    keyword: { text: 'ok', absent: true },
    json: { path: 'a.b', equals: '1' },
  },
  { kind: 'http', url: 'http://example.com/', method: 'POST', body: '{}', statuses: ['200', '300-399'], redirects: 'refuse' },
  { kind: 'ssh', command: 'df', exitCode: 0, pattern: '^ok', number: { is: 'below', value: 3 } },
  { kind: 'ssh', command: 'df' },
  { kind: 'metrics', metric: 'disk', over: 90, mount: '/', forSeconds: 60 },
  { kind: 'metrics', metric: 'load', over: 2 },
  { kind: 'dns', name: 'example.com', record: 'MX', server: '8.8.8.8:53', expects: 'mx' },
  { kind: 'push', token: 'x'.repeat(24), graceSeconds: 30 },
] as const;

test.each(checks)('a monitor comes out of its form as it went in: %j', (check) => {
  const monitor = Monitor.parse({ id: 'web', name: '官网', check, target: 'web-01', parent: 'switch', tags: ['a'], upsideDown: true });
  const { monitor: read, problems } = readMonitorForm(formOfMonitor(monitor), []);
  expect({ read, problems }).toEqual({ read: monitor, problems: {} });
});

describe('what is in the way is told by field', () => {
  const problems = (change: object, taken: string[] = []) =>
    readMonitorForm({ ...newMonitorForm(), name: 'Web', url: 'http://a.example', ...change }, taken).problems;
  test('nothing where all is filled in', () => expect(problems({})).toEqual({}));
  test('what is missing', () => {
    expect(problems({ name: '', url: '' })).toEqual({ name: { kind: 'missing' }, url: { kind: 'missing' } });
    expect(problems({ kind: 'tcp' })).toEqual({ host: { kind: 'missing' }, port: { kind: 'missing' } });
    expect(problems({ kind: 'ssh', command: 'df' })).toEqual({ target: { kind: 'missing' } });
    expect(problems({ kind: 'ssh', command: 'df', target: 'a', numberIs: 'below' })).toEqual({ numberValue: { kind: 'missing' } });
    expect(problems({ statuses: [] })).toEqual({ statuses: { kind: 'missing' } });
  });
  test('what is wrong', () => {
    expect(problems({ url: 'ftp://a' })).toEqual({ url: { kind: 'wrong' } });
    expect(problems({ headers: 'no colon' })).toEqual({ headers: { kind: 'wrong' } });
    expect(problems({ kind: 'dns', dnsName: 'a b' })).toEqual({ dnsName: { kind: 'wrong' } });
    expect(problems({ id: 'a b' })).toEqual({ id: { kind: 'wrong' } });
    expect(problems({ maintenance: [{ rule: 'once', from: 2, to: 1 }] })).toEqual({ maintenance: { kind: 'wrong' } });
  });
  test('bounds', () => {
    expect(problems({ intervalSeconds: 5 })).toEqual({ intervalSeconds: { kind: 'least', bound: 10 } });
    expect(problems({ timeoutSeconds: 500 })).toEqual({ timeoutSeconds: { kind: 'most', bound: 120 } });
    expect(problems({ name: 'x'.repeat(65) })).toEqual({ name: { kind: 'long', bound: 64 } });
  });
  test('an id that another one has', () => expect(problems({ id: 'web' }, ['web'])).toEqual({ id: { kind: 'taken' } }));
});

describe('the value of a secret header', () => {
  const read = (change: object) => readMonitorForm({ ...newMonitorForm(), name: 'Web', url: 'http://a.example', ...change }, []);
  const typed = { secretHeaders: ['Cookie'], secretValues: { Cookie: ' a=b\n', Authorization: 'no more of use' } };
  test('goes beside the monitor, which has its name only', () => {
    const { monitor, secrets } = read(typed);
    expect(secrets).toEqual({ Cookie: 'a=b' });
    expect(JSON.stringify(monitor)).not.toContain('a=b');
  });
  test('that is empty stays as it is', () => expect(read({ ...typed, secretValues: { Cookie: '' } }).secrets).toEqual({}));
  test('that cannot be sent is told', () =>
    expect(read({ ...typed, secretValues: { Cookie: '密码' } }).problems).toEqual({ secretHeaders: { kind: 'wrong' } }));
  test('is nothing to what asks otherwise', () => expect(read({ ...typed, kind: 'tcp', host: 'a', port: 1 }).secrets).toEqual({}));
});

test('a place in a monitor is a field of its form, unless there is none', () => {
  const places = ['name', 'check.name', 'check.keyword.text', 'check.headers.0.name', 'check', 'colour', 'check.toString', ''];
  expect(places.map((place) => monitorFieldAt(place.split('.')))).toEqual([
    ...['name', 'dnsName', 'keyword', 'headers', 'kind'],
    ...[undefined, undefined, undefined],
  ]);
});

test('an id follows from the name, and is one that nobody has', () => {
  expect(idOfName('Web Shop (EU)', 'http', [])).toBe('web-shop-eu');
  expect(idOfName('web', 'http', ['web'])).toBe('web-2');
  expect(idOfName('官网', 'http', [])).toBe('http-1');
  expect(idOfName('官网', 'http', ['http-1'])).toBe('http-2');
});

test('a form is the same as long as nothing in it has changed', () => {
  expect(sameMonitorForm(newMonitorForm('push'), newMonitorForm('push'))).toBe(true);
  expect(sameMonitorForm(newMonitorForm('push'), newMonitorForm('ping'))).toBe(false);
});
