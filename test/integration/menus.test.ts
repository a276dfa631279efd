import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { linkedMiniProgram } from '../../electron/simulator/menu-endpoints.ts';
import type { Menu, MenuButton } from '../../shared/menu/menu.ts';
import { starterMenu } from '../../shared/menu/starter-menu.ts';
import type { PhoneBubble } from '../../shared/simulator.ts';
import { type MenuBench, openMenuBench } from '../support/menu-bench.ts';

const hour = 3_600_000;
const platforms = ['wecom', 'official-account'] as const;

let bench: MenuBench;
let corp: string;
let oa: string;
let createdBefore: number;
beforeAll(async () => {
  bench = await openMenuBench();
});
beforeEach(() => {
  ({ corp, oa } = bench.fresh());
  createdBefore = bench.platform.api.calls('menu/create');
});
afterEach(() => {
  for (const mend of faults.splice(0)) mend();
});
afterAll(() => bench.close());

const faults: (() => void)[] = [];
/** Lets calls go wrong, until the end of the test at the latest. */
function fault(...what: Parameters<MenuBench['platform']['api']['setFault']>): () => void {
  const mend = bench.platform.api.setFault(...what);
  faults.push(mend);
  return mend;
}

const click = (name: string, key = name): MenuButton => ({ type: 'click', name, key });
const menuOf = (...names: string[]): Menu => ({ button: names.map((name) => click(name)) });
const namesOf = ({ button }: Menu) => button.map(({ name }) => name);
const phoneNames = (account: string) =>
  bench.platform
    .phones()
    .find((phone) => phone.account === account)
    ?.menu.map(({ name }) => name);
/** Somebody else publishes a menu. */
const elsewhere = (account: string, menu: Menu) => bench.platform.api.putMenu(account, { by: 'api', menu });
/** How often the platform was sent a menu during this test. */
const creates = () => bench.platform.api.calls('menu/create') - createdBefore;

async function save(account: string, menu: Menu): Promise<void> {
  const { revision } = await bench.done('menus.get', { account });
  await bench.done('menus.save', { account, menu, revision });
}

/** What keeps a call from succeeding. */
async function refusal(
  name: 'menus.publish' | 'menus.delete',
  input: { account: string; over?: string; typed?: string; version?: string },
): Promise<Record<string, string>> {
  const result = await bench.call(name, input as never);
  if (result.ok) throw new Error('it was not refused');
  const { code, params = {} } = result.error;
  return { code, ...params };
}

describe.each(platforms)('%s', (platform) => {
  let account: string;
  beforeEach(() => {
    account = platform === 'wecom' ? corp : oa;
  });

  test('a menu that was made elsewhere is pulled; published with nothing edited it is the same, byte for byte', async () => {
    const strange = {
      button: [
        { x_new: { b: 1, a: [true] }, key: 'k', name: '🖥 看', type: 'click' },
        { name: '更多', sub_button: [click('状态')] },
      ],
    };
    elsewhere(account, strange);
    const pulled = await bench.done('menus.pull', { account });
    expect(pulled.live).toMatchObject({ source: 'api', menu: { button: [{ name: '🖥 看' }, { name: '更多' }] } });
    await save(account, pulled.live?.menu ?? { button: [] });
    await bench.done('menus.publish', { account });
    const answered = bench.wire.exchanges.findLast(({ name }) => name === 'menu/get')?.answered ?? '';
    const sent = bench.wire.exchanges.findLast(({ name }) => name === 'menu/create')?.sent ?? '';
    expect(sent).toMatch(/^\{"button":\[\{"x_new":\{"b":1,"a":\[true\]\},/);
    expect(answered).toContain(sent.slice(1, -1));
  });

  test('a draft is published: the phone shows it, a tap runs its command, and the tap is counted', async () => {
    await bench.done('menus.pull', { account });
    const commands = await bench.done('commands.list', {});
    await save(account, starterMenu('zh-CN', commands));
    const state = await bench.done('menus.publish', { account });
    expect(state).toMatchObject({
      draft: null,
      publishing: false,
      live: { source: 'api' },
      versions: [{ who: 'console', kind: 'published' }, { kind: 'pulled' }],
    });
    expect(phoneNames(account)).toEqual(['查看', '操作', '帮助']);
    bench.platform.act(account, { kind: 'tap', key: 'cmd:help' });
    bench.platform.act(account, { kind: 'tap', key: 'scan-label', scanned: 'cmd:whoami' });
    const answers = await answersOn(account, 2);
    expect(answers.filter(({ text }) => text.includes('可用命令'))).toHaveLength(2);
    const tapAgain = { MsgType: 'event', Event: account === corp ? 'click' : 'CLICK', EventKey: 'cmd:help', CreateTime: '1700000000' };
    // The second one is the same tap, delivered twice.
    for (const tap of [tapAgain, tapAgain, { ...tapAgain, CreateTime: '1700000001' }]) await bench.platform.deliver(account, tap);
    const taps = await bench.done('menus.taps', { account, since: bench.now() - 60_000 });
    const event = account === corp ? 'click' : 'CLICK';
    expect(taps.map(({ key, event: told, count }) => ({ key, event: told, count }))).toEqual([
      { key: 'cmd:help', event, count: 3 },
      { key: 'scan-label', event: 'scancode_waitmsg', count: 1 },
    ]);
    expect(await bench.done('menus.taps', { account, since: bench.now() + 60_000 })).toEqual([]);
  });

  test('what somebody else changed since is not overwritten, unless that is wanted; it stays as a version', async () => {
    elsewhere(account, menuOf('一'));
    await bench.done('menus.pull', { account });
    await save(account, menuOf('我的'));
    elsewhere(account, menuOf('别人的'));
    const before = creates();
    const conflict = await refusal('menus.publish', { account });
    expect(conflict.code).toBe('menu/conflict');
    expect([phoneNames(account), creates()]).toEqual([['别人的'], before]);
    expect(await refusal('menus.publish', { account, over: 'something else' })).toEqual(conflict);
    const over = conflict.fingerprint;
    await bench.done('menus.publish', { account, ...(over && { over }) });
    expect(phoneNames(account)).toEqual(['我的']);
    const versions = await bench.done('menus.versions', { account });
    expect(versions.map(({ kind, menu }) => `${kind} ${namesOf(menu)}`)).toEqual(['published 我的', 'pulled 别人的', 'pulled 一']);
  });

  test('an earlier version is published again; the draft stays as it is', async () => {
    await bench.done('menus.pull', { account });
    for (const name of ['一', '二']) {
      await save(account, menuOf(name));
      await bench.done('menus.publish', { account });
    }
    await save(account, menuOf('三'));
    const first = (await bench.done('menus.versions', { account })).find(({ menu }) => namesOf(menu)[0] === '一');
    const { checked } = await bench.done('runs.verify', {});
    const state = await bench.done('menus.publish', { account, version: first?.id ?? '' });
    expect(await bench.done('runs.verify', {})).toEqual({ checked: checked + 1 });
    expect(phoneNames(account)).toEqual(['一']);
    expect([state.draft && namesOf(state.draft), state.live && namesOf(state.live.menu)]).toEqual([['三'], ['一']]);
  });

  test('a menu is deleted by its account’s name, and can be published again', async () => {
    elsewhere(account, menuOf('一'));
    const { accounts: all } = await bench.done('accounts.list', {});
    const typed = all.find(({ id }) => id === account)?.name ?? '';
    expect((await refusal('menus.delete', { account, typed: 'wrong' })).code).toBe('menu/not-confirmed');
    expect(phoneNames(account)).toEqual(['一']);
    const state = await bench.done('menus.delete', { account, typed });
    expect(state).toMatchObject({
      live: { source: 'none', menu: { button: [] } },
      versions: [
        { kind: 'deleted', who: 'console' },
        { kind: 'pulled', who: 'api' },
      ],
    });
    expect(phoneNames(account)).toEqual([]);
    await bench.done('menus.publish', { account, version: state.versions[0]?.id ?? '' });
    expect(phoneNames(account)).toEqual(['一']);
  });

  test('what breaks a rule is not sent, and the place is told', async () => {
    await bench.done('menus.pull', { account });
    await save(account, { button: [click('状态'), { name: '更多', sub_button: [{ type: 'view', name: '网页', url: 'example.com' }] }] });
    const before = creates();
    expect(await refusal('menus.publish', { account })).toMatchObject({
      ...{ code: 'menu/invalid', rule: 'menu/url-scheme', path: '[1,"sub_button",0,"url"]' },
    });
    expect(creates()).toBe(before);
  });

  test('what only the platform knows is told at the button that it is about', async () => {
    await bench.done('menus.pull', { account });
    const type = account === corp ? 'view_miniprogram' : 'miniprogram';
    const program = { type, name: '小程序', url: 'https://example.com', appid: 'wx1', pagepath: 'pages/index' };
    await save(account, { button: [click('状态'), { name: '更多', sub_button: [click('帮助'), program] }] });
    expect(await refusal('menus.publish', { account })).toMatchObject({
      ...{ code: 'menu/refused', errcode: account === corp ? '40086' : '45064', path: '[1,"sub_button",1,"appid"]' },
    });
    expect(await bench.done('menus.get', { account })).toMatchObject({ publishing: false, draft: { button: [{}, {}] } });
    await save(account, { button: [{ ...program, appid: linkedMiniProgram }] });
    await bench.done('menus.publish', { account });
    expect(phoneNames(account)).toEqual(['小程序']);
  });
});

test('a name that the platform finds too long is shown at the longest one', async () => {
  await bench.done('menus.pull', { account: oa });
  await save(oa, { button: [click('短'), click('长的名称'), { name: '更多', sub_button: [click('再长也不是它')] }] });
  fault('menu/create', { kind: 'errcode', errcode: 40018 }, 1);
  expect(await refusal('menus.publish', { account: oa })).toMatchObject({ code: 'menu/refused', errcode: '40018', path: '[1,"name"]' });
});

test('a menu that nobody here has ever seen is not overwritten unseen', async () => {
  elsewhere(corp, menuOf('别人的'));
  await save(corp, menuOf('我的'));
  expect((await refusal('menus.publish', { account: corp })).code).toBe('menu/conflict');
});

test('a draft that was changed in another window is not overwritten', async () => {
  const { revision } = await bench.done('menus.save', { account: corp, menu: menuOf('一'), revision: 0 });
  const stale = await bench.call('menus.save', { account: corp, menu: menuOf('二'), revision: 0 });
  expect(!stale.ok && stale.error.code).toBe('menu/stale');
  const latest = await bench.done('menus.save', { account: corp, menu: menuOf('三'), revision });
  const { draft } = await bench.done('menus.get', { account: corp });
  expect(draft && namesOf(draft)).toEqual(['三']);
  await bench.done('menus.save', { account: corp, menu: null, revision: latest.revision });
  expect(await bench.done('menus.get', { account: corp })).toMatchObject({ draft: null, draftAt: null });
});

describe('publishing later', () => {
  test('happens at its time with the draft as it was, though the program was started anew in between; once', async () => {
    await bench.done('menus.pull', { account: corp });
    await save(corp, menuOf('定时'));
    const at = bench.now() + hour;
    expect(await bench.done('menus.schedule', { account: corp, at })).toMatchObject({
      scheduledAt: at,
      scheduledMenu: { button: [{ name: '定时' }] },
    });
    await save(corp, menuOf('后来的草稿'));
    await bench.stop();
    expect(creates()).toBe(0);
    await bench.start(2 * hour);
    const state = await bench.until(corp, ({ scheduledAt }) => scheduledAt === null);
    expect([phoneNames(corp), state.versions[0]?.who, state.draft && namesOf(state.draft)]).toEqual([['定时'], 'schedule', ['后来的草稿']]);
    await bench.stop();
    await bench.start();
    await bench.done('menus.pull', { account: corp });
    expect(creates()).toBe(1);
  });

  test('happens by itself while the program runs', async () => {
    await bench.done('menus.pull', { account: corp });
    await save(corp, menuOf('定时'));
    await bench.done('menus.schedule', { account: corp, at: bench.now() + 300 });
    const state = await bench.until(corp, ({ scheduledAt }) => scheduledAt === null);
    expect([phoneNames(corp), state.draft]).toEqual([['定时'], null]);
  });

  test('is tried again where the platform was not reached', async () => {
    await bench.done('menus.pull', { account: corp });
    await save(corp, menuOf('定时'));
    const mend = fault('menu/get', { kind: 'status', status: 502 });
    await bench.done('menus.schedule', { account: corp, at: bench.now() + 300 });
    const waiting = await bench.until(corp, ({ failure }) => failure !== undefined);
    expect([waiting.failure?.code, waiting.scheduledAt !== null]).toEqual(['platform/bad-answer', true]);
    mend();
    await bench.stop();
    await bench.start();
    const state = await bench.until(corp, ({ scheduledAt }) => scheduledAt === null);
    expect([phoneNames(corp), state.failure]).toEqual([['定时'], undefined]);
  });

  test('that failed for more than a day is given up for the reason that it had', async () => {
    await bench.done('menus.pull', { account: corp });
    await save(corp, menuOf('定时'));
    const mend = fault('menu/get', { kind: 'status', status: 502 });
    await bench.done('menus.schedule', { account: corp, at: bench.now() + 300 });
    await bench.until(corp, ({ failure }) => failure !== undefined);
    await bench.stop();
    mend();
    await bench.start(25 * hour);
    const state = await bench.until(corp, ({ scheduledAt }) => scheduledAt === null);
    expect([state.failure?.code, creates()]).toEqual(['platform/bad-answer', 0]);
  });

  test('that was missed by more than a day is given up, and that is told', async () => {
    await bench.done('menus.pull', { account: corp });
    await save(corp, menuOf('定时'));
    await bench.done('menus.schedule', { account: corp, at: bench.now() + hour });
    await bench.stop();
    await bench.start(26 * hour);
    const state = await bench.until(corp, ({ failure }) => failure !== undefined);
    expect([state.failure?.code, state.scheduledAt, creates()]).toEqual(['menu/missed', null, 0]);
  });

  test('is called off', async () => {
    await bench.done('menus.pull', { account: corp });
    await save(corp, menuOf('定时'));
    await bench.done('menus.schedule', { account: corp, at: bench.now() + 60_000 });
    expect(await bench.done('menus.schedule', { account: corp, at: null })).toMatchObject({ scheduledAt: null, scheduledMenu: null });
  });

  test('is given up where somebody else has changed the menu, and the reason is told', async () => {
    await bench.done('menus.pull', { account: corp });
    await save(corp, menuOf('定时'));
    await bench.done('menus.schedule', { account: corp, at: bench.now() + 300 });
    elsewhere(corp, menuOf('别人的'));
    const state = await bench.until(corp, ({ failure }) => failure !== undefined);
    expect([state.failure?.code, state.scheduledAt, creates()]).toEqual(['menu/conflict', null, 0]);
  });

  test('is refused for a time that has passed, and for a menu that breaks a rule', async () => {
    await save(corp, menuOf('定时'));
    const past = await bench.call('menus.schedule', { account: corp, at: 1 });
    expect(!past.ok && past.error.code).toBe('menu/past');
    await save(corp, { button: [] });
    const invalid = await bench.call('menus.schedule', { account: corp, at: bench.now() + 60_000 });
    expect(!invalid.ok && invalid.error.code).toBe('menu/invalid');
  });
});

describe('an answer that is lost', () => {
  test('is found out about: the menu counts as published, and is not sent again', async () => {
    await bench.done('menus.pull', { account: corp });
    await save(corp, menuOf('一'));
    fault('menu/create', { kind: 'cut', before: 'answer' }, 1);
    const state = await bench.done('menus.publish', { account: corp });
    expect([state.draft, state.versions[0]?.kind, creates()]).toEqual([null, 'published', 1]);
  });

  test('is found out about at the next start, where the platform could not be asked', async () => {
    await bench.done('menus.pull', { account: corp });
    await save(corp, menuOf('一'));
    fault('menu/create', { kind: 'cut', before: 'answer' }, 1);
    const mend = failReadingAfter(1);
    expect((await refusal('menus.publish', { account: corp })).code).toBe('menu/unsure');
    await bench.stop();
    mend();
    await bench.start();
    const state = await bench.until(corp, ({ draft }) => draft === null);
    expect([state.live && namesOf(state.live.menu), state.versions[0]?.kind, creates()]).toEqual([['一'], 'published', 1]);
  });

  test('of a menu that was due is found out about at the next start: it is not published twice', async () => {
    await bench.done('menus.pull', { account: corp });
    await save(corp, menuOf('定时'));
    fault('menu/create', { kind: 'cut', before: 'answer' }, 1);
    const mend = failReadingAfter(1);
    await bench.done('menus.schedule', { account: corp, at: bench.now() + 300 });
    await bench.until(corp, ({ failure }) => failure?.code === 'menu/unsure');
    await bench.stop();
    mend();
    await bench.start();
    const state = await bench.until(corp, ({ scheduledAt }) => scheduledAt === null);
    expect([state.versions[0]?.who, state.draft, state.failure, creates()]).toEqual(['schedule', null, undefined, 1]);
  });

  test('of what was not carried out leaves the draft', async () => {
    await bench.done('menus.pull', { account: corp });
    await save(corp, menuOf('一'));
    fault('menu/create', { kind: 'cut', before: 'work' }, 1);
    expect((await refusal('menus.publish', { account: corp })).code).toBe('menu/not-published');
    expect(await bench.done('menus.get', { account: corp })).toMatchObject({ draft: { button: [{ name: '一' }] } });
    await bench.done('menus.publish', { account: corp });
    expect(phoneNames(corp)).toEqual(['一']);
  });
});

describe('conditional menus', () => {
  const forThem = (name: string, matchrule: NonNullable<Menu['matchrule']>): Menu => ({ ...menuOf(name), matchrule });

  test('are published for some, tried for a person, and deleted', async () => {
    await bench.done('menus.pull', { account: oa });
    const person = bench.platform.phones().find(({ account }) => account === oa)?.person ?? '';
    await bench.done('menus.conditional.add', { account: oa, menu: forThem('英文', { language: 'en' }) });
    const added = await bench.done('menus.conditional.add', { account: oa, menu: forThem('中文', { language: 'zh_CN' }) });
    expect(added.conditional.map(({ menu }) => namesOf(menu)[0])).toEqual(['中文', '英文']);
    const matched = await bench.done('menus.conditional.tryMatch', { account: oa, person });
    expect(matched).toMatchObject({ menu: menuOf('中文'), isDefault: false, menuids: [added.conditional[0]?.menuid] });
    const pulled = await bench.done('menus.pull', { account: oa });
    expect(pulled.conditional.map(({ menuid }) => menuid)).toEqual(added.conditional.map(({ menuid }) => menuid));
    const left = await bench.done('menus.conditional.delete', { account: oa, menuid: matched.menuids[0] ?? '' });
    expect(left.conditional.map(({ menu }) => namesOf(menu)[0])).toEqual(['英文']);
    expect(await bench.done('menus.conditional.tryMatch', { account: oa, person })).toMatchObject({ isDefault: true, menuids: [] });
  });

  test('that were made elsewhere are recognised when somebody is tried, all of those with the same buttons', async () => {
    const { live } = await bench.done('menus.pull', { account: oa });
    const person = bench.platform.phones().find(({ account }) => account === oa)?.person ?? '';
    const twins = ['500000002', '500000001'].map((menuid) => ({ menuid, menu: forThem('别处的', { language: 'zh_CN' }) }));
    bench.platform.api.putMenu(oa, { by: 'api', menu: live?.menu ?? menuOf('一') }, twins);
    const matched = await bench.done('menus.conditional.tryMatch', { account: oa, person });
    expect(matched).toMatchObject({ menu: menuOf('别处的'), isDefault: false, menuids: ['500000002', '500000001'] });
  });

  test('are told of by what is known, where what is there now cannot be read', async () => {
    await bench.done('menus.pull', { account: oa });
    const person = bench.platform.phones().find(({ account }) => account === oa)?.person ?? '';
    const { conditional } = await bench.done('menus.conditional.add', { account: oa, menu: forThem('中文', { language: 'zh_CN' }) });
    fault('menu/get', { kind: 'status', status: 502 });
    const matched = await bench.done('menus.conditional.tryMatch', { account: oa, person });
    expect(matched).toMatchObject({ menu: menuOf('中文'), menuids: [conditional[0]?.menuid] });
  });

  test('need a rule, and a platform that has them', async () => {
    const ruleless = await bench.call('menus.conditional.add', { account: oa, menu: menuOf('一') });
    expect(!ruleless.ok && ruleless.error.code).toBe('menu/no-rule');
    const wecom = await bench.call('menus.conditional.add', { account: corp, menu: forThem('一', { tag_id: '2' }) });
    expect(!wecom.ok && wecom.error.code).toBe('menu/no-conditional');
    const person = await bench.call('menus.conditional.tryMatch', { account: oa, person: 'nobody' });
    expect(!person.ok && person.error.params?.errcode).toBe('65302');
  });
});

test('a menu of the web console is recognised, and not overwritten by accident', async () => {
  bench.platform.api.putMenu(oa, { by: 'website', selfmenu_info: { button: [{ type: 'text', name: '你好', value: '欢迎' }] } });
  const state = await bench.done('menus.pull', { account: oa });
  expect(state.live).toMatchObject({ source: 'website', menu: { button: [{ type: 'text', name: '你好', value: '欢迎' }] } });
  bench.platform.api.putMenu(oa, { by: 'website', selfmenu_info: { button: [{ type: 'text', name: '你好', value: '再会' }] } });
  await save(oa, menuOf('我的'));
  expect((await refusal('menus.publish', { account: oa })).code).toBe('menu/conflict');
});

test('where there is no menu, that is what is pulled', async () => {
  bench.platform.api.putMenu(oa, null);
  expect((await bench.done('menus.pull', { account: oa })).live).toMatchObject({ source: 'none', menu: { button: [] } });
});

test('a menu is copied to the other platform, and what does not fit there is told', async () => {
  const program = { type: 'view_miniprogram', name: '小程序', appid: linkedMiniProgram, pagepath: 'p' };
  await save(corp, { button: [click('状态'), program] });
  await save(oa, menuOf('旧草稿'));
  const copied = await bench.done('menus.copyTo', { from: corp, to: oa });
  expect(copied).toMatchObject({
    menu: { button: [{ name: '状态' }, { type: 'miniprogram', appid: linkedMiniProgram }] },
    renamed: [{ path: [1, 'type'], from: 'view_miniprogram', to: 'miniprogram' }],
    problems: [{ path: [1, 'url'], code: 'menu/url-missing' }],
    replaced: { button: [{ name: '旧草稿' }] },
  });
  expect((await bench.done('menus.get', { account: oa })).draft).toEqual(copied.menu);
});

test('what a key would do is told for the admin and for a person, and nothing is done', async () => {
  const rehearse = async (key: string, more: { type?: string; person?: string } = {}) =>
    bench.done('menus.rehearse', { account: corp, key, ...more });
  const before = await bench.done('runs.page', {});
  expect(await rehearse('cmd:状态')).toMatchObject({ kind: 'command', plan: { command: 'status', targets: ['local'], confirm: false } });
  expect(await rehearse('cmd:power reboot local')).toMatchObject({ kind: 'command', plan: { danger: 'danger', confirm: true } });
  expect(await rehearse('cmd:状态', { person: 'stranger' })).toMatchObject({ kind: 'refused', failure: { code: 'command/stranger' } });
  expect(await rehearse('cmd:statsu')).toMatchObject({ kind: 'refused', failure: { code: 'command/unknown-near' } });
  expect(await rehearse('k')).toEqual({ kind: 'nothing' });
  expect(await rehearse('scan-label', { type: 'scancode_waitmsg' })).toEqual({ kind: 'label' });
  expect(await bench.done('runs.page', {})).toEqual(before);
});

/** The platform tells so many times more what is live, then no more. Gives back what ends that. */
function failReadingAfter(answers: number): () => void {
  fault('menu/get', { kind: 'slow', ms: 1 }, answers);
  return fault('menu/get', { kind: 'status', status: 502 });
}

/** What the account has said on its phone, as soon as it is so much. */
async function answersOn(account: string, count: number): Promise<PhoneBubble[]> {
  for (;;) {
    const bubbles =
      bench.platform
        .phones()
        .find((phone) => phone.account === account)
        ?.bubbles.filter(({ side }) => side === 'account') ?? [];
    if (bubbles.length >= count) return bubbles;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
