import { beforeEach, describe, expect, test } from 'vitest';
import type { Language } from '../../shared/language.ts';
import { limits } from '../../shared/limits.ts';
import { builtInRoles, Role } from '../../shared/role.ts';
import { SavedScript, scriptLimits } from '../../shared/script.ts';
import { Target } from '../../shared/target.ts';
import { must } from '../../shared/test-result.ts';
import type { Answer } from './command.ts';
import type { CommandDesk } from './desk.ts';
import type { Medium } from './parser.ts';
import type { Asker } from './policy.ts';
import { textOf } from './run.ts';
import { fleetOf, openTestDesk, scriptsOf, unasked } from './test-desk.ts';

const zhang: Asker = { origin: 'chat', account: 'corp', person: 'zhangsan' };
const careful = Role.parse({ id: 'careful', name: '双人', grants: [{ commands: 'danger', confirm: 'second' }] });
const cleaning = SavedScript.parse({
  id: 'clean',
  name: '清理',
  text: 'true',
  danger: 'danger',
  parameters: ['a', 'b', 'c'].map((name) => ({ name, type: 'text' })),
});
const ids = ['web-01', 'web-02', 'db-01', 'db-02', 'db-03'];
const targets = ids.map((id) =>
  Target.parse({
    id,
    name: id,
    group: id.slice(0, 2),
    ssh: { host: '127.0.0.1', port: 9, user: 'ops', auth: { by: 'agent' } },
    wake: { mac: 'aa:bb:cc:dd:ee:ff' },
  }),
);

let desk: CommandDesk;
let role: string;
const now = new Date(2026, 0, 2, 9, 5, 7).getTime();
beforeEach(() => {
  role = 'operator';
  desk = openDesk(targets);
});

const openDesk = (fleet: Target[]) =>
  openTestDesk(unasked, {
    fleet: fleetOf(fleet),
    scripts: scriptsOf([cleaning]),
    now: () => now,
    access: () => ({
      roles: [...builtInRoles, careful],
      operators: [{ account: 'corp', person: 'zhangsan', name: '张三', role }],
      held: false,
    }),
  });

/** What somebody is answered who writes this, or says it. */
async function say(line: string, medium: Medium = 'text', language: Language = 'zh-CN'): Promise<Exclude<Answer, string>> {
  const planned = must(desk.plan(line, zhang, {}, language, medium));
  expect(planned.before.kind).not.toBe('nothing');
  const asked = await desk.run(planned, { asker: zhang, rule: {}, signal: new AbortController().signal });
  if (!asked.ok || typeof asked.value === 'string') throw new Error('that is no question');
  return asked.value;
}

describe('before something dangerous', () => {
  test('the card says what will be done, to which server and until when, in the words of whoever asks', async () => {
    const { card } = await say('重启 web-01');
    expect(card?.until).toBe(now + 60_000);
    expect(card?.shows).toMatchObject({
      main_title: { title: '确认执行：重启 web-01', desc: '09:06:07 前有效' },
      horizontal_content_list: [{ keyname: '服务器', value: 'web-01' }],
      button_list: [
        { text: '确认', key: expect.stringMatching(/^cmd:确认 \d{4}$/) },
        { text: '取消', key: expect.stringMatching(/^cmd:取消 \d{4}$/) },
      ],
    });
    expect((await say('reboot web-01', 'text', 'en')).card?.shows).toMatchObject({
      main_title: { title: 'Confirm: reboot web-01', desc: 'Good until 09:06:07' },
      horizontal_content_list: [{ keyname: 'Server', value: 'web-01' }],
      button_list: [
        { text: 'Confirm', key: expect.stringMatching(/^cmd:confirm \d{4}$/) },
        { text: 'Cancel', key: expect.stringMatching(/^cmd:cancel \d{4}$/) },
      ],
    });
  });

  test('many servers are told by their number', async () => {
    expect((await say('重启 web-*,db-*')).card?.shows.horizontal_content_list).toEqual([
      { keyname: '服务器', value: 'web-01、web-02 等 5 台' },
    ]);
    expect((await say('reboot web-*', 'text', 'en')).card?.shows.horizontal_content_list).toEqual([
      { keyname: 'Servers', value: 'web-01, web-02' },
    ]);
  });

  test('the question fits one message, however many servers are meant, and whatever is to be done to them', async () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({ ...targets[0], id: `web-${'x'.repeat(40)}-${index}` }) as Target);
    desk = openDesk(many);
    for (const kind of ['text', 'voice'] as const) {
      const { text, card } = await say('重启 web-*', kind);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limits.textReplyBytes);
      expect(text).toContain(`${many[0]?.id} ${many[1]?.id}`);
      expect(text).toMatch(/…\n共 1000 台服务器\n60 秒内回复“确认 \d{4}”执行，回复“取消”作罢。$/);
      expect(card?.shows.main_title.title?.length).toBeLessThan(limits.textReplyBytes);
    }
    role = 'careful';
    const argument = '很'.repeat(scriptLimits.argumentChars);
    const { text } = await say(`运行 清理 ${argument} ${argument} ${argument} web-*`, 'text', 'en');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limits.textReplyBytes);
    expect(text).toContain(`很… ${many[0]?.id} ${many[1]?.id}`);
    expect(text).toMatch(/…\n1000 servers in all\nSomebody else with the right has to reply "confirm \d{4}" within 60 s\.$/);
  });

  test('no two cards have the same task', async () => {
    const tasks = [await say('重启 web-01'), await say('重启 web-01')].map(({ card }) => card?.shows.task_id);
    expect(new Set(tasks).size).toBe(2);
  });

  test('a second person is asked for by the code alone', async () => {
    role = 'careful';
    const asked = await say('重启 web-01');
    expect(asked.card).toBeUndefined();
    expect(asked.text).toContain('请另一位有权限的人');
  });
});

describe('which of several servers is meant', () => {
  test('is asked with a button for each, which says the whole line', async () => {
    const { text, card } = await say('状态 db');
    expect(text).toContain('1. db-01');
    expect(card?.until).toBe(now + 120_000);
    expect(card?.shows).toMatchObject({
      main_title: { title: '是哪台服务器？', desc: 'db' },
      horizontal_content_list: ['1', '2', '3'].map((keyname) => ({ keyname, value: `db-0${keyname}` })),
      button_list: ['1', '2', '3'].map((number) => ({ text: `${number} db-0${number}`, key: `cmd:状态 db-0${number}` })),
    });
    expect((await say('status db', 'text', 'en')).card?.shows.main_title.title).toBe('Which server?');
  });

  test('is asked with entries to tap, each of which names this question', async () => {
    const { menu } = await say('状态 db');
    expect(menu?.until).toBe(now + 120_000);
    expect(menu?.shows.head_content).toBe('有多台服务器符合“db”：');
    expect(menu?.shows.list.map(({ content }) => content)).toEqual(['1. db-01', '2. db-02', '3. db-03']);
    const ids = menu?.shows.list.map(({ id }) => id) ?? [];
    expect(ids[1]).toMatch(/^which-zh-CN-[0-9a-f]{8}-2$/);
    expect(desk.plan(ids[1] ?? '', zhang, {}, 'zh-CN')).toMatchObject({ ok: true, value: { line: 'status db-02' } });
    await say('状态 web');
    expect(desk.plan(ids[1] ?? '', zhang, {}, 'zh-CN')).toMatchObject({ ok: false, error: { code: 'command/choice-over' } });
  });

  test('is asked without a card where that has no room', async () => {
    const many = Array.from({ length: 7 }, (_, index) => ({ ...targets[0], id: `app-${index}`, name: `app-${index}` }) as Target);
    desk = openDesk(many);
    const asked = await say('状态 app');
    expect(asked.card).toBeUndefined();
    expect(asked.text).toContain('7. app-6');
    expect(asked.menu?.shows.list).toHaveLength(7);
  });
});

describe('taken back by 取消', () => {
  const answer = async (line: string) => {
    const done = await desk.run(must(desk.plan(line, zhang, {}, 'zh-CN')), {
      asker: zhang,
      rule: {},
      signal: new AbortController().signal,
    });
    return textOf(must(done));
  };

  test('the question which server is meant is over, and a number answers it no more', async () => {
    await say('开机 web');
    expect(await answer('取消')).toBe('已取消。');
    expect(desk.plan('1', zhang, {}, 'zh-CN')).toMatchObject({ ok: false, error: { code: 'command/unknown-near' } });
    expect(await answer('取消')).toBe('没有等待确认的操作。');
  });

  test('with a code it stays', async () => {
    await say('开机 web');
    await answer('取消 1234');
    expect(desk.plan('1', zhang, {}, 'zh-CN')).toMatchObject({ ok: true, value: { line: 'power on web-01' } });
  });

  test('both are over where something waits for a yes as well', async () => {
    await say('重启 web-01');
    await say('开机 web');
    expect(await answer('取消')).toBe('已取消。');
    expect(desk.choices.isOpen(zhang)).toBe(false);
    expect(await answer('取消')).toBe('没有等待确认的操作。');
  });
});

describe('what was only heard', () => {
  test('is repeated, as text and on the card', async () => {
    const asked = await say('重启 web-01', 'voice');
    expect(asked.text).toMatch(/^听到的是：重启 web-01\n/);
    expect(asked.card?.shows.main_title.title).toBe('听到的是：重启 web-01');
    expect((await say('reboot web-01', 'voice', 'en')).text).toMatch(/^Heard: reboot web-01\n/);
  });

  test('is confirmed where it only changes something, too; what is typed is not', async () => {
    expect((await say('开机 web-01', 'voice')).text).toMatch(/^听到的是：开机 web-01\n60 秒内回复“确认 \d{4}”/);
    expect(desk.plan('开机 web-01', zhang, {}, 'zh-CN')).toMatchObject({ ok: true, value: { before: { kind: 'nothing' } } });
  });

  test('is done at once where it only looks', () => {
    expect(desk.plan('状态 local', zhang, {}, 'zh-CN', 'voice')).toMatchObject({ ok: true, value: { before: { kind: 'nothing' } } });
  });

  test('is repeated where it has to be asked which server is meant', async () => {
    expect((await say('截图 web', 'voice')).text).toMatch(/^听到的是：截图 web\n有多台服务器符合“web”：/);
  });
});
