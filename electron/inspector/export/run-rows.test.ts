import { expect, test } from 'vitest';
import { failure } from '../../../shared/failures.ts';
import type { Run } from '../../../shared/run.ts';
import { runWriter } from './run-rows.ts';

const run = (change: Partial<Run> = {}): Run => ({
  ...{ id: 'r1', at: Date.UTC(2026, 10, 20, 18, 2, 11, 182), origin: 'chat', account: 'ops', person: 'lisi', command: 'power' },
  ...{ line: '重启 web-01', danger: 'danger', targets: ['web-01', 'web-02'], state: 'done', ms: 182.456, answer: 'ok', message: '7' },
  ...change,
});
const cells = (row: Run, language: 'zh-CN' | 'en' = 'en') => runWriter('csv', language, 'Asia/Shanghai').row(row);

test('a run is one line of a table, in local time', () => {
  const { head } = runWriter('csv', 'zh-CN', 'Asia/Shanghai');
  expect(head.startsWith('\u{FEFF}时间,来源,账号,')).toBe(true);
  expect(cells(run())).toBe('2026-11-21 02:02:11.182,chat,ops,lisi,power,重启 web-01,danger,web-01 web-02,done,182.46,ok,,,7,r1\r\n');
});

test.each([
  ['line', '=cmd|calc', "'=cmd|calc"],
  ['answer', '+1+1', "'+1+1"],
  ['answer', '-2+3\n@SUM(A1)', "'-2+3\n'@SUM(A1)"],
  ['person', '@SUM(A1)', "'@SUM(A1)"],
  ['answer', '\t=1', "\t'=1"],
  ['answer', '＝1', "'＝1"],
] as const)('what begins like a formula stays a text: %s %j', (field, text, kept) => {
  const row = cells(run({ [field]: text }));
  expect(row).toContain(kept);
  expect(row).not.toMatch(/(^|,)"?[\s]*[=+@＝-]/);
});

test('an answer that is longer than a cell is cut, and a quote in it ends nothing', () => {
  expect(cells(run({ answer: `a "b", ${'x'.repeat(40_000)}` })).length).toBeLessThan(33_000);
  expect(cells(run({ answer: 'a "b", c' }))).toContain('"a ""b"", c"');
});

test('as JSON it is whole, and says in the reader’s language why it failed', () => {
  const { row } = runWriter('jsonl', 'en', 'UTC');
  const read = JSON.parse(row(run({ state: 'failed', failure: failure('command/not-running') })));
  expect(read).toMatchObject({ id: 'r1', time: '2026-11-20T18:02:11.182Z', targets: ['web-01', 'web-02'] });
  expect(read.failure).toEqual({
    ...{ code: 'command/not-running', message: failure('command/not-running', {}, 'en').message },
    hint: failure('command/not-running', {}, 'en').hint,
  });
});
