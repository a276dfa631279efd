import { describe, expect, test } from 'vitest';
import { must } from '../../shared/test-result.ts';
import type { MachineStatus } from '../control/local.ts';
import { describeMachine, duration } from './built-in/machine-report.ts';
import type { AccessRule } from './policy.ts';
import { failureText, textOf } from './run.ts';
import { openTestDesk } from './test-desk.ts';

const machine: MachineStatus = {
  host: 'web-01',
  system: 'Debian GNU/Linux 12',
  uptimeSeconds: 277_000,
  cores: 4,
  cpuPercent: 12.4,
  loadAverage: [0.42, 0.38, 0.3],
  memory: { used: 3.1 * 1024 ** 3, total: 16 * 1024 ** 3 },
  disks: [
    { mount: '/', used: 22 * 1024 ** 3, total: 252 * 1024 ** 3 },
    { mount: '/data', used: 95 * 1024 ** 3, total: 100 * 1024 ** 3 },
  ],
  processes: [{ name: 'node', cpuPercent: 12, memoryPercent: 3 }],
};
const asker = { origin: 'chat', account: 'corp', person: 'zhangsan' } as const;
const desk = openTestDesk({ hostName: 'web-01', read: async () => machine });

/** What the person reads in the chat. */
async function say(line: string, operators?: string[]): Promise<string> {
  const rule: AccessRule = { operators, anyCase: true };
  const planned = desk.plan(line, asker, rule, /[a-z]/.test(line[0] ?? '') ? 'en' : 'zh-CN');
  const result = planned.ok ? await desk.run(planned.value, { asker, rule, signal: new AbortController().signal }) : planned;
  return result.ok ? textOf(result.value) : failureText(result.error);
}

describe('the person', () => {
  test('asks 帮助 and reads the commands in Chinese', async () => {
    const text = await say('帮助');
    expect(text).toContain('状态');
    expect(text).toContain('查看服务器状态');
  });
  test('asks help and reads them in English', async () => expect(await say('help')).toContain('how a server is doing'));
  test('asks how a command is used', async () => expect(await say('帮助 状态')).toContain('状态 [服务器]'));
  test.each(['状态', '狀態', 'status', 'ＳＴＡＴＵＳ', 'Status local', '状态 本机', 'st WEB-01'])('asks %j', async (line) => {
    const text = await say(line);
    if (line === '狀態') expect(text).toContain('没有“狀態”这个命令');
    else expect(text).toContain('web-01');
  });
  test('mistypes and is shown what is near', async () => {
    expect(await say('statsu')).toContain('Did you mean status');
    expect(await say('状况')).toContain('状态');
  });
  test('types something else and is shown the way to the help', async () => expect(await say('今天天气怎么样')).toContain('发送“帮助”'));
  test('asks for a server that there is not', async () => expect(await say('状态 db-09')).toContain('没有名为“db-09”的服务器'));
  test('asks for several servers at once, by any of their names', async () => expect(await say('状态 本机 local')).toContain('web-01'));
  test('gives too many words and is shown the usage', async () =>
    expect(await say('历史 3 4', ['zhangsan'])).toContain('用法：历史 [条数]'));
});

test('somebody who is not named has no access, and learns no command', async () => {
  expect(await say('帮助', ['lisi'])).toBe('没有使用权限\n请联系管理员开通。');
  expect(await say('nonsense', ['lisi'])).toBe('You have no access\nAsk the administrator for it.');
  expect(await say('帮助', ['ZhangSan'])).toContain('可用命令');
});

test('an OpenID must be named to the letter, because OpenIDs differ by letter case', () => {
  const decided = desk.plan('帮助', { origin: 'chat', account: 'oa', person: 'oAbC' }, { operators: ['oabc'] }, 'zh-CN');
  expect(decided).toMatchObject({ ok: false, error: { code: 'command/stranger' } });
});

test('a bug in a command is told as a failure, and goes to the log', async () => {
  const bugs: unknown[] = [];
  const read = () => Promise.reject(new Error('no /proc'));
  const broken = openTestDesk({ hostName: 'x', read }, { onBug: (error) => bugs.push(error) });
  const planned = must(broken.plan('状态', asker, {}, 'zh-CN'));
  const result = await broken.run(planned, { asker, rule: {}, signal: new AbortController().signal });
  expect(result).toMatchObject({ ok: false, error: { code: 'command/failed' } });
  expect(bugs).toHaveLength(1);
});

describe('a machine’s report', () => {
  test('reads well on a phone', () => {
    expect(describeMachine(machine, 'zh-CN')).toBe(
      [
        'web-01 ● 运行中',
        '系统  Debian GNU/Linux 12',
        '已运行  3 天 4 小时',
        '负载  0.42 0.38 0.30 (4 核)',
        'CPU  12%',
        '内存  3.1/16.0 GB · 19%',
        '磁盘 /  22.0/252 GB · 9%',
        '磁盘 /data  95.0/100 GB · 95% ⚠',
        '占用最高的进程（CPU · 内存）',
        '· node  12% · 3%',
      ].join('\n'),
    );
  });
  test('tells a duration in its two largest units', () => {
    expect(duration(59, 'zh-CN')).toBe('0 分钟');
    expect(duration(3600, 'en')).toBe('1 h');
    expect(duration(90_061, 'en')).toBe('1 d 1 h');
  });
});
