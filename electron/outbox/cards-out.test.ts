import { describe, expect, test } from 'vitest';
import type { ChoiceMenu } from '../../shared/choice-menu.ts';
import { platformFailure } from '../../shared/errcodes.ts';
import { err, ok } from '../../shared/result.ts';
import type { CardChange } from '../../shared/template-card.ts';
import type { CardSending } from '../store/records.ts';
import { card, here, kept, pass, queue, queueCard, settled, start, withTestOutbox } from './test-outbox.ts';

const busy = err(platformFailure('wecom', -1, ''));

withTestOutbox();

describe('a card', () => {
  test('is sent, and keeps the text that people read on it', async () => {
    const id = await queueCard('zhang', { kind: 'send', card, instead: '回复“确认 1234”' });
    here.outbox.nudge();
    await pass(0);
    expect(here.taken).toMatchObject([{ to: 'zhang', text: 'card 确认执行', key: expect.stringMatching(/^k\d+$/) }]);
    expect(await kept(id)).toEqual(['template_card', 'sent', '确认执行']);
  });

  test.each([40008, 42027, 42014, 48001])('that the platform refuses for good (%i) is sent as its text, once', async (errcode) => {
    here.answer = (_, text) => (text.startsWith('card') ? err(platformFailure('wecom', errcode, '')) : ok({}));
    const id = await queueCard('zhang', { kind: 'send', card, instead: '回复“确认 1234”' });
    here.outbox.nudge();
    await pass(60_000);
    expect(here.taken).toMatchObject([{ to: 'zhang', text: '回复“确认 1234”', key: expect.stringMatching(/^k\d+ text$/) }]);
    expect(await kept(id)).toEqual(['text', 'sent', '回复“确认 1234”']);
  });

  test('that could not be sent for two days is sent as its text', async () => {
    here.answer = (_, text) => (text.startsWith('card') ? busy : ok({}));
    await queueCard('zhang', { kind: 'send', card, instead: '回复“确认 1234”' });
    here.outbox.nudge();
    await pass(0);
    here.now += 49 * 3_600_000;
    await pass(20 * 60_000);
    expect(here.taken.map(({ text }) => text)).toEqual(['回复“确认 1234”']);
  });

  test('is still a card after a restart, under the same key', async () => {
    here.answer = () => busy;
    await queueCard('zhang', { kind: 'send', card, instead: '回复“确认 1234”' });
    here.outbox.nudge();
    await pass(0);
    await here.outbox.close();
    await here.store.close();
    here.answer = () => ok({});
    await start();
    here.outbox.nudge();
    await pass(60_000);
    expect(here.taken).toMatchObject([{ to: 'zhang', text: 'card 确认执行', key: expect.stringMatching(/^k\d+$/) }]);
  });

  test('is changed by its code; a code that is no good any more is given up', async () => {
    const change: CardChange = { button: { replace_name: '已过期' } };
    here.answer = (_, text) => (text.startsWith('used') ? err(platformFailure('wecom', 60140, '')) : ok({}));
    const good = await queueCard('zhang', { kind: 'update', responseCode: 'fresh', change });
    const used = await queueCard('li', { kind: 'update', responseCode: 'used', change });
    here.outbox.nudge();
    await pass(60_000);
    expect(here.taken.map(({ to, text }) => [to, text])).toEqual([['zhang', 'fresh {"button":{"replace_name":"已过期"}}']]);
    expect([(await kept(good))?.[1], (await kept(used))?.[1]]).toEqual(['sent', 'dead']);
  });
});

describe('a menu to choose from', () => {
  const menu: ChoiceMenu = { head_content: '哪台？', list: [{ id: 'a', content: '1. web-01' }], tail_content: '' };
  const sending: CardSending = { kind: 'menu', menu, instead: '哪台？回复数字' };

  test('is sent', async () => {
    await queueCard('zhang', sending);
    here.outbox.nudge();
    await pass(0);
    expect(here.taken).toMatchObject([{ to: 'zhang', text: 'menu 1. web-01' }]);
  });

  test('that the platform refuses for good is sent as its text', async () => {
    here.answer = (_, text) => (text.startsWith('menu') ? err(platformFailure('official-account', 40008, '')) : ok({}));
    await queueCard('zhang', sending);
    here.outbox.nudge();
    await pass(60_000);
    expect(here.taken.map(({ text }) => text)).toEqual(['哪台？回复数字']);
  });

  test.each([45015, 45047, 48001])('is left to the open response where no text would be taken either (%i)', async (errcode) => {
    let asked = 0;
    here.answer = () => {
      asked += 1;
      return err(platformFailure('official-account', errcode, ''));
    };
    const told = here.outbox.cardAttempt(await queueCard('zhang', sending), 4_000);
    here.outbox.nudge();
    await settled();
    expect(await told).toBe('dead');
    expect(asked).toBe(1);
  });
});

describe('what comes of a card', () => {
  const sending = (until: number): CardSending => ({ kind: 'send', card, instead: '回复“确认 1234”', until });

  test.each([
    ['sent', () => ok({})],
    ['again', () => busy],
    ['instead', (_: string, text: string) => (text.startsWith('card') ? err(platformFailure('wecom', 40008, '')) : ok({}))],
  ] as const)('is told to whoever waits for it: %s', async (fate, answered) => {
    here.answer = answered;
    const told = here.outbox.cardAttempt(await queueCard('zhang', sending(here.now + 60_000)), 4_000);
    here.outbox.nudge();
    await settled();
    expect(await told).toBe(fate);
  });

  test('is not waited for in vain', async () => {
    const told = here.outbox.cardAttempt('7', 4_000);
    await pass(4_000);
    expect(await told).toBeUndefined();
  });

  test('that could not be sent as long as somebody needed it is given up, and nothing is sent instead', async () => {
    here.answer = (_, text) => (text.startsWith('card') ? busy : ok({}));
    const id = await queueCard('zhang', sending(here.now + 60_000));
    here.outbox.nudge();
    await pass(0);
    here.now += 60_000;
    await pass(60_000);
    expect(here.taken).toEqual([]);
    expect((await kept(id))?.[1]).toBe('dead');
  });

  test('that nobody may answer any more is not sent at all, and holds up nobody', async () => {
    const id = await queueCard('zhang', sending(here.now + 60_000));
    const next = await queue('zhang', '之后的消息');
    here.now += 60 * 60_000;
    here.outbox.nudge();
    await settled();
    expect(here.taken).toMatchObject([{ text: '之后的消息' }]);
    expect(await Promise.all([id, next].map(async (row) => (await kept(row))?.[1]))).toEqual(['dead', 'sent']);
  });
});
