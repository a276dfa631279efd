import { beforeEach, expect, test } from 'vitest';
import { ok } from '../../shared/result.ts';
import type { CommandDesk } from '../commands/desk.ts';
import { openTestDesk, unasked } from '../commands/test-desk.ts';
import type { Store } from '../store/store.ts';
import { openTestStore } from '../store/test-store.ts';
import type { Pipeline } from './pipeline.ts';
import { officialAccount } from './test-accounts.ts';
import { deliver, openTestPipeline } from './test-pipeline.ts';

let store: Store;
let pipeline: Pipeline;
let canSend: boolean;
/** How large the picture is that the command answers. */
let bytes: number;
/** Whether the text says all that it does. */
let isExtra: boolean;

beforeEach(async () => {
  canSend = true;
  bytes = 1000;
  isExtra = false;
  store = await openTestStore();
  const desk = openTestDesk(unasked);
  const run: CommandDesk['run'] = async (_, { onBegun }) => {
    onBegun?.('run-1');
    const picture = { bytes: Buffer.alloc(bytes), type: 'image/png', width: 1, height: 1 } as const;
    return ok({ text: 'web-01', picture, ...(isExtra && { isExtra }) });
  };
  pipeline = openTestPipeline({ store, commands: { ...desk, run }, canSendLater: () => canSend });
});

async function ask(text: string): Promise<string> {
  const xml = `<xml><ToUserName>gh_1</ToUserName><FromUserName>openid</FromUserName><CreateTime>1700000000</CreateTime><MsgType>text</MsgType><Content>${text}</Content><MsgId>1</MsgId></xml>`;
  return deliver(pipeline, officialAccount, xml);
}

const queued = () => store.do('outbox.heads', { limit: 10 });

test('the text of an answer leaves in the response, its picture by way of the outbox', async () => {
  const body = await ask('状态');
  expect(body).toContain('<Content><![CDATA[web-01]]></Content>');
  expect(await queued()).toMatchObject([{ person: 'openid', picture: 'run-1', text: '' }]);
});

test('a redelivery is answered with the text alone', async () => {
  const body = await ask('状态');
  expect(await ask('状态')).toBe(body);
  expect(await queued()).toHaveLength(1);
});

test('where the account can not send by itself, the text says where the picture is', async () => {
  canSend = false;
  expect(await ask('状态')).toContain('web-01\n\n图片发不到这里\n请在控制台的“历史”里查看。');
  expect(await queued()).toEqual([]);
});

test('so it does, in the language of who asked, where the picture is too large for the platform', async () => {
  bytes = 10 * 1024 * 1024 + 1;
  expect(await ask('status')).toContain("web-01\n\nThe picture can't be sent here\nIt can be seen in the console, under History.");
  expect(await queued()).toEqual([]);
});

test('nothing is said of a picture that the text does without', async () => {
  isExtra = true;
  canSend = false;
  const body = await ask('状态');
  expect(body).toContain('web-01');
  expect(body).not.toContain('图片');
  expect(await queued()).toEqual([]);
});

test('a link that a server has printed leads nowhere; one that the admin writes by hand does', async () => {
  const desk = openTestDesk(unasked);
  const run: CommandDesk['run'] = async () => ok({ text: 'log: <a href="weixin://bizmsgmenu?msgmenucontent=x">more</a>' });
  pipeline = openTestPipeline({ store, commands: { ...desk, run }, canSendLater: () => canSend });
  expect(await ask('状态')).toContain('<Content><![CDATA[log: ＜a href="weixin://bizmsgmenu?msgmenucontent=x">more＜/a>]]></Content>');
  const hand = { key: 'k', text: '<a href="https://example.com">wiki</a>', kept: () => undefined };
  pipeline = openTestPipeline({ store: await openTestStore(), commands: desk, isHeld: () => true, byHand: async () => hand });
  expect(await ask('今天怎么样')).toContain('<a href="https://example.com">wiki</a>');
});
