import { beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { ok } from '../../shared/result.ts';
import { builtInRoles, type Operator, Role } from '../../shared/role.ts';
import { Target } from '../../shared/target.ts';
import type { CardChange } from '../../shared/template-card.ts';
import { must } from '../../shared/test-result.ts';
import type { Driver } from '../control/driver.ts';
import { findTargets } from '../control/targets/lookup.ts';
import { changeOf } from './card-news.ts';
import type { CommandDesk } from './desk.ts';
import type { RunEnd, RunRequest } from './journal.ts';
import type { PlannedCommand } from './plan.ts';
import type { Asker } from './policy.ts';
import { failureText, type Running, textOf } from './run.ts';
import { codeIn, openTestDesk, unasked } from './test-desk.ts';

const chat = (person: string, account = 'corp'): Asker => ({ origin: 'chat', account, person });
const [zhang, li, wang, zhao] = [chat('zhangsan'), chat('lisi'), chat('wangwu'), chat('zhaoliu')];
/** May switch the web servers, with a second person's yes. */
const webPower = Role.parse({ id: 'web-power', name: '值班', grants: [{ commands: ['power'], groups: ['web'], confirm: 'second' }] });
/** May switch them with their own yes by day, with a second person's by night. */
const shift = Role.parse({
  ...{ id: 'shift', name: '两班' },
  grants: [
    { commands: ['power'], groups: ['web'], window: { days: [0, 1, 2, 3, 4, 5, 6], from: '08:00', to: '20:00' } },
    { commands: ['power'], groups: ['web'], window: { days: [0, 1, 2, 3, 4, 5, 6], from: '20:00', to: '08:00' }, confirm: 'second' },
  ],
});
const timeOf = (clock: string) => new Date(`2026-11-16T${clock}`).getTime();
const registered: Operator[] = [
  { account: 'corp', person: 'zhaoliu', name: '', role: 'shift' },
  { account: 'corp', person: 'zhangsan', name: '', role: 'web-power' },
  { account: 'corp', person: 'lisi', name: '', role: 'viewer' },
  { account: 'corp', person: 'wangwu', name: '', role: 'operator' },
  { account: 'app-2', person: 'zhangsan', name: '', role: 'operator' },
  { account: 'other', person: 'zhangsan', name: '', role: 'operator' },
];
/** Two apps of one company, and one of another company. */
const companies: Record<string, string> = { corp: 'ww1', 'app-2': 'ww1', other: 'ww2' };
const server = (group: string) => Target.parse({ id: 'web-01', name: 'web-01', group });

let operators: Operator[];
let targets: Target[];
let held: boolean;
let roles: Role[];
let now: number;
let pressed: string[];
let noted: string[];
let told: string[];
let isTellable: boolean;
let bugs: unknown[];
let desk: CommandDesk;

beforeEach(() => {
  operators = registered;
  targets = [server('web')];
  held = false;
  roles = [...builtInRoles, webPower, shift];
  now = timeOf('19:59:30');
  pressed = [];
  noted = [];
  told = [];
  isTellable = true;
  bugs = [];
  const board: Driver = {
    kind: 'ipmi',
    power: {
      async on() {
        pressed.push('on');
        return ok(null);
      },
      async act(how) {
        pressed.push(how);
        return ok(null);
      },
      state: async () => ok(pressed.at(-1) === 'on' ? 'on' : 'off'),
    },
    tryIt: async () => ok({ ms: 1, found: 'board' }),
    close: async () => undefined,
  };
  const note = ({ line }: RunRequest, { state }: RunEnd) => void noted.push(`${line}: ${state}`);
  desk = openTestDesk(unasked, {
    fleet: { all: () => targets, isFixed: () => false, find: (words) => findTargets(targets, words), drivers: async () => ok([board]) },
    access: () => ({ roles, operators, held }),
    now: () => now,
    account: (id) => ({ platform: 'wecom', receiverId: companies[id] ?? '' }),
    tell: async ({ person }, text) => {
      if (!isTellable) throw new Error('disk full');
      told.push(`${person}: ${text}`);
    },
    onBug: (error) => {
      if (isTellable) throw error;
      bugs.push(error);
    },
    journal: {
      begin: async () => '1',
      end: async () => undefined,
      note: async (request, end) => note(request, end),
      output: () => undefined,
      latest: async () => [],
    },
  });
});

const planned = (line: string, asker: Asker) => desk.plan(line, asker, {}, 'zh-CN');
async function run(plan: PlannedCommand, asker: Asker, change: Partial<Running> = {}): Promise<string> {
  const result = await desk.run(plan, { asker, rule: {}, signal: new AbortController().signal, ...change });
  return result.ok ? textOf(result.value) : failureText(result.error);
}
/** What somebody reads who writes this in the chat. */
async function say(line: string, asker: Asker): Promise<string> {
  const plan = planned(line, asker);
  return plan.ok ? run(plan.value, asker) : failureText(plan.error);
}

describe('what waits for a second person', () => {
  test('goes on waiting where somebody says yes who has no right to it', async () => {
    const code = codeIn(await say('关机 web-01', zhang));
    expect(await say(`确认 ${code}`, li)).toContain('没有执行这个命令的权限');
    expect(await say(`确认 ${code}`, chat('mallory'))).toContain('没有使用权限');
    expect(pressed).toEqual([]);
    expect(await say(`确认 ${code}`, wang)).toContain('已关机');
    expect(pressed).toEqual(['soft']);
  });
  test('is told to whoever asked as well, once it is done', async () => {
    const code = codeIn(await say('关机 web-01', zhang));
    await say(`确认 ${code}`, wang);
    expect(told).toEqual([expect.stringMatching(/^zhangsan: 已确认 · wangwu\n.*已关机/s)]);
  });
  test('is told to whoever asked in one message, and 更多 goes on', async () => {
    targets = Array.from({ length: 100 }, (_, index) => ({ ...server('web'), id: `web-${index}` }));
    const code = codeIn(await say('关机 web-*', zhang));
    expect(await say(`确认 ${code}`, wang)).toMatch(/…… 回复“更多”继续$/);
    expect(told).toEqual([expect.stringMatching(/^zhangsan: 已确认 · wangwu\n.*…… 回复“更多”继续$/s)]);
    expect(Buffer.byteLength(told[0] ?? '')).toBeLessThanOrEqual(limits.textReplyBytes);
    expect(await say('更多', zhang)).toContain('已关机');
    expect(await say('更多', wang)).toContain('已关机');
  });
  test('is done for whoever said yes, also where it can’t be told to whoever asked', async () => {
    isTellable = false;
    const code = codeIn(await say('关机 web-01', zhang));
    expect(await say(`确认 ${code}`, wang)).toContain('已关机');
    expect(bugs).toEqual([new Error('disk full')]);
  });
  test('is not run by the yes of whoever asked through another app of the company', async () => {
    const code = codeIn(await say('关机 web-01', zhang));
    expect(await say(`确认 ${code}`, chat('zhangsan', 'app-2'))).toContain('需要另一位有权限的人确认');
    expect(pressed).toEqual([]);
  });
  test('is not run by the yes of whoever has the same name on the People page: that is one human with two accounts', async () => {
    operators = registered.map((operator) =>
      /zhangsan|wangwu/.test(operator.person) ? { ...operator, name: operator.person === 'wangwu' ? 'Zhang San' : 'zhangsan' } : operator,
    );
    const code = codeIn(await say('关机 web-01', zhang));
    for (const namesake of [wang, chat('zhangsan', 'other')])
      expect(await say(`确认 ${code}`, namesake)).toMatch(/也叫“(Zhang San|zhangsan)”/);
    expect(pressed).toEqual([]);
    operators = registered.map((operator) => (operator.person === 'wangwu' ? { ...operator, name: '王五' } : operator));
    expect(await say(`确认 ${code}`, wang)).toContain('已关机');
  });
  test('is run by somebody of another company who is called the same, and whoever asked is told', async () => {
    const code = codeIn(await say('关机 web-01', zhang));
    expect(await say(`确认 ${code}`, chat('zhangsan', 'other'))).toContain('已关机');
    expect(told).toEqual([expect.stringMatching(/^zhangsan: 已确认 · zhangsan\n/)]);
  });
  test('goes on waiting while everything is on hold', async () => {
    const code = codeIn(await say('关机 web-01', zhang));
    held = true;
    expect(await say(`确认 ${code}`, wang)).toContain('暂停');
    held = false;
    expect(await say(`确认 ${code}`, wang)).toContain('已关机');
    expect(pressed).toEqual(['soft']);
  });
});

describe('the yes of a second person', () => {
  test('counts no more where they lost the right while it waited for its turn, and that is on record', async () => {
    const yes = must(planned(`确认 ${codeIn(await say('关机 web-01', zhang))}`, wang));
    const takeTurn = async () => {
      roles = roles.map((role) => (role.id === 'operator' ? { ...role, grants: [] } : role));
      return () => undefined;
    };
    expect(await run(yes, wang, { takeTurn })).toContain('在排队期间失去了权限');
    expect(pressed).toEqual([]);
    expect(noted).toEqual(['power off web-01: asking', 'power off web-01: refused']);
  });
});

describe('what takes a second person by the time of the yes', () => {
  test('is not run by the yes of whoever asked, but by another one’s', async () => {
    const code = codeIn(await say('关机 web-01', zhao));
    now = timeOf('20:00:10');
    expect(await say(`确认 ${code}`, zhao)).toBe(`需要另一位有权限的人确认\n请对方在 60 秒内发送“确认 ${code}”。`);
    now = timeOf('20:00:40');
    expect(await say(`确认 ${code}`, zhao)).toContain('请对方在 30 秒内发送');
    expect(pressed).toEqual([]);
    expect(await say(`确认 ${code}`, wang)).toContain('已关机');
    expect(pressed).toEqual(['soft']);
  });
  test('is told on the card that was tapped with the time until which it is good by now', async () => {
    const asked = must(await desk.run(must(planned('关机 web-01', zhao)), { asker: zhao, rule: {}, signal: new AbortController().signal }));
    const card = typeof asked === 'string' ? undefined : asked.card?.shows;
    expect(card?.main_title.desc).toBe('20:00:30 前有效');
    now = timeOf('20:00:10');
    const cards: CardChange[] = [];
    await run(must(planned(`确认 ${codeIn(textOf(asked))}`, zhao)), zhao, { onCard: (news) => cards.push(changeOf(news)) });
    expect(cards).toEqual([
      {
        template_card: expect.objectContaining({
          ...{ task_id: card?.task_id, replace_text: '待另一人确认' },
          main_title: { title: card?.main_title.title, desc: '20:01:10 前有效' },
        }),
      },
    ]);
  });
  test('so it does too where the role was changed, and goes on doing where it is changed back', async () => {
    const code = codeIn(await say('关机 web-01', zhao));
    roles = [{ ...webPower, id: 'shift' }];
    expect(await say(`确认 ${code}`, zhao)).toContain('需要另一位有权限的人确认');
    roles = [shift];
    expect(await say(`确认 ${code}`, zhao)).toContain('需要另一位有权限的人确认');
    expect(pressed).toEqual([]);
  });
  test('is refused where that has come about while it waited for its turn', async () => {
    const yes = must(planned(`确认 ${codeIn(await say('关机 web-01', zhao))}`, zhao));
    const takeTurn = async () => {
      now = timeOf('20:00:10');
      return () => undefined;
    };
    expect(await run(yes, zhao, { takeTurn })).toContain('另一位有权限的人');
    expect(pressed).toEqual([]);
    expect(noted).toEqual(['power off web-01: asking', 'power off web-01: refused']);
  });
});

describe('a server that is another by the time of the yes', () => {
  test('is left alone where whoever asked has no right to its new group', async () => {
    const code = codeIn(await say('关机 web-01', zhang));
    targets = [server('db')];
    expect(await say(`确认 ${code}`, wang)).toContain('没有执行这个命令的权限');
    expect(pressed).toEqual([]);
  });
  test('is said to be gone where it was deleted', async () => {
    const code = codeIn(await say('关机 web-01', wang));
    targets = [];
    expect(await say(`确认 ${code}`, wang)).toContain('没有名为“web-01”的服务器');
    expect(pressed).toEqual([]);
  });
});

describe('a command that waited for its turn', () => {
  test('is not run where everything was put on hold in the meantime, and that is on record', async () => {
    const plan = must(planned('开机 web-01', wang));
    held = true;
    expect(await run(plan, wang)).toContain('暂停');
    expect(pressed).toEqual([]);
    expect(noted).toEqual(['power on web-01: refused']);
  });
  test('runs where nothing has changed', async () => {
    expect(await say('开机 web-01', wang)).toContain('已开机');
    expect(pressed).toEqual(['on']);
    expect(noted).toEqual([]);
  });
});

test('a line that is too long is refused, and not cut to one that means another server', async () => {
  const line = `开机 ${'web-01 '.repeat(400)}`;
  expect(await say(line, wang)).toContain('太长');
  expect(pressed).toEqual([]);
});
