import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err, ok } from '../../shared/result.ts';
import { builtInRoles } from '../../shared/role.ts';
import { SavedScript } from '../../shared/script.ts';
import { localTargetId, Target } from '../../shared/target.ts';
import { must } from '../../shared/test-result.ts';
import type { Driver, Shell } from '../control/driver.ts';
import type { Fleet } from '../control/fleet.ts';
import { localShell } from '../control/local-shell.ts';
import { testShell } from '../control/test-shell.ts';
import { type Command, displayName } from './command.ts';
import type { RunEnd } from './journal.ts';
import { findCommand } from './lookup.ts';
import type { Asker } from './policy.ts';
import { commands } from './registry.ts';
import { failureText, textOf } from './run.ts';
import { fleetOf, openTestDesk, scriptsOf } from './test-desk.ts';

const zhang: Asker = { origin: 'chat', account: 'corp', person: 'zhangsan' };
const viewer: Asker = { origin: 'chat', account: 'corp', person: 'lisi' };
const operators = [
  { account: 'corp', person: 'zhangsan', name: '', role: 'operator' },
  { account: 'corp', person: 'lisi', name: '', role: 'viewer' },
];
const ssh = { host: '127.0.0.1', user: 'ops', auth: { by: 'agent' } };
const web = Target.parse({
  ssh,
  id: 'web-01',
  name: '官网',
  services: ['nginx', 'SQL Server'],
  logs: ['/var/log/nginx/error.log', 'nginx'],
});
const db = Target.parse({ ssh, id: '10', name: '数据库' });
const scripts = [
  SavedScript.parse({
    ...{ id: 'greet', name: '问候', text: 'echo "hello $1 $2"', danger: 'change' },
    parameters: [
      { name: 'who', type: 'text' },
      { name: 'times', type: 'number' },
    ],
  }),
  SavedScript.parse({ id: 'endless', name: '无尽', text: 'echo begun; sleep 600; echo over', danger: 'change' }),
  SavedScript.parse({ id: 'slow', name: '慢', text: 'echo step 1 is done; sleep 600', danger: 'change', seconds: 1 }),
  SavedScript.parse({ id: 'wordy', name: '话多', text: 'echo FIRST THE CAUSE; seq -f "line %g" 400; exit 3', danger: 'change' }),
  SavedScript.parse({ id: 'flood', name: '洪水', text: 'seq -f "line %g" 20000; echo LAST THE CAUSE; exit 3', danger: 'change' }),
  SavedScript.parse({ id: 'fail', name: '失败', text: 'echo before; echo why >&2; exit 7', danger: 'read' }),
];

function fleetWith(shells: Record<string, Shell>, targets: readonly Target[] = [web, db]): Fleet {
  const driver = (shell: Shell): Driver => ({
    kind: 'ssh',
    shell,
    tryIt: async () => ok({ ms: 1, found: '' }),
    close: async () => undefined,
  });
  return { ...fleetOf(targets), drivers: async ({ id }) => ok(shells[id] ? [driver(shells[id])] : []) };
}

/** What the history keeps. */
const ends: RunEnd[] = [];

function openDesk(fleet: Fleet, onOutput: (text: string) => void = () => undefined) {
  const read = () => Promise.reject(new Error('nobody asks this'));
  const quiet = async () => undefined;
  let begun = 0;
  return openTestDesk(
    { hostName: 'here', read },
    {
      ...{ fleet, scripts: scriptsOf(scripts), access: () => ({ roles: builtInRoles, operators, held: false }) },
      journal: {
        begin: async () => String(++begun),
        end: async (_, end) => void ends.push(end),
        note: quiet,
        output: (_, text) => onOutput(text),
        latest: async () => [],
      },
    },
  );
}

/** What somebody reads who writes a line in the chat, or at the console. */
function deskWith(fleet: Fleet, onOutput?: (text: string) => void) {
  const desk = openDesk(fleet, onOutput);
  return async (line: string, asker: Asker = zhang, signal = new AbortController().signal): Promise<string> => {
    const planned = desk.plan(line, asker, {}, /[a-z]/.test(line[0] ?? '') ? 'en' : 'zh-CN');
    const result = planned.ok ? await desk.run(planned.value, { asker, rule: {}, signal }) : planned;
    return result.ok ? textOf(result.value) : failureText(result.error);
  };
}

const here = localShell(process.env);
const isPosix = process.platform !== 'win32';

test('no two commands answer to one word', () => {
  const words = (command: Command) => [command.name, ...command.aliases, ...Object.keys(command.shortcuts ?? {})];
  for (const command of commands)
    for (const word of words(command)) expect([word, findCommand(commands, word)?.command]).toEqual([word, command]);
});

test('every command has a Chinese name and is told of in both languages', () => {
  for (const command of commands) {
    expect(displayName(command, 'zh-CN')).toMatch(/\p{Script=Han}/u);
    expect(command.summary['zh-CN']).toMatch(/\p{Script=Han}/u);
    expect(command.summary.en).toMatch(/[a-z]/);
  }
});

test('fifty servers are all asked before the first has answered', async () => {
  const events: string[] = [];
  const many = Array.from({ length: 50 }, (_, index) => Target.parse({ ssh, id: `node-${index}`, name: `node-${index}` }));
  const shells = many.map(({ id }, index): [string, Shell] => [
    id,
    testShell('linux', async () => {
      events.push('asked');
      await sleep(200 + 4 * index);
      events.push('answered');
      return { stdout: `\n==host==\n${id}\n\n==end==\n` };
    }),
  ]);
  const said = await deskWith(fleetWith(Object.fromEntries(shells), many))('status node-*', { origin: 'console' });
  expect(events.indexOf('answered')).toBe(50);
  for (const { id } of many) expect(said).toContain(`● ${id}: `);
});

describe.runIf(isPosix)('over a real shell', () => {
  const output: string[] = [];
  const say = deskWith(fleetWith({ 'web-01': here, '10': here, [localTargetId]: here }), (text) => output.push(text));

  test('进程 tells the busiest, and takes what is left out', async () => {
    expect((await say('进程 3 web-01')).split('\n')).toHaveLength(4);
    expect((await say('top 内存 官网')).split('\n')).toHaveLength(11);
    expect((await say('ps')).split('\n')).toHaveLength(11);
    expect(await say('ps 99 cpu web-01')).toMatch(/^CPU · memory \(\d+ processes\)\n/);
    expect(await say('ps xyz web-01')).toContain('There is no server "xyz"');
  });
  test('磁盘 shows the root with a bar', async () =>
    expect(await say('磁盘 web-01')).toMatch(/^[▓░]{6} \d+%( ⚠)? {2}[\d.]+\/[\d.]+ GB {2}\/$/m));
  test('a script gets its arguments as they are, on each server, and is seen while it runs', async () => {
    output.length = 0;
    expect(await say('运行 问候 “张三; $(id)” 3 web-01 10')).toBe(
      '● web-01 官网：\nhello 张三; $(id) 3\n\n● 10 数据库：\nhello 张三; $(id) 3',
    );
    expect(output.sort()).toEqual(['10: hello 张三; $(id) 3\n', 'web-01: hello 张三; $(id) 3\n']);
  });
  test('a script that fails tells its exit code and what it said', async () => {
    const said = await say('run fail web-01');
    expect(said).toMatch(/failed with exit code 7\n/);
    expect(said).toMatch(/where there is none, use "Try it" on the Servers page under Scripts\.\nOutput:\nbefore\nwhy$/);
  });
  test('a script that fails after a long output still says how it began', async () => {
    const said = await say('run wordy 10 web-01', { origin: 'console' });
    expect(said).toMatch(/■ web-01 官网: .*exit code 3\n.*Output:\nFIRST THE CAUSE\nline 1\n.*\nline 400(\n|$)/s);
  });
  test('a script that fails after hundreds of kilobytes is on record with how it ended', async () => {
    await say('运行 洪水 web-01');
    expect(ends.at(-1)?.answer).toContain('line 1\n');
    expect(ends.at(-1)?.answer).toContain('LAST THE CAUSE');
  });
  test('a script that takes too long or is cancelled says what it has done so far, by its own name', async () => {
    const overran = await say('run slow web-01');
    expect(overran).toContain('慢 did not end within 1 s');
    expect(overran).toMatch(/\nOutput:\nstep 1 is done$/);
    const answer = 'step 1 is done';
    expect(ends.at(-1)).toMatchObject({ state: 'interrupted', answer, failure: { code: 'command/overdue' } });
    const controller = new AbortController();
    const cancelling = deskWith(fleetWith({ 'web-01': here }), () => controller.abort());
    expect(await cancelling('run endless web-01', zhang, controller.signal)).toMatch(/its result is unknown\n.*\nOutput:\nbegun$/s);
  });
  test('a script is refused what does not fit, and says how it is used', async () => {
    expect(await say('运行 问候 张三 多次 web-01')).toContain('用法：运行 <脚本> [参数] <服务器>');
    expect(await say('运行 问候 张三 3')).toContain('要操作哪台服务器');
    expect(await say('运行 没有 web-01')).toContain('没有名为“没有”的脚本');
    expect(await say('运行')).toContain('用法：运行');
  });
  test('one that is cancelled while it runs is ended', async () => {
    const controller = new AbortController();
    const cancelling = deskWith(fleetWith({ 'web-01': here }), () => controller.abort());
    const said = await cancelling('run endless web-01', zhang, controller.signal);
    expect(said).not.toContain('over');
    expect(said).toContain('its result is unknown');
  });
  test('what runs is named where somebody wants to cancel it, and ended by the number that it has', async () => {
    const running: string[] = [];
    const speak = deskWith(fleetWith({ 'web-01': here, '10': here }), (text) => running.push(text));
    const [first, second] = [speak('run endless web-01'), speak('run endless 10')];
    await expect.poll(() => running.length).toBe(2);
    expect(await speak('取消')).toBe(
      [
        '没有等待确认的操作。\n正在执行：',
        '· run endless web-01（0 秒）：停止请回复“停止 1”',
        '· run endless 10（0 秒）：停止请回复“停止 2”',
      ].join('\n'),
    );
    expect(await speak('停止')).toContain('回复“停止 2”');
    expect(await speak('停止', viewer)).toBe('没有正在执行的命令。');
    expect(await speak('停止 9')).toContain('已经结束');
    expect(await speak('停止2')).toBe('正在停止：run endless 10');
    expect(await second).toContain('its result is unknown');
    expect(await speak('stop')).toBe('Stopping: run endless web-01');
    expect(await first).toMatch(/its result is unknown(.|\n)*begun$/);
    expect(ends.flatMap(({ state, by }) => (state === 'cancelled' && by === zhang ? [by] : []))).toHaveLength(2);
    expect(await speak('stop')).toBe('Nothing of yours is under way.');
  });
  test('somebody who may only look sees and runs only what looks', async () => {
    expect(await say('脚本')).toBe('· 问候 <who> <times>\n· 无尽\n· 慢\n· 话多\n· 洪水\n· 失败');
    expect(await say('脚本', viewer)).toBe('· 失败');
    expect(await say('运行 问候 张三 3 web-01', viewer)).toContain('没有执行这个命令的权限');
  });
  test('端口 tells a closed port, from here and from a server', async () => {
    expect(await say('端口 127.0.0.1 1')).toBe('127.0.0.1:1 ○ 关闭：主机在线，但没有程序监听这个端口');
    expect(await say('port ::1 1 web-01')).toMatch(/^\[::1\]:1 [○■] /);
    expect(await say('port 127.0.0.1 65536')).toContain('Usage: port');
  });
});

describe('services and logs', () => {
  const shell = testShell('linux', ({ program, args }) => {
    if (program === 'systemctl' && args[0] === 'show')
      return { stdout: 'LoadState=loaded\nActiveState=active\nSubState=running\nMainPID=812\n' };
    return program === 'journalctl'
      ? { stdout: Array.from({ length: 200 }, (_, i) => `line ${i} of the journal, which goes on\n`).join('') }
      : {};
  });
  const say = deskWith(fleetWith({ 'web-01': shell, '10': shell }));

  test('only those that the admin named are touched', async () => {
    expect(await say('服务 状态 Nginx 官网')).toBe('nginx ● 运行中\nactive (running) · PID 812');
    expect(await say('服务 状态 sshd web-01')).toContain('允许的服务：nginx、SQL Server');
    expect(await say('service status nginx 10')).toContain('Allowed there: none');
    expect(await say('日志 /etc/shadow web-01')).toContain('允许的日志：/var/log/nginx/error.log、nginx');
    expect(await say('日志 NGINX web-01')).toContain('允许的日志');
    expect(shell.calls.map(({ args }) => args.at(-1))).toEqual(['nginx']);
  });
  test('stopping one has to be confirmed, starting one has not', async () => {
    shell.calls.length = 0;
    const asked = await say('服务 停止 nginx web-01');
    expect(asked).toMatch(/回复“确认 \d{4}”/);
    expect(shell.calls).toEqual([]);
    await say(`确认 ${/确认 (\d{4})/.exec(asked)?.[1]}`);
    await say('service start “SQL Server” web-01');
    expect(shell.calls.filter(({ args }) => args[0] !== 'show').map(({ args }) => args.slice(1))).toEqual([
      ['stop', '--', 'nginx'],
      ['start', '--', 'SQL Server'],
    ]);
    expect(await say('服务 constructor nginx web-01')).toContain('用法：服务');
  });
  test('one that was started is told so where its state can’t be read after that', async () => {
    const lost: Shell = {
      ...shell,
      run: async (call, options) => (call.args[0] === 'show' ? err(failure('ssh/lost', { server: 'web-01' })) : shell.run(call, options)),
    };
    const sayLost = deskWith(fleetWith({ 'web-01': lost }));
    expect(await sayLost('服务 启动 nginx web-01')).toBe(
      'nginx 已启动\n读不到它现在的状态：与 web-01 的连接中途断了，不知道程序是否已执行完',
    );
    expect(await sayLost('service start nginx web-01')).toMatch(
      /^nginx was started\nIts state could not be read: The connection to web-01 /,
    );
  });
  test('a long log comes in parts: 更多', async () => {
    expect(await say('log nginx 200 web-01')).toMatch(/… Reply "more" to go on$/);
    expect(await say('更多')).toContain('of the journal');
    expect(await say('more', viewer)).toContain('There is nothing more');
  });
  test('the console gets it in one piece', async () =>
    expect((await say('log nginx 200 web-01', { origin: 'console' })).split('\n')).toHaveLength(200));
});

describe('what a server lacks is added where the server is set up:', () => {
  const lines = ['service status sshd web-01', 'log /etc/shadow web-01', 'power on web-01'];
  test.each([
    ['service status sshd web-01', 'Allowed there: nginx, SQL Server. Add more on the Servers page.'],
    ['log /etc/shadow web-01', 'Add more on the Servers page.'],
    ['power on web-01', 'Set up Wake-on-LAN / IPMI for it on the Servers page.'],
  ])('in the console, %s', async (line, told) => expect(await deskWith(fleetWith({}))(line)).toContain(told));
  test.each(lines)('in the config file, if it comes from there: %s', async (line) => {
    const told = await deskWith({ ...fleetWith({}), isFixed: (id) => id === 'web-01' })(line);
    expect(told).toMatch(/ in the config file, then restart Weiguan\.$/);
    expect(told).not.toContain('Servers page');
  });
  test.each(lines)('nowhere, for this computer: %s', async (line) => {
    const told = await deskWith(fleetWith({}))(line.replace('web-01', 'local'));
    expect(told).toContain('computer that Weiguan runs on');
    expect(told).not.toContain('Servers page');
  });
  test('a server of the config file without SSH is not rebooted by its board either', async () => {
    const board = Target.parse({ id: 'rack-01', name: 'rack-01', ipmi: { host: '127.0.0.1', user: 'admin' } });
    const press = async () => ok(null);
    const driver: Driver = {
      kind: 'ipmi',
      power: { act: press },
      tryIt: async () => ok({ ms: 1, found: '' }),
      close: async () => undefined,
    };
    const desk = openDesk({ ...fleetOf([board]), isFixed: () => true, drivers: async () => ok([driver]) });
    const asker: Asker = { origin: 'console' };
    const planned = { ...must(desk.plan('reboot rack-01', asker, {}, 'en')), before: { kind: 'nothing' } } as const;
    const told = await desk.run(planned, { asker, rule: {}, signal: new AbortController().signal });
    expect(told).toMatchObject({ ok: false, error: { code: 'command/reboot-needs-ssh' } });
  });
});

test('a line that was understood can be sent again, and means the same server', () => {
  const desk = openDesk(fleetWith({}));
  const lineOf = (line: string) => {
    const planned = desk.plan(line, { origin: 'console' }, {}, 'en');
    return planned.ok ? planned.value.line : planned.error.code;
  };
  expect(lineOf('top 数据库')).toBe('ps 10 cpu 10');
  expect(lineOf('ps 10 cpu 10')).toBe('ps 10 cpu 10');
  expect(lineOf('日志 nginx 官网')).toBe('log nginx 20 web-01');
  expect(lineOf('运行 问候 “张 三” 3 官网')).toBe('run 问候 "张 三" 3 web-01');
});

test('截图 gives a picture with its words', async () => {
  const picture = { bytes: Buffer.from('png'), type: 'image/png', width: 800, height: 600 } as const;
  const fleet: Fleet = {
    ...fleetOf([web]),
    drivers: async () =>
      ok([
        {
          kind: 'vnc',
          screen: { capture: async () => ok(picture) },
          tryIt: async () => ok({ ms: 1, found: '' }),
          close: async () => undefined,
        },
      ]),
  };
  const desk = openDesk(fleet);
  const planned = must(desk.plan('截图 官网', { origin: 'console' }, {}, 'zh-CN'));
  const result = await desk.run(planned, { asker: { origin: 'console' }, rule: {}, signal: new AbortController().signal });
  expect(result).toEqual({ ok: true, value: { text: expect.stringMatching(/^web-01 官网，\d\d:\d\d:\d\d，800×600$/), picture } });
});
