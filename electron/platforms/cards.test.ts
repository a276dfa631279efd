import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TemplateCard } from '../../shared/template-card.ts';
import { must, mustFail } from '../../shared/test-result.ts';
import { createSimulator, type SandboxAccount, type Simulator } from '../simulator/platform.ts';
import { sandboxAccounts } from '../simulator/sandbox.ts';
import { type Bench, type HurriedTiming, hurriedTiming, openBench } from './test-bench.ts';

const [wecom, official] = sandboxAccounts(randomBytes) as [SandboxAccount, SandboxAccount];
const fail = { onLimit: 'fail' } as const;
const card = (task: string, more: Partial<TemplateCard> = {}): TemplateCard => ({
  ...{ card_type: 'button_interaction', task_id: task, main_title: { title: '确认执行：重启 web-01' } },
  button_list: [{ text: '确认', key: 'cmd:确认 1234' }],
  ...more,
});

let simulator: Simulator;
let timing: HurriedTiming;
let bench: Bench;

async function open(account: SandboxAccount): Promise<void> {
  timing = hurriedTiming();
  const { now } = timing;
  simulator = createSimulator({ accounts: [account], callbackUrl: () => '', clock: now, random: randomBytes, onChange: () => {} });
  const { url } = await simulator.start({ host: '127.0.0.1', port: 0 });
  bench = await openBench(account, url, { timing });
}
afterEach(async () => {
  await bench.close();
  await simulator.close();
});
const shown = () => simulator.phones()[0]?.bubbles.map((bubble) => bubble.card) ?? [];

describe('a template card sent by WeCom', () => {
  beforeEach(() => open(wecom));
  const send = (sent: TemplateCard, more = {}) => bench.client.sendCard(wecom.person, sent, { ...fail, ...more });

  test('is seen on the phone with its buttons, and can be changed once by its code', async () => {
    const { id, responseCode = '' } = must(await send(card('t1')));
    expect(id).toBe('msg-1');
    expect(shown()).toEqual([card('t1')]);
    must(await bench.client.updateCard([wecom.person], responseCode, { button: { replace_name: '已过期' } }, fail));
    expect(shown()).toEqual([card('t1', { replace_text: '已过期' })]);
    mustFail(await bench.client.updateCard([wecom.person], responseCode, { button: { replace_name: '又一次' } }, fail), 'platform/60140');
  });

  test('becomes another card, which keeps its place and its task', async () => {
    const { responseCode = '' } = must(await send(card('t1')));
    const next = card('t1', { main_title: { title: '已恢复' }, replace_text: '已处理' });
    must(await bench.client.updateCard([wecom.person], responseCode, { template_card: next }, fail));
    expect(shown()).toEqual([next]);
  });

  test('can be changed for 72 hours', async () => {
    const { responseCode = '' } = must(await send(card('t1')));
    timing.move(72 * 3_600_000);
    mustFail(await bench.client.updateCard([wecom.person], responseCode, { button: { replace_name: 'x' } }, fail), 'platform/60140');
  });

  test('arrives once under one key, with the code of the first time', async () => {
    const first = must(await send(card('t1'), { dedupeKey: 'a' }));
    expect(must(await (await bench.again()).sendCard(wecom.person, card('t1'), { ...fail, dedupeKey: 'a' }))).toEqual(first);
    expect(shown()).toHaveLength(1);
  });

  test('is cut to what the platform takes', async () => {
    const buttons = Array.from({ length: 9 }, (_, index) => ({ text: `按钮${index}`, key: `k${index}` }));
    must(await send(card('a task', { button_list: buttons })));
    expect(shown()[0]).toMatchObject({ task_id: 'a_task', button_list: buttons.slice(0, 6) });
  });

  test('goes to one person, never to all', async () => {
    for (const to of ['@all', 'a|b', '']) mustFail(await bench.client.sendCard(to, card('t1'), fail), 'platform/recipient');
    mustFail(await bench.client.updateCard(['zhangsan', '@all'], 'x', { button: { replace_name: 'x' } }, fail), 'platform/recipient');
    expect(shown()).toEqual([]);
  });

  test.each<[string, string, TemplateCard]>([
    ['without a task', 'platform/42014', { ...card('t1'), task_id: undefined }],
    ['without a button', 'platform/42027', card('t1', { button_list: [] })],
    ['without a title', 'platform/42027', card('t1', { main_title: {} })],
    ['with a button that says nothing', 'platform/42020', card('t1', { button_list: [{ text: '', key: 'k' }] })],
    ['to read that leads nowhere', 'platform/42027', { card_type: 'text_notice', main_title: { title: 'x' } }],
  ])('%s is refused', async (_, code, wrong) => {
    mustFail(await send(wrong), code);
    expect(shown()).toEqual([]);
  });

  test('under a task that was used before is refused', async () => {
    must(await send(card('t1')));
    mustFail(await send(card('t1')), 'platform/42014');
  });
});

test('an Official Account has no cards, and says so without a call', async () => {
  await open(official);
  mustFail(await bench.client.sendCard(official.person, card('t1'), fail), 'platform/no-cards');
  mustFail(await bench.client.updateCard([official.person], 'x', { button: { replace_name: 'x' } }, fail), 'platform/no-cards');
});
