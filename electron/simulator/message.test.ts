import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createMsgIds, cutToBytes, messageOf } from './message.ts';
import type { SandboxAccount } from './platform.ts';
import { sandboxAccounts } from './sandbox.ts';

const [wecom, official] = sandboxAccounts(randomBytes) as [SandboxAccount, SandboxAccount];
const stamp = { now: 1_700_000_000_999, msgId: '4561255354251345929', mediaId: 'm', picUrl: 'http://127.0.0.1/m' };

test('MsgIds grow, within a millisecond, over a start anew, and when the clock goes back', () => {
  let now = 1_700_000_000_000;
  const first = createMsgIds(() => now);
  const ids = [first(), first()];
  now -= 60_000;
  ids.push(first());
  now += 60_001;
  ids.push(createMsgIds(() => now)());
  const numbers = ids.map(BigInt);
  expect(numbers).toEqual([...numbers].sort((a, b) => (a < b ? -1 : 1)));
  expect(new Set(ids).size).toBe(4);
});

test('a typed text ends at 2048 bytes, never with half a character', () => {
  expect(messageOf(wecom, { kind: 'text', text: '好'.repeat(1000) }, stamp).Content).toBe('好'.repeat(682));
  expect(cutToBytes('a😀', 4)).toBe('a');
  expect(cutToBytes('a😀', 5)).toBe('a😀');
});

test('messages have the fields of the official samples, in their order', () => {
  expect(messageOf(wecom, { kind: 'text', text: 'hello' }, stamp)).toEqual({
    ToUserName: wecom.receiverId,
    FromUserName: 'zhangsan',
    CreateTime: '1700000000',
    MsgType: 'text',
    Content: 'hello',
    MsgId: '4561255354251345929',
    AgentID: '1000002',
  });
  expect(Object.keys(messageOf(official, { kind: 'tap', key: 'k' }, stamp))).toEqual([
    'ToUserName',
    'FromUserName',
    'CreateTime',
    'MsgType',
    'Event',
    'EventKey',
  ]);
});

test('a tapped entry of a menu is sent as its text, with its id', () => {
  expect(messageOf(official, { kind: 'text', text: '满意', menuChoice: '101' }, stamp)).toMatchObject({
    ...{ MsgType: 'text', Content: '满意', bizmsgmenuid: '101' },
  });
});

test('a voice message without transcript has no Recognition', () => {
  expect(messageOf(official, { kind: 'voice', transcript: '' }, stamp)).not.toHaveProperty('Recognition');
});
