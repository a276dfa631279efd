import { beforeEach, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import type { Run } from '../../shared/run.ts';
import type { Store } from '../store/store.ts';
import { openTestStore } from '../store/test-store.ts';
import { closeUnfinished } from './kept-journal.ts';
import { failureText } from './run.ts';
import { type TellCutOff, tellCutOff, tellOfConsole } from './tell-cut-off.ts';

const run: Run = {
  ...{ id: 'r1', at: 5_000, origin: 'chat', account: 'corp', person: 'zhangsan', command: 'power', line: '关机 web-01' },
  ...{ danger: 'danger', targets: ['web-01'], state: 'running', message: '7' },
};
const { account: _, person: __, ...byConsole } = run;

let store: Store;
let told: unknown[];
let tell: TellCutOff;
beforeEach(async () => {
  store = await openTestStore();
  told = [];
  tell = tellCutOff(
    store,
    async (...news) => void told.push(news),
    () => 'zh-CN',
  );
});
const begun = async (...runs: Run[]) => {
  for (const one of runs) await store.do('runs.put', { run: one, trail: [] });
};
const news = [
  { account: 'corp', person: 'zhangsan' },
  '关机 web-01\n执行途中程序重启，结果未知\n先查看实际状态，再决定是否重发。',
  'cut off r1',
];

test('whoever asked hears that a command was cut off which somebody else had said yes to', async () => {
  await begun(
    { ...run, id: 'r0', person: 'wangwu', command: 'confirm', line: '确认 1234' },
    run,
    { ...run, id: 'r2', message: '8' },
    { ...byConsole, id: 'r3', origin: 'console', message: '9' },
    { ...run, id: 'r4', message: '10', state: 'done' },
  );
  await closeUnfinished(store);
  const yes = { at: 4_000, account: 'corp', person: 'wangwu' };
  await tell({ ...yes, message: '7' });
  await tell({ ...yes, message: '8', person: 'zhangsan' });
  for (const message of ['9', '10', '11']) await tell({ ...yes, message });
  expect(told).toEqual([news]);
});

test('and hears it too where the program was killed once more before that could be told, or its clock was set back', async () => {
  await begun(run);
  await closeUnfinished(store);
  await closeUnfinished(store);
  await tell({ message: '7', at: 3_600_000, account: 'corp', person: 'wangwu' });
  expect(told).toEqual([news]);
});

test('so does whoever asked for what the console has said yes to, whose own message is long done', async () => {
  const { message: _none, ...confirmedHere } = run;
  await begun(confirmedHere, { ...run, id: 'r2' }, { ...byConsole, id: 'r3', origin: 'console' });
  await tellOfConsole(
    await closeUnfinished(store),
    async (...what) => void told.push(what),
    () => 'zh-CN',
  );
  expect(told).toEqual([news]);
});

test('they hear it in the language in which they had asked', async () => {
  const { message: _none, ...confirmedHere } = run;
  await begun({ ...confirmedHere, line: 'power off web-01' });
  await tellOfConsole(
    await closeUnfinished(store),
    async (_who, text) => void told.push(text.split('\n')),
    () => 'zh-CN',
  );
  expect(told[0]).toEqual(['power off web-01', ...failureText(failure('command/interrupted', {}, 'en')).split('\n')]);
});
