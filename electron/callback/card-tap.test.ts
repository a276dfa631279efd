import { beforeEach, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err, ok } from '../../shared/result.ts';
import type { CardNews } from '../commands/card-news.ts';
import type { CommandDesk } from '../commands/desk.ts';
import { openTestDesk, unasked } from '../commands/test-desk.ts';
import type { Store } from '../store/store.ts';
import { openTestStore } from '../store/test-store.ts';
import type { Pipeline } from './pipeline.ts';
import { wecomApp } from './test-accounts.ts';
import { deliver, openTestPipeline } from './test-pipeline.ts';

const confirmed: CardNews = { label: '已确认 · 张三', isAll: false };

let store: Store;
let pipeline: Pipeline;
/** What the command does when the button is tapped. */
let carryOut: (tell: (news: CardNews) => void) => ReturnType<CommandDesk['run']>;
let runs: number;
let queued: number;

beforeEach(async () => {
  runs = 0;
  queued = 0;
  store = await openTestStore();
  const desk = openTestDesk(unasked);
  const run: CommandDesk['run'] = (_, { onCard }) => {
    runs += 1;
    return carryOut((news) => onCard?.(news));
  };
  pipeline = openTestPipeline({ store, commands: { ...desk, run }, onQueued: () => queued++ });
});

/** The body that answers a tap on this key; `gone` where the platform has hung up before. */
async function tap(
  key = 'cmd:帮助',
  { at = 1_700_000_000, code = 'code-1', task = 't1', gone = new AbortController().signal } = {},
): Promise<string> {
  const xml = `<xml><ToUserName>wx1</ToUserName><FromUserName>zhangsan</FromUserName><CreateTime>${at}</CreateTime><MsgType>event</MsgType><Event>template_card_event</Event><EventKey>${key}</EventKey><TaskId>${task}</TaskId><CardType>button_interaction</CardType><ResponseCode>${code}</ResponseCode></xml>`;
  return deliver(pipeline, wecomApp, xml, gone);
}

const inOutbox = () => store.do('outbox.heads', { limit: 10 });
const kinds = async () =>
  (await store.do('messages.page', { limit: 10 })).items.map(({ direction, type, state }) => `${direction} ${type} ${state}`);

test('a card that asked which server shows what was chosen, and cannot be tapped again', async () => {
  carryOut = async () => ok('● here');
  expect(await tap('cmd:状态 local', { task: 'which-1' })).toContain('<ReplaceName><![CDATA[已选：local]]></ReplaceName>');
  expect((await inOutbox()).length).toBe(1);
});

test('the card says what was decided while the command still runs; its result follows as a message', async () => {
  let finish = () => {};
  carryOut = (tell) => {
    tell(confirmed);
    return new Promise((resolve) => {
      finish = () => resolve(ok('已重启'));
    });
  };
  const body = await tap();
  expect(body).toContain('<MsgType><![CDATA[update_button]]></MsgType>');
  expect(body).toContain('<ReplaceName><![CDATA[已确认 · 张三]]></ReplaceName>');
  expect(await kinds()).toEqual(['out update_button sent', 'in event running']);
  finish();
  await pipeline.idle();
  expect(await inOutbox()).toMatchObject([{ person: 'zhangsan', text: '已重启' }]);
  expect(queued).toBe(1);
});

test('a redelivery with another code is answered as before, and runs nothing', async () => {
  carryOut = async (tell) => {
    tell(confirmed);
    return ok('已重启');
  };
  const body = await tap();
  expect(await tap('cmd:帮助', { code: 'code-2' })).toBe(body);
  await pipeline.idle();
  expect(await tap('cmd:帮助', { code: 'code-3' })).toBe(body);
  expect(runs).toBe(1);
  expect(await inOutbox()).toHaveLength(1);
});

test('what the card says in full is not written into the chat as well', async () => {
  carryOut = async (tell) => {
    const on = { card_type: 'button_interaction', main_title: { title: '确认执行：重启 web-01' } } as const;
    tell({ label: '已过期', reason: { text: '没有执行', on }, isAll: true });
    return err(failure('command/confirm-expired'));
  };
  const body = await tap();
  expect(body).toContain('<MsgType><![CDATA[update_template_card]]></MsgType>');
  expect(body).toContain('<Desc><![CDATA[没有执行]]></Desc>');
  await pipeline.idle();
  expect(await kinds()).toEqual(['out update_template_card sent', 'in event failed']);
});

test('where nobody waits any more the card is changed by the code of the tap', async () => {
  carryOut = async (tell) => {
    tell(confirmed);
    return ok('已重启');
  };
  expect(await tap('cmd:帮助', { gone: AbortSignal.abort() })).toBe('');
  await pipeline.idle();
  expect(await inOutbox()).toMatchObject([
    { card: { kind: 'update', responseCode: 'code-1', change: { button: { replace_name: '已确认 · 张三' } } } },
  ]);
  expect(await kinds()).toEqual(['out text queued', 'out update_button queued', 'in event done']);
});

test('a tap that the rights refuse is told in words: the other buttons of the card may be tapped still', async () => {
  expect(await tap('cmd:关机 local')).toBe('');
  await pipeline.idle();
  expect(await inOutbox()).toMatchObject([{ text: expect.stringContaining('没有执行这个命令的权限') }]);
  expect(await kinds()).toEqual(['out text queued', 'in event failed']);
});

test('a command that fails is told in words, and leaves the card as it is', async () => {
  carryOut = async () => err(failure('ssh/unreachable', { server: 'web-01:22', reason: 'timeout' }));
  expect(await tap()).toBe('');
  await pipeline.idle();
  expect(await inOutbox()).toMatchObject([{ person: 'zhangsan', text: expect.stringContaining('web-01') }]);
  expect(await kinds()).toEqual(['out text queued', 'in event failed']);
});

test('a command that says nothing to the card leaves it as it is, and answers by a message', async () => {
  carryOut = async () => ok('一切正常');
  expect(await tap()).toBe('');
  await pipeline.idle();
  expect(await inOutbox()).toMatchObject([{ text: '一切正常' }]);
});

test('a button that is no command runs nothing', async () => {
  expect(await tap('else')).toBe('');
  expect(runs).toBe(0);
  expect(await kinds()).toEqual(['in event done']);
});
