import { expect, test } from 'vitest';
import type { Run } from '../../shared/run.ts';
import { tellCutOff } from './tell-cut-off.ts';

const run: Run = {
  ...{ id: 'r1', at: 0, origin: 'chat', account: 'corp', person: 'zhangsan', command: 'power', line: '关机 web-01' },
  ...{ danger: 'danger', targets: ['web-01'], state: 'interrupted', message: '7' },
};

test('whoever asked hears that a command was cut off which somebody else had said yes to', async () => {
  const told: unknown[] = [];
  const tell = tellCutOff(
    [
      { ...run, id: 'r0', person: 'wangwu', command: 'confirm', line: '确认 1234' },
      run,
      { ...run, id: 'r2', message: '8' },
      { ...run, id: 'r3', message: '9', account: undefined, person: undefined } as unknown as Run,
    ],
    async (...news) => void told.push(news),
    () => 'zh-CN',
  );
  await tell({ message: '7', account: 'corp', person: 'wangwu' });
  await tell({ message: '8', account: 'corp', person: 'zhangsan' });
  await tell({ message: '9', account: 'corp', person: 'wangwu' });
  await tell({ message: '10', account: 'corp', person: 'wangwu' });
  const text = '关机 web-01\n执行途中程序重启，结果未知\n先查看实际状态，再决定是否重发。';
  expect(told).toEqual([[{ account: 'corp', person: 'zhangsan' }, text, 'cut off r1']]);
});
