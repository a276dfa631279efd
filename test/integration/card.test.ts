import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../electron/clock.ts';
import type { Gateway } from '../../electron/gateway.ts';
import { createSimulator, type SandboxAccount, type Simulator } from '../../electron/simulator/platform.ts';
import { sandboxAccounts } from '../../electron/simulator/sandbox.ts';
import type { MessageItem } from '../../shared/message-log.ts';
import type { Run } from '../../shared/run.ts';
import type { PhoneAction, PhoneBubble } from '../../shared/simulator.ts';
import { must } from '../../shared/test-result.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { startSandboxGateway } from '../support/sandbox-gateway.ts';
import { wiped } from '../support/wipe-command.ts';

vi.mock('../../electron/commands/registry.ts', () => import('../support/wipe-command.ts'));

const folder = temporaryFolder();
const patience = { timeout: 20_000, interval: 50 };

const saidBy = (bubbles: readonly PhoneBubble[]) => bubbles.filter(({ side }) => side === 'account');

describe('a dangerous command asked for in a chat that shows cards', () => {
  const accounts = sandboxAccounts(randomBytes);
  let gateway: Gateway;
  /** How far the gateway's clock is ahead. */
  let ahead = 0;

  beforeEach(async () => {
    ahead = 0;
    wiped.length = 0;
    gateway = await startSandboxGateway(join(folder.dir, randomBytes(4).toString('hex')), {
      sandbox: accounts,
      clock: { ...systemClock, now: () => systemClock.now() + ahead },
    });
    for (const [account, person] of [
      ['sandbox-wecom', 'zhangsan'],
      ['sandbox-oa', 'o5a0db0c5-LiSi_0000000000004'],
    ] as const)
      must(await gateway.calls['operators.put']({ operator: { account, person, name: '张三丰', role: 'operator' } }));
  });
  afterEach(async () => {
    await gateway.stop();
    folder.remove();
  });

  const act = async (action: PhoneAction, account = 'sandbox-wecom') => must(await gateway.calls['simulator.act']({ account, action }));
  const say = (text: string, account?: string) => act({ kind: 'text', text }, account);
  const bubbles = async (account = 'sandbox-wecom'): Promise<PhoneBubble[]> =>
    must(await gateway.calls['simulator.phones']({})).find((phone) => phone.account === account)?.bubbles ?? [];
  const answers = async (account?: string) => saidBy(await bubbles(account));
  const runs = async () => must(await gateway.calls['runs.page']({ limit: 50 })).map(({ line, state }: Run) => `${line}: ${state}`);
  const log = async (): Promise<MessageItem[]> => must(await gateway.calls['messages.page']({ limit: 50 })).items;

  /** The newest card, once it is there. */
  async function newestCard(earlier = 0): Promise<PhoneBubble> {
    return vi.waitFor(async () => {
      const cards = (await answers()).filter(({ card }) => card);
      if (cards.length <= earlier) throw new Error('no card yet');
      return cards.at(-1) as PhoneBubble;
    }, patience);
  }
  const keyOf = ({ card }: PhoneBubble, text: string) => card?.button_list?.find((button) => button.text === text)?.key ?? '';
  const tap = async (bubble: PhoneBubble, text: string) => act({ kind: 'card', bubble: bubble.id, key: keyOf(bubble, text) });
  const shows = (bubble: PhoneBubble, text: string | RegExp) =>
    vi.waitFor(async () => expect((await bubbles()).find(({ id }) => id === bubble.id)?.card?.replace_text).toMatch(text), patience);
  const says = (text: string) => vi.waitFor(async () => expect((await answers()).map((bubble) => bubble.text)).toContain(text), patience);

  test('is asked back on a card, runs once when its button is tapped, and the card says who confirmed it', async () => {
    await say('清除 数据');
    const card = await newestCard();
    expect(wiped).toEqual([]);
    expect(card.card?.main_title.title).toBe('确认执行：清除 数据');
    expect(card.card?.button_list?.map(({ text }) => text)).toEqual(['确认', '取消']);
    expect((await answers()).filter(({ kind }) => kind === 'text')).toEqual([]);
    await tap(card, '确认');
    await shows(card, '已确认 · 张三丰');
    await says('wiped 数据');
    expect(wiped).toEqual(['数据']);
    expect(await runs()).toEqual(expect.arrayContaining(['wipe 数据: asking', 'wipe 数据: done']));
    await vi.waitFor(
      async () =>
        expect((await log()).map(({ direction, type, state }) => `${direction} ${type} ${state}`)).toEqual([
          'out text sent',
          'out update_button sent',
          'in event done',
          'out template_card sent',
          'in text done',
        ]),
      patience,
    );
    expect((await log()).find(({ type }) => type === 'template_card')?.summary).toMatch(
      /^卡片：确认执行：清除 数据 ⏎ .*\[确认\] \[取消\]$/,
    );
    expect((await log()).find(({ type }) => type === 'update_button')?.summary).toBe('更新卡片：已确认 · 张三丰');
  });

  test('in English has an English card', async () => {
    await say('wipe data');
    const card = await newestCard();
    expect(card.card?.main_title.title).toBe('Confirm: wipe data');
    await tap(card, 'Cancel');
    await shows(card, 'Cancelled · 张三丰');
    expect(wiped).toEqual([]);
  });

  test('is not run by a tap on “取消”, nor by one that comes after it', async () => {
    await say('清除 数据');
    const card = await newestCard();
    await tap(card, '取消');
    await shows(card, '已取消 · 张三丰');
    await say(`确认 ${/\d{4}/.exec(keyOf(card, '确认'))?.[0]}`);
    await vi.waitFor(async () => expect((await answers()).at(-1)?.text).toContain('已经取消'), patience);
    expect(wiped).toEqual([]);
  });

  test('runs once where its button is tapped twice, and the second tap changes nothing on the card', async () => {
    await say('清除 数据');
    const card = await newestCard();
    await Promise.all([tap(card, '确认'), tap(card, '确认'), tap(card, '取消')]);
    await says('wiped 数据');
    await vi.waitFor(
      async () =>
        expect((await log()).filter(({ event, state }) => event === 'template_card_event' && state !== 'running').length).toBeGreaterThan(
          1,
        ),
      patience,
    );
    await shows(card, /^已(确认|取消) · 张三丰$/);
    expect(wiped).toEqual(['数据']);
    expect((await answers()).filter(({ text }) => text === 'wiped 数据')).toHaveLength(1);
  });

  test('is not run by a tap a minute later, and the card says that it was too late', async () => {
    await say('清除 数据');
    const card = await newestCard();
    ahead = 60_000;
    await tap(card, '确认');
    await shows(card, '已过期');
    expect((await bubbles()).find(({ id }) => id === card.id)?.card?.main_title).toEqual({
      title: '确认执行：清除 数据',
      desc: '确认已过期，没有执行',
    });
    expect(wiped).toEqual([]);
    expect((await answers()).filter(({ kind }) => kind === 'text')).toEqual([]);
  });

  test('can be confirmed by its code as well, which the card names', async () => {
    await say('清除 数据');
    const card = await newestCard();
    const code = /确认 (\d{4})/.exec(card.card?.sub_title_text ?? '')?.[1];
    await say(`确认 ${code}`);
    await says('wiped 数据');
    await tap(card, '确认');
    await shows(card, '已确认 · 张三丰');
    expect(wiped).toEqual(['数据']);
  });

  test('is confirmed on its own card only: an older one speaks for nothing', async () => {
    await say('清除 旧');
    const old = await newestCard();
    await say('清除 新');
    const fresh = await newestCard(1);
    await tap(old, '取消');
    await shows(old, '已被取代');
    await tap(fresh, '确认');
    await says('wiped 新');
    expect(wiped).toEqual(['新']);
  });

  test('is refused on the card where the right to it was taken away meanwhile', async () => {
    await say('清除 数据');
    const card = await newestCard();
    must(
      await gateway.calls['operators.put']({ operator: { account: 'sandbox-wecom', person: 'zhangsan', name: '张三丰', role: 'viewer' } }),
    );
    await tap(card, '确认');
    await shows(card, '没有权限');
    expect(wiped).toEqual([]);
  });

  test('is asked back as text where no cards are shown', async () => {
    await say('清除 数据', 'sandbox-oa');
    const asked = await vi.waitFor(async () => {
      const [bubble] = await answers('sandbox-oa');
      if (!bubble) throw new Error('nothing yet');
      return bubble;
    }, patience);
    expect(asked.text).toMatch(/即将执行：清除 数据\n60 秒内回复“确认 \d{4}”/);
    await say(`确认 ${/确认 (\d{4})/.exec(asked.text)?.[1]}`, 'sandbox-oa');
    await vi.waitFor(() => expect(wiped).toEqual(['数据']), patience);
  });

  test('that was only heard is repeated, and so is what only changes something', async () => {
    await act({ kind: 'voice', transcript: '整理 桌面。' }, 'sandbox-oa');
    await vi.waitFor(
      async () => expect((await answers('sandbox-oa'))[0]?.text).toMatch(/^听到的是：整理 桌面\n60 秒内回复“确认 \d{4}”/),
      patience,
    );
    expect(wiped).toEqual([]);
    await say('整理 桌面', 'sandbox-oa');
    await vi.waitFor(() => expect(wiped).toEqual(['tidied 桌面']), patience);
  });
});

describe('a gateway that can be killed', () => {
  const [wecom] = sandboxAccounts(randomBytes) as [SandboxAccount];
  const env = { WEIGUAN_SECRETS_PASSPHRASE: 'of the tests' };
  let gateway: HeadlessGateway;
  let simulator: Simulator;
  let apiBase: string;
  let dir: ReturnType<typeof temporaryFolder>;

  beforeEach(async () => {
    dir = temporaryFolder();
    simulator = createSimulator({
      ...{ accounts: [wecom], clock: Date.now, random: randomBytes, onChange: () => undefined },
      callbackUrl: () => `${gateway.listener}/callback/corp`,
    });
    apiBase = (await simulator.start({ host: '127.0.0.1', port: 0 })).url;
    await start();
    // Nobody answers there, so nothing can be harmed.
    const ssh = { host: '127.0.0.1', port: 9, user: 'ops', auth: { by: 'agent' as const } };
    must(await gateway.call('targets.save', { target: { id: 'web-01', name: 'web-01', ssh }, isNew: true }));
  });
  afterEach(async () => {
    await gateway.stop();
    await simulator.close();
    dir.remove();
  });

  async function start(): Promise<void> {
    const { receiverId, agentId, secret, token, encodingAesKey, person } = wecom;
    const account = { id: 'corp', platform: 'wecom', corpId: receiverId, agentId: Number(agentId), secret, token, encodingAesKey, apiBase };
    gateway = await startHeadless(dir.dir, [{ ...account, operators: [person] }], {}, { env });
  }

  const answers = () => saidBy(simulator.phones()[0]?.bubbles ?? []);
  const say = (text: string) => must(simulator.act(wecom.id, { kind: 'text', text }));

  test('sends the code as text where the platform takes no cards', async () => {
    simulator.api.setFault('message/send', { kind: 'errcode', errcode: 40008 }, 1);
    say('重启 web-01');
    await vi.waitFor(() => expect(answers()).toHaveLength(1), patience);
    expect(answers()[0]?.text).toMatch(/即将执行：重启 web-01\n60 秒内回复“确认 \d{4}”/);
    // The phone has it a moment before the log says so.
    const rows = async () => (await gateway.allMessages()).filter(({ direction }) => direction === 'out');
    await vi.waitFor(async () => expect(await rows()).toMatchObject([{ type: 'text', state: 'sent' }]), patience);
  });

  test('answers with the code at once where the platform lets it send nothing just now', async () => {
    simulator.api.setFault('message/send', { kind: 'errcode', errcode: 60020, ip: '192.0.2.1' });
    say('重启 web-01');
    await vi.waitFor(() => expect(answers()).toHaveLength(1), patience);
    expect(answers()[0]?.text).toMatch(/即将执行：重启 web-01\n60 秒内回复“确认 \d{4}”/);
    say('取消');
    await vi.waitFor(() => expect(answers()[1]?.text).toBe('已取消。'), patience);
  });

  test('shows its card once though it is killed while it sends it, and the tap of then runs nothing', async () => {
    const mend = simulator.api.setFault('message/send', { kind: 'cut', before: 'answer' });
    say('重启 web-01');
    await vi.waitFor(() => expect(answers()).toHaveLength(1), patience);
    await gateway.kill();
    mend();
    await start();
    await vi.waitFor(
      async () => expect((await gateway.allMessages()).filter(({ type }) => type === 'template_card')).toMatchObject([{ state: 'sent' }]),
      patience,
    );
    const [bubble, ...more] = answers();
    expect(more).toEqual([]);
    expect(bubble?.card?.main_title.title).toBe('确认执行：重启 web-01');
    must(simulator.act(wecom.id, { kind: 'card', bubble: bubble?.id ?? '', key: bubble?.card?.button_list?.[0]?.key ?? '' }));
    await vi.waitFor(() => expect(answers()[0]?.card?.replace_text).toBe('已失效'), patience);
    const runs = must(await gateway.call('runs.page', {}));
    expect(runs.filter(({ command, state }) => command === 'power' && state !== 'asking')).toEqual([]);
  });
});
