import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../electron/clock.ts';
import { openKeptValues } from '../../electron/kept-values.ts';
import { openDatabase } from '../../electron/store/database.ts';
import type { AnswerRecord, Arrival } from '../../electron/store/records.ts';
import type { Store } from '../../electron/store/store.ts';
import { openTestStore, testFolder } from '../../electron/store/test-store.ts';
import { openUpkeep, type Upkeep } from '../../electron/upkeep/upkeep.ts';
import { dedupeKey, parseMessage } from '../../electron/wechat/messages.ts';
import { failure } from '../../shared/failures.ts';
import { parseFilter } from '../../shared/filter/parse.ts';
import { type RedactionRule, readyRules, timedOutText, withheldText } from '../../shared/redaction.ts';
import { must } from '../../shared/test-result.ts';

const secret = '13812345678';
let dir: string;
let bare: Store;
let upkeep: Upkeep;

beforeEach(async () => {
  dir = testFolder();
  await open();
});
afterEach(close);

async function open(): Promise<void> {
  bare = await openTestStore(dir);
  upkeep = openUpkeep({
    ...{ store: bare, kept: await openKeptValues(bare), events: { emit: () => undefined }, clock: systemClock, dataDir: dir },
    language: () => 'zh-CN',
    accounts: () => ['corp'],
    onRowsChanged: () => undefined,
    onBug: (error) => {
      throw error;
    },
  });
}

async function close(): Promise<void> {
  await upkeep.close();
  await bare.close();
}

/** How many rows a search finds, however many slices it takes. */
async function found(words: string): Promise<number> {
  const { filter } = parseFilter(words, { now: Date.now(), zone: 'UTC' });
  let total = 0;
  let before: string | undefined;
  for (;;) {
    const { count, next }: { count: number; next: string | null } = await bare.do('messages.count', {
      most: 1000,
      before,
      filter,
      now: Date.now(),
    });
    total += count;
    if (next === null) return total;
    before = next;
  }
}

/** Whether a text stands in any file of the data folder, the write-ahead log too. */
const onDisk = (text: string) => readdirSync(dir).filter((name) => readFileSync(join(dir, name)).includes(text));

const rule = (change: Partial<RedactionRule> = {}): RedactionRule => ({
  ...{ id: 'r1', name: '手机号', ...readyRules.mobile, account: null, on: true },
  ...change,
});
async function setRules(...rules: RedactionRule[]): Promise<void> {
  must(await upkeep.redaction.set(rules));
}

const request = { method: 'POST', path: '/callback/corp', remoteAddress: '127.0.0.1', userAgent: 'Mozilla/4.0' };
function arrivalOf(fields: string, at = Date.now()): Arrival {
  const xml = `<xml><ToUserName><![CDATA[ww1]]></ToUserName><FromUserName><![CDATA[zhangsan]]></FromUserName><CreateTime>1700000000</CreateTime>${fields}</xml>`;
  const message = must(parseMessage(xml));
  const query = { msg_signature: 'abcdef', timestamp: '1700000000', nonce: '77' };
  return {
    ...{
      account: 'corp',
      at,
      dedupeKey: dedupeKey(message),
      type: message.type,
      person: 'zhangsan',
      xml,
      raw: `<raw>${xml}</raw>`,
    },
    ...{ message: JSON.stringify(message), state: 'received', request: JSON.stringify({ ...request, query }) },
    signature: JSON.stringify({ name: 'msg_signature', parts: [{ label: 'encrypt', text: xml }], computed: '', given: '', matches: true }),
  };
}
const text = (content: string, id = '4561255354251345929') =>
  arrivalOf(`<MsgType>text</MsgType><Content><![CDATA[${content}]]></Content><MsgId>${id}</MsgId>`);
const answer = (state: AnswerRecord['state'], said = `${secret} 已登记`): AnswerRecord => ({
  ...{ key: `answer ${state} ${Math.random()}`, at: Date.now(), type: 'text', text: said, state },
  ...(state === 'sent' ? { xml: `<xml><Content><![CDATA[${said}]]></Content></xml>`, raw: `<raw>${said}</raw>` } : { xml: '', raw: '' }),
});
const outcome = (id: string, ...answers: AnswerRecord[]) => ({ id, state: 'done' as const, ms: 1, timing: '', answers });
async function receive(arrival: Arrival): Promise<string> {
  return (await upkeep.store.do('messages.receive', arrival)).id;
}
const row = async (id: string) => {
  const found = await bare.do('messages.get', { id });
  if (!found) throw new Error(`no row ${id}`);
  return found;
};

test('what a rule matches reaches neither the database nor its log nor the search index, and everything else stays', async () => {
  await setRules(rule());
  const id = await receive(text(`请联系 ${secret}，谢谢`));
  await upkeep.store.do('messages.finish', {
    ...outcome(id, answer('sent')),
    failure: { code: 'command/unknown', message: `没有 ${secret}`, hint: '', params: { typed: secret } },
  });
  for (let n = 0; n < 300; n++) await receive(text(`第 ${n} 条 ${secret}`, `${n + 1}`));
  await expect.poll(async () => (await bare.do('messages.searchable')).upto, { timeout: 20_000 }).toBeGreaterThan(0);
  const kept = await row(id);
  expect(kept).toMatchObject({
    redacted: true,
    raw: withheldText,
    person: 'zhangsan',
    message: { type: 'text', content: '请联系 [手机号]，谢谢' },
  });
  expect(kept.xml).toContain('请联系 [手机号]，谢谢');
  expect(kept.signature).toBeUndefined();
  expect(kept.request?.query).toEqual({ msg_signature: withheldText, timestamp: '1700000000', nonce: '77' });
  expect(kept.failure?.params).toEqual({ typed: '[手机号]' });
  expect(await row(kept.related ?? '')).toMatchObject({ redacted: true, answer: '[手机号] 已登记', raw: '' });
  expect(onDisk(secret)).toEqual([]);
  expect(onDisk('zhangsan')).not.toEqual([]);
});

test('messages that no rule matches are kept to the letter', async () => {
  await setRules(rule());
  const arrival = text('状态');
  const kept = await row(await receive(arrival));
  expect(kept).toMatchObject({ xml: arrival.xml, raw: arrival.raw });
  expect(kept.redacted).toBeUndefined();
});

test('an event is known again by a key that can not be read', async () => {
  await setRules(rule());
  const event = arrivalOf(`<MsgType>event</MsgType><Event>CLICK</Event><EventKey>${secret}</EventKey><AgentID>1</AgentID>`);
  expect(event.dedupeKey).not.toContain(secret);
  const first = await upkeep.store.do('messages.receive', event);
  await setRules();
  expect(await upkeep.store.do('messages.receive', event)).toMatchObject({ id: first.id, fresh: false });
  expect(onDisk(secret)).toEqual([]);
});

test('a redelivery is answered with what was sent, though that is not kept; after a restart with nothing', async () => {
  await setRules(rule());
  const arrival = text('登记');
  const id = await receive(arrival);
  const sent = answer('sent');
  await upkeep.store.do('messages.finish', outcome(id, sent));
  expect(await upkeep.store.do('messages.receive', arrival)).toMatchObject({ fresh: false, answer: { raw: sent.raw, text: sent.text } });
  await close();
  await open();
  expect(await upkeep.store.do('messages.receive', arrival)).toMatchObject({ fresh: false, answer: { raw: '', text: '[手机号] 已登记' } });
});

test('an answer of the outbox is sent as it was written, and redacted once it has left', async () => {
  await setRules(rule());
  const id = await receive(text('登记'));
  const { answerIds } = await upkeep.store.do('messages.finish', outcome(id, answer('queued')));
  const [head] = await upkeep.store.do('outbox.heads', { limit: 10 });
  expect(head).toMatchObject({ text: `${secret} 已登记` });
  await upkeep.store.do('outbox.sent', { id: answerIds[0] ?? '', attempt: { at: Date.now(), ms: 3 } });
  expect(await row(answerIds[0] ?? '')).toMatchObject({ state: 'sent', answer: '[手机号] 已登记', redacted: true });
  await upkeep.redaction.clearTraces();
  expect(onDisk(secret)).toEqual([]);
});

test('what was put aside stays as it was written, for it can be sent again', async () => {
  const id = await receive(text('登记'));
  const { answerIds } = await upkeep.store.do('messages.finish', outcome(id, answer('queued')));
  const [answerId = ''] = answerIds;
  const failure = { code: 'x', message: 'm', hint: 'h' };
  await upkeep.store.do('outbox.failed', { id: answerId, attempt: { at: 1, ms: 1, failure }, nextAt: null, failure });
  await upkeep.store.do('outbox.putAside', { ids: [answerId] });
  await bare.do('messages.receive', text(`电话 ${secret}`, '1'));
  await setRules(rule());
  await count(1);
  expect(ended()).toMatchObject({ waiting: 1 });
  await upkeep.redaction.goThrough({ kind: 'redact', expected: 1 });
  await expect.poll(ended, { timeout: 20_000 }).toMatchObject({ kind: 'redact', state: 'done', found: 1 });
  expect(await row(answerId)).toMatchObject({ state: 'aside', answer: `${secret} 已登记` });
});

test('an answer that nobody waited for after all goes into the outbox as it was written', async () => {
  await setRules(rule());
  const id = await receive(text('登记'));
  const { answerIds } = await upkeep.store.do('messages.finish', outcome(id, answer('sent')));
  const [answerId = ''] = answerIds;
  expect(await row(answerId)).toMatchObject({ redacted: true });
  await upkeep.store.do('messages.setAnswer', { id: answerId, at: Date.now(), state: 'queued', xml: '', raw: '' });
  expect(await upkeep.store.do('outbox.heads', { limit: 10 })).toMatchObject([{ id: answerId, text: `${secret} 已登记` }]);
  expect((await row(answerId)).redacted).toBeUndefined();
});

test('an answer that waits to be fetched is kept until it is, and is fetched as it was written', async () => {
  await setRules(rule());
  const id = await receive(text('登记'));
  const { answerIds } = await upkeep.store.do('messages.finish', outcome(id, answer('late')));
  expect((await upkeep.store.do('messages.oldestLate', { account: 'corp', person: 'zhangsan' })).answer?.text).toBe(`${secret} 已登记`);
  await upkeep.store.do('messages.setAnswer', { id: answerIds[0] ?? '', at: Date.now(), state: 'sent' });
  expect(await row(answerIds[0] ?? '')).toMatchObject({ state: 'sent', answer: '[手机号] 已登记', redacted: true });
});

test('a command that waited and was redacted is not resumed from what is left of it', async () => {
  await setRules(rule());
  await receive({ ...text(`重启 ${secret}`), state: 'waiting' });
  expect(await bare.do('messages.unfinished')).toMatchObject([{ state: 'waiting', redacted: true }]);
});

test('of a refused request nothing is kept that may hold a message', async () => {
  await setRules(rule());
  const refusal = { account: 'corp', at: Date.now(), raw: `<xml>${secret}</xml>`, request: { ...request, query: {} }, ms: 1 };
  await upkeep.store.do('messages.refuse', { ...refusal, failure: { code: 'callback/replayed', message: 'm', hint: 'h' } });
  await upkeep.store.do('messages.refuse', { ...refusal, failure: failure('wechat/-40002', { reason: `no end of <xml>${secret}` }) });
  expect(onDisk(secret)).toEqual([]);
});

/** A request with the secret in all that a client may choose. */
const tellingRequest = {
  ...{ method: 'POST', path: '/callback/corp', remoteAddress: '127.0.0.1', userAgent: `Agent ${secret}` },
  query: { msg_signature: 'a'.repeat(40), timestamp: '1700000000', nonce: '77', openid: secret, from: `tel ${secret}`, [`p${secret}`]: '' },
  headers: { host: 'bot.example', 'x-forwarded-for': secret },
};
const redactedRequest = {
  ...{ userAgent: 'Agent [手机号]', headers: { host: 'bot.example', 'x-forwarded-for': '[手机号]' } },
  query: { msg_signature: 'a'.repeat(40), timestamp: '1700000000', nonce: '77', openid: '[手机号]', from: 'tel [手机号]', 'p[手机号]': '' },
};

test('what a request says beside its message goes through the rules too; the message is whole then', async () => {
  await setRules(rule());
  const arrival = { ...text('状态'), request: JSON.stringify(tellingRequest) };
  const kept = await row(await receive(arrival));
  expect(kept).toMatchObject({ xml: arrival.xml, raw: arrival.raw, request: redactedRequest });
  expect(kept.redacted).toBeUndefined();
  expect(onDisk(secret)).toEqual([]);
});

const stranger = (path: string, code: 'callback/unknown-account' | 'callback/wrong-path') => {
  const account = code === 'callback/unknown-account' ? path.slice('/callback/'.length) : '';
  return { account, at: Date.now(), raw: '', request: { ...tellingRequest, path }, failure: failure(code, { account }), ms: 1 };
};

test.each([
  ['for an account that does not exist', `/callback/tel-${secret}`, 'callback/unknown-account', '/callback/tel-[手机号]'],
  ['as a part of a path', `/a/${secret}/b`, 'callback/wrong-path', '/a/[手机号]/b'],
  ['as signs in disguise', `/a/%31${secret.slice(1)}`, 'callback/wrong-path', '/a/[手机号]'],
] as const)('what a stranger writes %s is not kept either', async (_where, path, code, redacted) => {
  await setRules(rule());
  const refusal = stranger(path, code);
  const { id } = await upkeep.store.do('messages.refuse', refusal);
  const kept = await row(id);
  expect(kept.request).toMatchObject({ ...redactedRequest, path: redacted });
  expect(kept.account).toBe(code === 'callback/unknown-account' ? 'tel-[手机号]' : '');
  expect(onDisk(secret)).toEqual([]);
});

test('requests that are stored already are redacted with the rest, and the messages that came with them stay whole', async () => {
  const known = await bare.do('messages.receive', { ...text('状态'), state: 'done', request: JSON.stringify(tellingRequest) });
  const refused = await bare.do('messages.refuse', stranger(`/callback/${secret}`, 'callback/unknown-account'));
  await setRules(rule());
  await count(2);
  await upkeep.redaction.goThrough({ kind: 'redact', expected: 2 });
  await expect.poll(ended, { timeout: 20_000 }).toMatchObject({ kind: 'redact', state: 'done', found: 2 });
  const kept = await row(known.id);
  expect(kept).toMatchObject({ request: redactedRequest, message: { type: 'text', content: '状态' } });
  expect([kept.redacted, kept.signature !== undefined]).toEqual([undefined, true]);
  expect(await row(refused.id)).toMatchObject({ account: '[手机号]', redacted: true, request: { path: '/callback/[手机号]' } });
  expect(onDisk(secret)).toEqual([]);
  await count(0);
});

test('a stranger who keeps a rule busy does not have the messages of others withheld', async () => {
  const kept = await openKeptValues(bare);
  await kept.keep('redaction', [rule({ pattern: '(a+)+$' })]);
  await close();
  await open();
  await upkeep.store.do('messages.refuse', stranger(`/${'a'.repeat(60)}!`, 'callback/wrong-path'));
  expect(await row(await receive(text('状态')))).toMatchObject({ message: { content: '状态' } });
});

test('a rule of one account leaves the others alone', async () => {
  await setRules(rule({ account: 'other' }));
  expect((await row(await receive(text(secret)))).redacted).toBeUndefined();
});

test('a rule that takes too long hides the whole text, says so, and does not stop the gateway', async () => {
  const kept = await openKeptValues(bare);
  // Such a rule is refused when it is saved; here it comes from elsewhere.
  await kept.keep('redaction', [rule({ pattern: '(a+)+$' })]);
  await close();
  await open();
  const began = performance.now();
  const id = await receive(text(`${'a'.repeat(60)}!`));
  expect(performance.now() - began).toBeLessThan(2000);
  expect(await row(id)).toMatchObject({ redacted: true, message: { content: timedOutText } });
  expect(upkeep.redaction.get().timedOut).toMatchObject({ texts: expect.any(Number), rule: '手机号' });
});

describe('what a rule is for is not kept at all', () => {
  test.each([
    ['where this engine does not know its pattern', { ...rule(), pattern: '(?<=' }, { unusable: ['手机号'], unreadable: 0 }],
    ['where a newer version has kept it in another shape', { ...rule(), flags: 'v' }, { unusable: [], unreadable: 1 }],
  ])('%s; messages go on coming in', async (_how, strange, told) => {
    const kept = await openKeptValues(bare);
    await kept.keep('redaction', [strange, rule({ id: 'other', name: '其他', account: 'other' })]);
    await close();
    await open();
    expect(await row(await receive(text(secret)))).toMatchObject({ redacted: true, message: { content: withheldText } });
    expect(upkeep.redaction.get()).toMatchObject(told);
    expect(await upkeep.redaction.goThrough({ kind: 'count' })).toMatchObject({ error: { code: 'redaction/not-usable' } });
    await setRules(rule());
    expect(upkeep.redaction.get()).toMatchObject({ unusable: [], unreadable: 0 });
    expect((await row(await receive(text('您好', '4561255354251345930')))).redacted).toBeUndefined();
  });
});

const ended = () => upkeep.redaction.get().run;
async function count(expected: number): Promise<void> {
  await upkeep.redaction.goThrough({ kind: 'count' });
  await expect.poll(ended, { timeout: 20_000 }).toMatchObject({ kind: 'count', state: 'done', found: expected });
}

describe('what is stored is redacted for good only where the number that was confirmed holds', () => {
  const redact = (expected: number) => upkeep.redaction.goThrough({ kind: 'redact', expected });
  const refused = { ok: false, error: { code: 'redaction/count-changed', hint: expect.stringContaining('重新统计') } };

  beforeEach(async () => {
    await bare.do('messages.receive', text(`电话 ${secret}`));
    await setRules(rule());
  });

  test('so not before it was counted, nor with another number', async () => {
    expect(await redact(1)).toMatchObject(refused);
    await count(1);
    expect(await redact(2)).toMatchObject(refused);
    expect(onDisk(secret)).not.toEqual([]);
    expect(await redact(1)).toMatchObject({ ok: true });
    await expect.poll(ended).toMatchObject({ kind: 'redact', state: 'done', found: 1 });
  });
  test('and not with rules that have changed since', async () => {
    await count(1);
    await setRules(rule({ replacement: '[x]' }));
    expect(await redact(1)).toMatchObject(refused);
    // What was counted with other rules is not shown any more either.
    expect(ended()).toBeNull();
  });
  test('and once', async () => {
    await count(1);
    await redact(1);
    await expect.poll(ended).toMatchObject({ kind: 'redact', state: 'done' });
    expect(await redact(1)).toMatchObject(refused);
  });
});

test('in a database of an early version nothing of it is left either, in pages that were given up long ago', async () => {
  await close();
  const old = openDatabase(join(dir, 'weiguan.db'));
  old.exec('PRAGMA auto_vacuum = NONE');
  old.exec('VACUUM');
  old.exec('PRAGMA secure_delete = OFF');
  old.exec('CREATE TABLE early (text TEXT)');
  for (let n = 0; n < 200; n++) old.run('INSERT INTO early VALUES (:text)', { text: `电话 ${secret} `.repeat(100) });
  old.exec('DROP TABLE early');
  old.close();
  await open();
  await bare.do('messages.receive', text(`电话 ${secret}`));
  await setRules(rule());
  await count(1);
  await upkeep.redaction.goThrough({ kind: 'redact', expected: 1 });
  await expect.poll(ended, { timeout: 20_000 }).toMatchObject({ kind: 'redact', state: 'done', found: 1 });
  expect(ended()?.remnants).toBeUndefined();
  expect(onDisk(secret)).toEqual([]);
  expect(await bare.do('retention.file')).toMatchObject({ shrinks: true });
});

test('what is stored already is counted, redacted on request, and cannot be found or read any more', async () => {
  for (let n = 0; n < 600; n++) await bare.do('messages.receive', text(n % 2 === 0 ? `电话 ${secret}` : '状态', `${n + 1}`));
  const waiting = await bare.do('messages.receive', { ...text(`重启 ${secret}`, '9999'), state: 'waiting' });
  await expect.poll(async () => (await bare.do('messages.searchable')).upto, { timeout: 20_000 }).toBeGreaterThan(0);
  expect(onDisk(secret)).not.toEqual([]);
  await setRules(rule());
  await upkeep.redaction.goThrough({ kind: 'count' });
  await expect.poll(() => upkeep.redaction.get().run, { timeout: 20_000 }).toMatchObject({ state: 'done', found: 300, waiting: 1 });
  await upkeep.redaction.goThrough({ kind: 'redact', expected: 300 });
  await expect.poll(() => upkeep.redaction.get().run, { timeout: 20_000 }).toMatchObject({ kind: 'redact', state: 'done', found: 300 });
  expect((await row(waiting.id)).xml).toContain(secret);
  // The one that is still to be worked on keeps its text; without it nothing is left.
  await bare.do('messages.finish', outcome(waiting.id));
  await count(1);
  await upkeep.redaction.goThrough({ kind: 'redact', expected: 1 });
  await expect.poll(ended, { timeout: 20_000 }).toMatchObject({ kind: 'redact', state: 'done', found: 1 });
  expect(onDisk(secret)).toEqual([]);
  expect(await found('1381')).toBe(0);
  expect(await found('手机号')).toBe(301);
});
