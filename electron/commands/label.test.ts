import { describe, expect, test } from 'vitest';
import { ok } from '../../shared/result.ts';
import { builtInRoles, Role } from '../../shared/role.ts';
import { Target } from '../../shared/target.ts';
import type { WechatMessage } from '../../shared/wechat-message.ts';
import type { Driver } from '../control/driver.ts';
import type { MachineStatus } from '../control/local.ts';
import { commandLineOf, type Medium, mediumOf } from './parser.ts';
import type { Asker } from './policy.ts';
import { failureText, textOf } from './run.ts';
import { codeIn, fleetOf, openTestDesk } from './test-desk.ts';

const machine: MachineStatus = {
  ...{ host: 'rack-7', system: 'Debian 12', uptimeSeconds: 86_400, cores: 4, cpuPercent: 3, disks: [], processes: [] },
  memory: { used: 1024 ** 3, total: 4 * 1024 ** 3 },
};
const ssh = { host: '127.0.0.1', user: 'ops', auth: { by: 'agent' as const } };
const targets = [
  Target.parse({
    ...{ id: 'web-01', name: '官网一号', asset: 'SH-A3-07', group: 'web', ssh, ipmi: { host: '10.0.0.9', user: 'admin' } },
    ...{ services: ['nginx', 'php', 'cron'], logs: ['/var/log/nginx/error log'] },
  }),
  Target.parse({ id: 'db-01', name: 'db-01', group: 'db', wake: { mac: '00:11:22:33:44:55' } }),
];
const roles = [
  ...builtInRoles,
  Role.parse({ id: 'looks', name: 'looks', grants: [{ commands: ['label', 'screenshot', 'log'], groups: ['web'] }] }),
];
const operators = [
  { account: 'corp', person: 'zhangsan', name: '', role: 'operator' },
  { account: 'corp', person: 'lisi', name: '', role: 'looks' },
  { account: 'corp', person: 'wangwu', name: '', role: 'admin' },
];
const person = (name: string): Asker => ({ origin: 'chat', account: 'corp', person: name });

function openRack(held = false) {
  const pressed: string[] = [];
  const board = (id: string): Driver => ({
    kind: 'ipmi',
    power: {
      async on() {
        pressed.push(`${id} on`);
        return ok(null);
      },
    },
    tryIt: async () => ok({ ms: 1, found: '' }),
    close: async () => undefined,
  });
  const desk = openTestDesk(
    { hostName: 'here', read: async () => machine },
    {
      holding: { isHeld: () => held, set: async (value) => void pressed.push(`hold ${value}`) },
      fleet: { ...fleetOf(targets), drivers: async ({ id }) => ok(id === 'local' ? [] : [board(id)]) },
      access: () => ({ roles, operators, held }),
    },
  );
  async function say(line: string, who = 'zhangsan', medium: Medium = 'text'): Promise<string> {
    const asker = person(who);
    const planned = desk.plan(line, asker, {}, 'zh-CN', medium);
    const result = planned.ok ? await desk.run(planned.value, { asker, rule: {}, signal: new AbortController().signal }) : planned;
    return result.ok ? textOf(result.value) : failureText(result.error);
  }
  const scan = (code: string, who?: string) => say(commandLineOf(scanned(code)) ?? '', who, mediumOf(scanned(code)));
  return { pressed, say, scan };
}

const scanned = (result: string) =>
  ({
    ...{ to: 'ww1', from: 'zhangsan', createdAt: 1_700_000_000, fields: {} },
    ...{ type: 'event', event: 'scancode_waitmsg', eventKey: 'scan', scan: { type: 'qrcode', result } },
  }) as WechatMessage;
const choicesIn = (answer: string) => answer.split('\n').filter((line) => /^\d+\. /.test(line));

describe('a label that was scanned', () => {
  test('answers with how its server is doing, and below what is usually done to it, by number', async () => {
    const answer = await openRack().scan('weiguan:local');
    expect(answer.split('\n').slice(0, 2)).toEqual(['local 本机', 'rack-7 ● 运行中']);
    expect(answer).toContain('常用操作，回复数字执行：');
    expect(choicesIn(answer)).toEqual(['1. 截图 local', '2. 进程 local', '3. 重启 local', '4. 关机 local']);
  });
  test('offers the logs and services that the server has, and no more of them than fit', async () => {
    expect(choicesIn(await openRack().scan('weiguan:web-01'))).toEqual([
      '1. 截图 web-01',
      '2. 服务 状态 nginx web-01',
      '3. 服务 状态 php web-01',
      '4. 日志 "/var/log/nginx/error log" web-01',
      '5. 进程 web-01',
      '6. 开机 web-01',
      '7. 重启 web-01',
      '8. 关机 web-01',
    ]);
  });
  test('still offers to switch a server on that does not answer', async () => {
    const answer = await openRack().scan('weiguan:db-01');
    expect(answer).toContain('■ “db-01”没有可用的方式');
    expect(choicesIn(answer)).toEqual(['1. 开机 db-01']);
  });
  test('does what the number stands for; what is dangerous is asked for a yes, as always', async () => {
    const { scan, say, pressed } = openRack();
    await scan('weiguan:db-01');
    void say('1');
    await expect.poll(() => pressed).toEqual(['db-01 on']);
    await scan('weiguan:web-01');
    expect(await say('8')).toMatch(/^即将执行：.*web-01/);
    expect(pressed).toEqual(['db-01 on']);
  });
  test('offers to nobody what they have no right to', async () => {
    const { scan } = openRack();
    expect(choicesIn(await scan('weiguan:web-01', 'lisi'))).toEqual(['1. 截图 web-01', '2. 日志 "/var/log/nginx/error log" web-01']);
    expect(await scan('weiguan:db-01', 'lisi')).toContain('没有执行这个命令的权限');
    expect(await scan('weiguan:web-01', 'mallory')).toContain('没有使用权限');
  });
  test('offers only to look while everything is on hold', async () => {
    expect(choicesIn(await openRack(true).scan('weiguan:db-01'))).toEqual([]);
    expect(choicesIn(await openRack(true).scan('weiguan:local'))).toEqual(['1. 截图 local', '2. 进程 local']);
  });
  test('may be the asset label that was there before', async () => {
    const { scan } = openRack();
    expect(await scan('SH-A3-07')).toContain('web-01 官网一号');
    expect(await scan('CODE_128,sh-a3-07')).toContain('web-01 官网一号');
  });
});

describe('a command that was scanned is not its scanner’s word', () => {
  test('so it runs unasked where it only looks', async () => {
    expect(await openRack().scan('cmd:状态 local')).toContain('rack-7 ● 运行中');
    expect(await openRack().scan('cmd:帮助')).toContain('可用命令');
  });
  test('and is repeated before anything is changed', async () => {
    const { scan, say, pressed } = openRack();
    const asked = await scan('cmd:开机 db-01');
    expect(asked).toMatch(/^扫到的是：开机 db-01\n60 秒内回复“确认 \d{4}”执行/);
    expect(pressed).toEqual([]);
    void say(`确认 ${codeIn(asked)}`);
    await expect.poll(() => pressed).toEqual(['db-01 on']);
  });
  test.each(['cmd:解冻', 'cmd:冻结', 'cmd:静音 web-01 1h', 'cmd:认领 全部', 'cmd:确认 全部'])('%s is asked for a yes', async (code) => {
    const { scan, pressed } = openRack();
    expect(await scan(code, 'wangwu')).toMatch(/^扫到的是：.*\n.*回复“确认 \d{4}”/);
    expect(pressed).toEqual([]);
  });
  test('but takes back what waits, and asks nothing: a no does no harm', async () => {
    const { scan, say, pressed } = openRack();
    const code = codeIn(await say('关机 web-01'));
    expect(await scan('cmd:取消')).toBe('已取消。');
    expect(await say(`确认 ${code}`)).toContain('已经取消，没有执行');
    expect(pressed).toEqual([]);
  });
  test('and of several servers it asks which, with what was scanned', async () => {
    expect(await openRack().scan('cmd:开机 01')).toMatch(/^扫到的是：开机 01\n有多台服务器符合“01”/);
  });
});

test('a code that is none of ours is answered with what to scan', async () => {
  const { scan } = openRack();
  expect(await scan('https://u.wechat.com/abc')).toBe(
    '“https://u.wechat.com/abc”不是微管的标签\n请扫描机柜上贴的微管标签。标签在控制台“服务器”页点“打印标签”打印。',
  );
  expect(await scan('weiguan:gone-01')).toContain('“gone-01”不是微管的标签');
  expect(await scan('https://u.wechat.com/abc', 'mallory')).toContain('没有使用权限');
});
