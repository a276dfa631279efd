import { expect, test } from 'vitest';
import { Monitor } from './monitor.ts';
import { problemsIn } from './monitor-problem.ts';

const problems = (given: object | number) => {
  const { error } = Monitor.safeParse(given);
  return error ? problemsIn(error, given).map(({ path, problem }) => [path.join('.'), problem]) : [];
};
const of = (check: object, more: object = {}) => problems({ id: 'web', name: '官网', check, ...more });

test.each([
  [of({ kind: 'ping', host: 'web-01' }), []],
  [of({ kind: 'tcp', host: 'a', port: 70_000 }), [['check.port', { kind: 'most', bound: 65_535 }]]],
  [of({ kind: 'tcp', host: 'a', port: 80.5 }), [['check.port', { kind: 'int' }]]],
  [of({ kind: 'tcp', host: 'a', port: '80' }), [['check.port', { kind: 'number' }]]],
  [of({ kind: 'tcp', host: 'a' }), [['check.port', { kind: 'missing' }]]],
  [of({ kind: 'ping', host: 'a b' }), [['check.host', { kind: 'wrong' }]]],
  [
    of({ kind: 'dns', name: 'a', record: 'PTR' }),
    [['check.record', { kind: 'choice', choices: ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT'] }]],
  ],
  [of({ kind: 'ping', host: 'a', ttl: 3 }), [['check.ttl', { kind: 'unknown' }]]],
  [of({}), [['check.kind', { kind: 'missing' }]]],
  [of({ kind: 'ping', host: 'a' }, { name: ' ' }), [['name', { kind: 'missing' }]]],
  [of({ kind: 'ping', host: 'a' }, { name: 'x'.repeat(65) }), [['name', { kind: 'long', bound: 64 }]]],
  [problems(5), [['', { kind: 'wrong' }]]],
])('what is wrong with a monitor is told by its place: %j', (told, expected) => expect(told).toEqual(expected));
