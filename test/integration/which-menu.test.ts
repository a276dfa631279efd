import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Gateway } from '../../electron/gateway.ts';
import { sandboxAccounts } from '../../electron/simulator/sandbox.ts';
import type { ChoiceMenu } from '../../shared/choice-menu.ts';
import type { PhoneAction, PhoneBubble } from '../../shared/simulator.ts';
import { Target } from '../../shared/target.ts';
import { must } from '../../shared/test-result.ts';
import { temporaryFolder } from '../support/headless-gateway.ts';
import { startSandboxGateway } from '../support/sandbox-gateway.ts';

const folder = temporaryFolder();
const patience = { timeout: 20_000, interval: 50 };
const account = 'sandbox-oa';
let gateway: Gateway;

beforeAll(async () => {
  const sandbox = sandboxAccounts(randomBytes);
  gateway = await startSandboxGateway(folder.dir, { sandbox });
  const { person = '' } = sandbox.find(({ id }) => id === account) ?? {};
  must(await gateway.calls['operators.put']({ operator: { account, person, name: '李四', role: 'operator' } }));
  for (const [id, name] of [
    ['web-01', '官网'],
    ['web-02', '后台'],
  ] as const)
    must(
      await gateway.calls['targets.save']({
        target: Target.parse({ id, name, wake: { mac: 'aa:bb:cc:dd:ee:ff' } }),
        isNew: true,
        secrets: {},
      }),
    );
});
afterAll(async () => {
  await gateway.stop();
  folder.remove();
});

const act = async (action: PhoneAction) => must(await gateway.calls['simulator.act']({ account, action }));
const tap = ({ id, content }: ChoiceMenu['list'][number]) => act({ kind: 'text', text: content, menuChoice: id });
const bubbles = async (): Promise<PhoneBubble[]> =>
  must(await gateway.calls['simulator.phones']({})).find((phone) => phone.account === account)?.bubbles ?? [];
const ranLines = async () =>
  must(await gateway.calls['runs.page']({ limit: 20 }))
    .map(({ line, state }) => `${line}: ${state}`)
    .filter((run) => run.startsWith('label web-') && run.endsWith('done'));

/** Asks which server is meant, and gives back the menu that comes. */
async function ask(): Promise<ChoiceMenu> {
  const before = (await bubbles()).length;
  await act({ kind: 'text', text: '标签 web' });
  return vi.waitFor(async () => {
    const found = (await bubbles()).slice(before).find(({ menu }) => menu)?.menu;
    if (!found) throw new Error('no menu yet');
    return found;
  }, patience);
}

const answered = (text: string, count: number) =>
  vi.waitFor(async () => {
    const said = (await bubbles()).filter((bubble) => bubble.side === 'account' && bubble.text.includes(text));
    expect(said).toHaveLength(count);
  }, patience);

test('a word that fits two servers brings a menu of both; the tapped one runs, once, and an old entry answers nothing newer', async () => {
  const first = await ask();
  expect(first).toMatchObject({
    head_content: '有多台服务器符合“web”：',
    list: [{ content: '1. web-01 官网' }, { content: '2. web-02 后台' }],
    tail_content: '点一项，或回复数字。',
  });
  const [, second] = first.list as [ChoiceMenu['list'][number], ChoiceMenu['list'][number]];
  await tap(second);
  await vi.waitFor(async () => expect(await ranLines()).toEqual(['label web-02: done']), patience);
  await tap(second);
  await answered('这个选择已失效', 1);

  const again = await ask();
  await tap(second);
  await answered('这个选择已失效', 2);
  await tap({ id: '101', content: again.list[0]?.content ?? '' });
  await act({ kind: 'text', text: '1' });
  await vi.waitFor(async () => expect(await ranLines()).toEqual(['label web-01: done', 'label web-02: done']), patience);
  expect(must(await gateway.calls['messages.page']({ limit: 50 })).items.map(({ summary }) => summary)).toContain(
    '选项：有多台服务器符合“web”： ⏎ 1. web-01 官网 ⏎ 2. web-02 后台 ⏎ 点一项，或回复数字。',
  );
});
