import { expect, test } from 'vitest';
import { type CheckReport, checkIds } from '../../shared/doctor.ts';
import { checkNames } from '../../shared/doctor-names.ts';
import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { createReportPrinter } from './report-lines.ts';

function print(reports: CheckReport[][], language: Language = 'en', colour = false): string[] {
  const lines: string[] = [];
  const printer = createReportPrinter({ language, colour, write: (line) => lines.push(line) });
  for (const checks of reports) printer({ account: 'corp', startedAt: 1, checks });
  return lines;
}
const clock: CheckReport = { id: 'clock', state: 'ok', found: '0 s', ms: 3 };

test('every check stands in one line, what is wrong and the mend below it', () => {
  const slow = failure('doctor/slow', { ms: '1200' });
  expect(print([[clock, { id: 'latency', state: 'failed', found: '1200 ms', failure: slow, ms: 0 }]])).toEqual([
    '✓ Clock                   0 s  3 ms',
    '✗ Latency                 1200 ms  0 ms',
    '    The way through the public URL takes 1200 ms',
    '    WeCom waits 1 s for a verification and 5 s for a message: use a tunnel server nearby.',
  ]);
});

test('names line up in Chinese too, where a character takes two columns', () => {
  const lines = print([[clock, { id: 'token', state: 'ok', ms: 5 }]], 'zh-CN');
  expect(lines).toEqual(['✓ 本机时间           0 s  3 ms', '✓ 获取 access_token  5 ms']);
});

test('a check that waits names the other as people know it', () => {
  const waits: CheckReport = { id: 'app', state: 'skipped', failure: failure('doctor/needs', { check: 'allow-list' }), ms: 1 };
  expect(print([[waits]])).toEqual(['– Permissions of the app  It waits for "IP allow-list"  1 ms']);
  expect(print([[waits]], 'zh-CN')[0]).toContain('要等“IP 白名单”通过');
});

test('each is printed once, as soon as it is through', () => {
  const running: CheckReport = { id: 'network', state: 'running' };
  const network: CheckReport = { id: 'network', state: 'warning', failure: failure('doctor/network-slow', { ms: '3100' }), ms: 3100 };
  expect(
    print([
      [
        { ...clock, state: 'running' },
        { id: 'network', state: 'waiting' },
      ],
    ]),
  ).toEqual([]);
  expect(
    print([
      [clock, running],
      [clock, running],
    ]),
  ).toHaveLength(1);
  expect(
    print([
      [clock, running],
      [clock, network],
      [clock, network],
    ]),
  ).toHaveLength(4);
});

test('only the marks are coloured, and say the same without', () => {
  expect(print([[clock]], 'en', true)).toEqual(['\u001b[32m✓\u001b[0m Clock                   0 s  3 ms']);
});

test('what was found elsewhere cannot steer the terminal', () => {
  const evil = { ...clock, found: 'a\u001b[2J\u202eb\nc' };
  expect(print([[evil]])).toEqual(['✓ Clock                   a [2J b c  3 ms']);
});

test('every check has a name', () => expect(Object.keys(checkNames)).toEqual([...checkIds]));
