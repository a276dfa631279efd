import { beforeEach, expect, test } from 'vitest';
import { ok } from '../../shared/result.ts';
import { builtInRoles } from '../../shared/role.ts';
import { Target } from '../../shared/target.ts';
import type { CommandDesk } from '../commands/desk.ts';
import { fleetOf, openTestDesk, unasked } from '../commands/test-desk.ts';
import type { Store } from '../store/store.ts';
import { openTestStore } from '../store/test-store.ts';
import type { Pipeline } from './pipeline.ts';
import { officialAccount } from './test-accounts.ts';
import { deliver, openTestPipeline } from './test-pipeline.ts';

const targets = ['web-01', 'web-02'].map((id) => Target.parse({ id, name: id, wake: { mac: 'aa:bb:cc:dd:ee:ff' } }));
const inWords = '有多台服务器符合“web”：\n1. web-01\n2. web-02\n回复数字选择。';

let store: Store;
let pipeline: Pipeline;
let canSend: boolean;
/** What comes of the sending of a menu. */
let fate: 'sent' | 'again' | 'instead' | 'dead';
/** The lines that were run. */
let ran: string[];

beforeEach(async () => {
  canSend = true;
  fate = 'sent';
  ran = [];
  store = await openTestStore();
  const operators = [{ account: 'oa', person: 'openid', name: '李四', role: 'operator' }];
  const desk = openTestDesk(unasked, { fleet: fleetOf(targets), access: () => ({ roles: builtInRoles, operators, held: false }) });
  const run: CommandDesk['run'] = async (plan, running) => {
    if (plan.before.kind === 'choose') return desk.run(plan, running);
    ran.push(plan.line);
    return ok('好');
  };
  pipeline = openTestPipeline({
    ...{ store, commands: { ...desk, run }, language: () => 'en', canSendLater: () => canSend },
    cardAttempt: async () => fate,
  });
});

let messages = 0;
async function say(text: string, choice?: string): Promise<string> {
  messages += 1;
  const tapped = choice === undefined ? '' : `<bizmsgmenuid>${choice}</bizmsgmenuid>`;
  const xml = `<xml><ToUserName>gh_1</ToUserName><FromUserName>openid</FromUserName><CreateTime>1700000000</CreateTime><MsgType>text</MsgType><Content>${text}</Content>${tapped}<MsgId>${messages}</MsgId></xml>`;
  return deliver(pipeline, officialAccount, xml);
}

const queued = () => store.do('outbox.heads', { limit: 10 });

/** Asks, and gives back the ids of the entries to tap. */
async function ask(): Promise<string[]> {
  expect(await say('标签 web')).toBe('');
  const { items } = await store.do('messages.page', { limit: 10 });
  const detail = await store.do('messages.get', { id: items.find(({ type }) => type === 'msgmenu')?.id ?? '' });
  expect(detail).toMatchObject({ state: 'queued' });
  const [head] = await queued();
  if (head?.card?.kind !== 'menu') throw new Error('no menu is queued');
  expect(head.card.instead).toBe(inWords);
  const ids = head.card.menu.list.map(({ id }) => id);
  await store.do('outbox.sent', { id: head.id, attempt: { at: Date.now(), ms: 1 } });
  return ids;
}

test('a question with choices goes out as a menu; a tap answers it in its language', async () => {
  const [, second = ''] = await ask();
  expect(await say('2. web-02', second)).toContain('<![CDATA[好]]>');
  expect(ran).toEqual(['label web-02']);
});

test('an entry that is tapped twice at once is carried out once', async () => {
  const [first = ''] = await ask();
  const bodies = await Promise.all([say('1. web-01', first), say('1. web-01', first)]);
  expect(ran).toEqual(['label web-01']);
  expect(bodies.filter((body) => body.includes('这个选择已失效'))).toHaveLength(1);
});

test('an entry of an old question answers no newer one, a typed number does', async () => {
  const [old = ''] = await ask();
  await ask();
  expect(await say('1. web-01', old)).toContain('这个选择已失效');
  expect(ran).toEqual([]);
  await say('2');
  expect(ran).toEqual(['label web-02']);
});

test('an entry of somebody else is what it says', async () => {
  await ask();
  await say('标签 web-02', '101');
  expect(ran).toEqual(['label web-02']);
});

test('an account that can not send asks in words, in the response', async () => {
  canSend = false;
  expect(await say('标签 web')).toContain(inWords);
  expect(await queued()).toEqual([]);
});

test.each(['again', 'dead'] as const)('a response that is still open says in words what could not be sent: %s', async (became) => {
  fate = became;
  expect(await say('标签 web')).toContain(inWords);
});
