import { describe, expect, test } from 'vitest';
import { must } from '../../../shared/test-result.ts';
import { readFile, writeFile } from './read-file.ts';

const context = {
  ...{ isTaken: (id: string) => id === 'api', isTokenTaken: () => false, hasTarget: () => false },
  newToken: () => 'token-that-nobody-can-guess',
};

const headers = {
  ...{ Host: 'shop.test', Accept: 'application/json', Authorization: 'Bearer secret-1', 'X-API-Key': 'secret-2' },
  ...{ 'PRIVATE-TOKEN': 'secret-3', 'X-Auth-Token': 'secret-4' },
};

/** A backup as Uptime Kuma 1.23 writes it, with all that it has of a monitor. */
const backup = {
  version: '1.23.13',
  notificationList: [{ id: 1, name: 'mail', config: '{}' }],
  monitorList: [
    {
      ...{ id: 1, name: '机房', type: 'group', active: true },
    },
    {
      ...{
        id: 2,
        name: 'API',
        description: 'the shop',
        pathName: 'API',
        parent: 1,
        childrenIDs: [],
        url: 'https://shop.test/health',
        method: 'POST',
      },
      ...{ hostname: null, port: null, maxretries: 3, weight: 2000, active: true, forceInactive: false, type: 'json-query', timeout: 48 },
      ...{
        interval: 20,
        retryInterval: 15,
        resendInterval: 0,
        keyword: null,
        invertKeyword: false,
        expiryNotification: true,
        ignoreTls: true,
      },
      ...{
        upsideDown: false,
        maxredirects: 0,
        accepted_statuscodes: ['200-299', '304'],
        dns_resolve_type: 'A',
        dns_resolve_server: '1.1.1.1',
      },
      ...{ jsonPath: 'status', expectedValue: 'ok', body: '{"a":1}', headers: JSON.stringify(headers) },
      tags: [{ tag_id: 1, monitor_id: 2, value: '', name: 'prod', color: '#DC2626' }],
    },
    { id: 3, name: '数据库', type: 'port', hostname: '10.0.0.7', port: 5432, interval: 60, maxretries: 0, active: false, parent: 2 },
    { id: 4, name: 'gw', type: 'ping', hostname: '10.0.0.1', interval: 5 },
    { id: 5, name: 'job', type: 'push', pushToken: 'short', interval: 3600 },
    { id: 6, name: 'queue', type: 'kafka-producer', interval: 60 },
    { id: 7, name: 'dns', type: 'dns', hostname: 'shop.test', dns_resolve_server: '1.1.1.1', dns_resolve_type: 'MX', interval: 60 },
    { name: 'broken' },
  ],
};

describe("Uptime Kuma's backup", () => {
  const { found, changes, problems } = must(readFile(JSON.stringify(backup), context));

  test('becomes monitors, with what belongs together', () => {
    expect(found.map(({ id, check: { kind } }) => `${id} ${kind}`)).toEqual(['api-2 http', 'kuma-3 tcp', 'gw ping', 'job push', 'dns dns']);
    expect(found[0]).toMatchObject({
      ...{
        name: 'API',
        intervalSeconds: 20,
        timeoutSeconds: 48,
        retries: 3,
        retrySeconds: 15,
        tags: ['prod'],
        notes: 'the shop',
        paused: false,
      },
      check: {
        ...{ url: 'https://shop.test/health', method: 'POST', statuses: ['200-299', '304'], body: '{"a":1}', redirects: 'refuse' },
        ...{ json: { path: 'status', equals: 'ok' }, certificateDays: 14, anyCertificate: true },
      },
    });
    expect(found[1]).toMatchObject({ name: '数据库', paused: true, parent: 'api-2', check: { host: '10.0.0.7', port: 5432 } });
    expect(found[2]).toMatchObject({ intervalSeconds: 10 });
    expect(found[3]).toMatchObject({ check: { token: 'token-that-nobody-can-guess' } });
  });
  test('leaves secrets behind, which would stand open in a monitor', () => {
    const { Host, Accept, ...secrets } = headers;
    expect(found[0]).toMatchObject({ check: { headers: [{ name: 'Accept', value: Accept }], secretHeaders: Object.keys(secrets) } });
    expect(writeFile(found)).not.toMatch(/secret-\d/);
  });
  test('takes every header that has a name of its own, many and odd ones', () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`_Key-${index}`, `value-${index}`]));
    const monitorList = [{ id: 1, name: 'one', type: 'http', url: 'https://shop.test/', headers: JSON.stringify(many) }];
    const imported = readFile(JSON.stringify({ monitorList }), context);
    expect(imported).toMatchObject({ ok: true, value: { found: [{ check: { secretHeaders: Object.keys(many) } }] } });
  });
  test('leaves a user and a password behind as well, and asks for the header that they are', () => {
    const basic = { type: 'http', url: 'https://shop.test/', basic_auth_user: 'ops', basic_auth_pass: 'hunter2' };
    const monitorList = [
      { id: 1, name: 'one', ...basic },
      { id: 2, name: 'two', ...basic, headers: '{"Authorization":"Bearer secret"}' },
      { id: 3, name: 'three', ...basic, basic_auth_user: '', basic_auth_pass: null },
    ];
    const imported = readFile(JSON.stringify({ monitorList }), context);
    const all = imported.ok ? imported.value.found : [];
    expect(all.map(({ check }) => 'secretHeaders' in check && check.secretHeaders)).toEqual([['authorization'], ['Authorization'], []]);
    expect(JSON.stringify(all)).not.toMatch(/hunter2|ops/);
  });
  test('says of what it cannot take over why', () => {
    expect(problems.map(({ name, reason }) => `${name} ${reason.code}`)).toEqual([
      'queue monitors/import-kind',
      'broken monitors/import-fields',
    ]);
    expect(problems[1]?.wrong).toEqual([
      { path: ['id'], problem: { kind: 'missing' } },
      { path: ['check', 'kind'], problem: { kind: 'missing' } },
    ]);
  });
  test('says by its place in a monitor what is wrong in it', () => {
    const monitorList = [{ id: 1, name: '端口', type: 'port', hostname: 'db', port: 70_000 }, { id: 2 }];
    const imported = must(readFile(JSON.stringify({ monitorList }), context));
    expect(imported.problems.map(({ name }) => name)).toEqual(['端口', '#2']);
    expect(imported.problems[0]?.wrong).toEqual([{ path: ['check', 'port'], problem: { kind: 'most', bound: 65_535 } }]);
  });
  test('says which monitors come without their parent, and which jobs have to report elsewhere', () => {
    expect(changes).toEqual([
      { id: 'job', what: 'token' },
      { id: 'api-2', what: 'parent', was: '机房' },
    ]);
  });
});

test.each(['', '[]', '{"monitorList":1}', '{"weiguan":"monitors","version":2,"monitors":[]}'])('%j is no file of monitors', (text) => {
  expect(readFile(text, context)).toMatchObject({ ok: false, error: { code: 'monitors/not-a-file' } });
});
