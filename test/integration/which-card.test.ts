import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Gateway } from '../../electron/gateway.ts';
import type { PhoneAction, PhoneBubble } from '../../shared/simulator.ts';
import { Target } from '../../shared/target.ts';
import { must } from '../../shared/test-result.ts';
import { temporaryFolder } from '../support/headless-gateway.ts';
import { startSandboxGateway } from '../support/sandbox-gateway.ts';

const folder = temporaryFolder();
const patience = { timeout: 20_000, interval: 50 };
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startSandboxGateway(folder.dir);
  const operator = { account: 'sandbox-wecom', person: 'zhangsan', name: '张三', role: 'operator' };
  must(await gateway.calls['operators.put']({ operator }));
  for (const id of ['web-01', 'web-02'])
    must(
      await gateway.calls['targets.save']({
        target: Target.parse({ id, name: id, wake: { mac: 'aa:bb:cc:dd:ee:ff' } }),
        isNew: true,
        secrets: {},
      }),
    );
});
afterAll(async () => {
  await gateway.stop();
  folder.remove();
});

const act = async (action: PhoneAction) => must(await gateway.calls['simulator.act']({ account: 'sandbox-wecom', action }));
const bubbles = async (): Promise<PhoneBubble[]> =>
  must(await gateway.calls['simulator.phones']({})).find(({ account }) => account === 'sandbox-wecom')?.bubbles ?? [];

test('a word that fits two servers brings a card with a button for each; the tapped one runs, once', async () => {
  await act({ kind: 'text', text: '标签 web' });
  const card = await vi.waitFor(async () => {
    const found = (await bubbles()).find((bubble) => bubble.card);
    if (!found) throw new Error('no card yet');
    return found;
  }, patience);
  expect(card.card?.button_list?.map(({ text }) => text)).toEqual(['1 web-01', '2 web-02']);
  await act({ kind: 'card', bubble: card.id, key: card.card?.button_list?.[1]?.key ?? '' });
  await vi.waitFor(async () => {
    const now = await bubbles();
    expect(now.find(({ id }) => id === card.id)?.card?.replace_text).toBe('已选：web-02');
    expect(now.filter(({ side, kind }) => side === 'account' && kind === 'text').at(-1)?.text).toContain('web-02');
  }, patience);
  const runs = must(await gateway.calls['runs.page']({ limit: 10 })).map(({ line, state }) => `${line}: ${state}`);
  expect(runs.filter((run) => run.endsWith('done'))).toEqual(['label web-02: done']);
});
