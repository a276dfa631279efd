import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChoiceMenu } from '../../shared/choice-menu.ts';
import { platformFailure } from '../../shared/errcodes.ts';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Run } from '../../shared/run.ts';
import type { CardChange, TemplateCard } from '../../shared/template-card.ts';
import type { SendOptions, SentMessage, SentPicture } from '../platforms/platform-client.ts';
import type { CardSending } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { openTestStore, testFolder } from '../store/test-store.ts';
import { createOutbox, type Outbox } from './outbox.ts';

const busy = err(platformFailure('wecom', -1, ''));

let dir: string;
let store: Store;
let outbox: Outbox;
/** Messages that the platform took, in their order. */
let taken: { to: string; text: string; key: string | undefined }[];
/** What the platform answers. */
let answer: (to: string, text: string) => Result<SentMessage> | Promise<Result<SentMessage>>;
let now: number;
let timers: { at: number; callback: () => void }[];
let bugs: unknown[];
/** What the store and the client do instead, for a while. */
let refuses: (name: string) => boolean;
let openClient: () => void;

beforeEach(async () => {
  dir = testFolder();
  now = 1_700_000_000_000;
  taken = [];
  timers = [];
  bugs = [];
  answer = () => ok({});
  refuses = () => false;
  openClient = () => undefined;
  await start();
});
afterEach(async () => {
  await outbox.close();
  expect(bugs).toEqual([]);
});

async function start(): Promise<void> {
  store = await openTestStore(dir);
  outbox = createOutbox({
    store: { ...store, do: (name, ...input) => (refuses(name) ? Promise.reject(new Error(`no ${name}`)) : store.do(name, ...input)) },
    async client(account) {
      openClient();
      if (account === 'gone') return err(failure('accounts/unknown', { id: account }));
      return ok({ sendText, sendPicture, sendCard, sendMenu, updateCard, swallowsRepeatsMs: account === 'oa' ? 0 : 14_400_000 });
    },
    timing: { now: () => now, after, random: () => 0.5 },
    onChanged: () => undefined,
    onBug: (error) => bugs.push(error),
  });
}

async function sendText(to: string, text: string, { dedupeKey }: SendOptions): Promise<Result<SentMessage>> {
  const result = await answer(to, text);
  if (result.ok) taken.push({ to, text, key: dedupeKey });
  return result;
}

/** A picture is taken as what its bytes spell. */
async function sendPicture(to: string, { type, bytes }: SentPicture, options: SendOptions): Promise<Result<SentMessage>> {
  return sendText(to, `${type} ${bytes.toString('latin1')}`, options);
}

/** A card is taken as its title. */
async function sendCard(to: string, card: TemplateCard, options: SendOptions): Promise<Result<SentMessage>> {
  const sent = await sendText(to, `card ${card.main_title.title}`, options);
  return sent.ok ? ok({ responseCode: 'code-1' }) : sent;
}

/** A menu to choose from is taken as its entries. */
async function sendMenu(to: string, { list }: ChoiceMenu, options: SendOptions): Promise<Result<SentMessage>> {
  return sendText(to, `menu ${list.map(({ content }) => content).join()}`, options);
}

/** A changed card is taken as what it becomes. */
async function updateCard(to: readonly string[], responseCode: string, change: CardChange): Promise<Result<null>> {
  const sent = await sendText(to.join(), `${responseCode} ${JSON.stringify(change)}`, { onLimit: 'fail' });
  return sent.ok ? ok(null) : sent;
}

function after(ms: number, callback: () => void): () => void {
  const timer = { at: now + ms, callback };
  timers.push(timer);
  return () => {
    timers = timers.filter((other) => other !== timer);
  };
}

/** Lets time pass, with all that was to happen in it. */
async function pass(ms: number): Promise<void> {
  const end = now + ms;
  for (;;) {
    await settled();
    const next = timers.toSorted((one, other) => one.at - other.at)[0];
    if (!next || next.at > end) break;
    timers = timers.filter((other) => other !== next);
    now = Math.max(now, next.at);
    next.callback();
  }
  now = end;
}

/** The clock on the wall is put right; timers take no notice. */
function setClock(byMs: number): void {
  now += byMs;
  for (const timer of timers) timer.at += byMs;
}

/** Everything that is due has been tried. */
async function settled(): Promise<void> {
  for (let round = 0; round < 12; round++) {
    // Pictures are read by a thread of their own.
    await Promise.all([store.do('outbox.heads', { limit: 1 }), store.do('runs.picture', { id: '' })]);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

let messages = 0;

/** An answer to a message of this person is queued. Gives back its id. */
async function queue(person: string, text: string, account = 'corp', state: 'queued' | 'late' = 'queued'): Promise<string> {
  const key = `k${messages++}`;
  const { id } = await store.do('messages.receive', {
    ...{ account, at: now, dedupeKey: key, type: 'text', person, xml: '', raw: '', message: '{}', state: 'received', request: '{}' },
  });
  const record = { key, at: now, type: 'text', text, xml: '', raw: '', state } as const;
  const { answerIds } = await store.do('messages.finish', { id, state: 'done', ms: 1, timing: '', answers: [record] });
  return answerIds[0] ?? '';
}

/** An answer with a picture is queued, as the pipeline does it. Gives back the ids of its text and of its picture. */
async function queueWithPicture(person: string, text: string, picture: string | undefined): Promise<string[]> {
  const key = `k${messages++}`;
  const run: Run = {
    id: `run-${key}`,
    at: now,
    origin: 'chat',
    command: 'screenshot',
    line: '',
    danger: 'read',
    targets: [],
    state: 'done',
  };
  const base64 = picture && Buffer.from(picture, 'latin1').toString('base64');
  await store.do('runs.put', { run, trail: [], ...(base64 && { picture: { type: 'image/png', base64 } }) });
  const { id } = await store.do('messages.receive', {
    ...{
      account: 'corp',
      at: now,
      dedupeKey: key,
      type: 'text',
      person,
      xml: '',
      raw: '',
      message: '{}',
      state: 'received',
      request: '{}',
    },
  });
  const shared = { at: now, xml: '', raw: '', state: 'queued' } as const;
  const answers = [
    { ...shared, key: `${key} text`, type: 'text', text },
    { ...shared, key: `${key} picture`, type: 'image', text: '', picture: run.id },
  ];
  return (await store.do('messages.finish', { id, state: 'done', ms: 1, timing: '', answers })).answerIds;
}

const stateOf = async (id: string) => (await store.do('messages.get', { id }))?.state;

test('what is queued is sent, and the log says so', async () => {
  const id = await queue('li', 'web-01 正常');
  outbox.nudge();
  await settled();
  expect(taken).toMatchObject([{ to: 'li', text: 'web-01 正常' }]);
  expect(await store.do('messages.get', { id })).toMatchObject({ state: 'sent', sending: { attempts: [{ at: now }], tries: 0 } });
});

test('a failure is tried again after a while, and shown until it works', async () => {
  answer = () => busy;
  const id = await queue('li', 'a');
  outbox.nudge();
  await pass(1_000);
  expect(await store.do('messages.get', { id })).toMatchObject({
    state: 'queued',
    failure: { code: 'platform/-1' },
    sending: { tries: 1 },
  });
  answer = () => ok({});
  await pass(5_000);
  expect(taken).toHaveLength(1);
  const sent = await store.do('messages.get', { id });
  expect(sent?.state).toBe('sent');
  expect(sent?.failure).toBeUndefined();
  expect(sent?.sending?.attempts.map((attempt) => attempt.failure?.code)).toEqual(['platform/-1', undefined]);
});

test('each person gets messages in the order of their making; nobody waits for somebody else', async () => {
  answer = (to) => (to === 'li' ? busy : ok({}));
  for (const text of ['1', '2', '3']) await queue('li', text);
  await queue('wang', 'a');
  outbox.nudge();
  await pass(3_000);
  expect(taken.map(({ to }) => to)).toEqual(['wang']);
  answer = () => ok({});
  await pass(60_000);
  expect(taken.map(({ text }) => text)).toEqual(['a', '1', '2', '3']);
});

test('a message that was under way when the program was killed goes out under the same key', async () => {
  answer = () => new Promise(() => undefined);
  await queue('li', 'a');
  outbox.nudge();
  await settled();
  await store.close();
  const keys: (string | undefined)[] = [];
  await start();
  answer = () => ok({});
  outbox.nudge();
  await settled();
  keys.push(...taken.map(({ key }) => key));
  expect(keys).toEqual([`k${messages - 1}`]);
});

test('what cannot arrive becomes a dead letter, the next message goes on, and it can be sent again', async () => {
  answer = (_, text) => (text === 'bad' ? err(platformFailure('wecom', 81013, '')) : ok({}));
  const id = await queue('li', 'bad');
  await queue('li', 'good');
  outbox.nudge();
  await pass(1_000);
  expect(await stateOf(id)).toBe('dead');
  expect(taken.map(({ text }) => text)).toEqual(['good']);
  answer = () => ok({});
  expect(await outbox.sendAgain({ ids: [id] })).toEqual(ok({ changed: [id] }));
  await settled();
  expect(await stateOf(id)).toBe('sent');
  expect(await outbox.sendAgain({ ids: [id] })).toMatchObject({ ok: false, error: { code: 'outbox/not-dead' } });
});

describe('a dead letter that is put aside', () => {
  let id: string;
  beforeEach(async () => {
    answer = (_, text) => (text === 'bad' ? err(platformFailure('wecom', 81013, '')) : ok({}));
    id = await queue('li', 'bad');
    outbox.nudge();
    await pass(1_000);
    expect(await outbox.putAside([id])).toEqual(ok({ changed: [id] }));
    answer = () => ok({});
  });

  test('is not sent: not later, not when its account was mended, not after a restart', async () => {
    await pass(600_000);
    await outbox.accountsChanged(['corp']);
    await pass(600_000);
    await outbox.close();
    await store.close();
    await start();
    outbox.nudge();
    await pass(600_000);
    expect([await stateOf(id), taken]).toEqual(['aside', []]);
  });

  test('stays so where WeChat delivers its message again, or an attempt is told of late', async () => {
    const dedupeKey = `k${messages - 1}`;
    const arrival = { account: 'corp', at: now, dedupeKey, type: 'text', person: 'li', xml: '', raw: '', message: '{}' };
    expect(await store.do('messages.receive', { ...arrival, state: 'received', request: '{}' })).toMatchObject({
      ...{ fresh: false, answer: { id, state: 'aside', raw: '' } },
    });
    await store.do('outbox.failed', { id, attempt: { at: now, ms: 1 }, nextAt: now, failure: failure('platform/unsure', { reason: 'r' }) });
    await store.do('outbox.sent', { id, attempt: { at: now, ms: 1 } });
    await store.do('messages.setAnswer', { id, at: now, state: 'queued' });
    expect(await store.do('messages.oldestLate', { account: 'corp', person: 'li' })).toEqual({ count: 0, answer: null });
    outbox.nudge();
    await pass(1_000);
    expect([await stateOf(id), taken]).toEqual(['aside', []]);
  });

  test('is sent again as it would have been before', async () => {
    expect(await outbox.sendAgain({ ids: [id] })).toMatchObject({ error: { code: 'outbox/not-dead' } });
    expect(await outbox.sendAgain({ ids: [id], asideToo: true })).toEqual(ok({ changed: [id] }));
    await settled();
    expect([await stateOf(id), taken.map(({ text }) => text)]).toEqual(['sent', ['bad']]);
    expect(await outbox.putAside([id])).toMatchObject({ error: { code: 'outbox/not-dead' } });
    expect(await outbox.takeBack([id])).toMatchObject({ error: { code: 'outbox/not-put-aside' } });
  });

  test('may be one that was never tried: it was to be fetched from an account that is gone', async () => {
    const unfetched = await queue('wang', 'x', 'left', 'late');
    await store.do('accounts.remove', { id: 'left' });
    expect(await store.do('messages.get', { id: unfetched })).not.toHaveProperty('sending');
    expect(await outbox.putAside([unfetched])).toEqual(ok({ changed: [unfetched] }));
    expect(await outbox.sendAgain({ ids: [unfetched], asideToo: true })).toEqual(ok({ changed: [unfetched] }));
  });

  test('is taken back whole: a dead letter with its attempts and its reason', async () => {
    expect(await outbox.takeBack([id])).toEqual(ok({ changed: [id] }));
    expect(await store.do('messages.openAnswers')).toEqual({ late: [], queued: [], dead: [id] });
    expect(await store.do('messages.get', { id })).toMatchObject({
      ...{ state: 'dead', answer: 'bad', failure: { code: 'platform/81013' }, sending: { attempts: [{}], tries: 1 } },
    });
  });
});

test('an outage of an hour loses nothing, and ends for all as soon as the first gets through', async () => {
  answer = () => err(failure('platform/unreachable', { host: 'h', reason: 'r' }));
  for (let index = 0; index < 20; index++) await queue(`p${index}`, 'x');
  outbox.nudge();
  await pass(3_600_000);
  expect(taken).toEqual([]);
  answer = () => ok({});
  // The longest pause is five minutes, give or take a quarter; all the others follow the first at once.
  await pass(380_000);
  expect(taken).toHaveLength(20);
  expect(new Set(taken.map(({ to }) => to)).size).toBe(20);
});

test('what a deleted account had queued is given up', async () => {
  const id = await queue('li', 'a', 'gone');
  outbox.nudge();
  await settled();
  expect(await stateOf(id)).toBe('dead');
});

test('an account that was mended is tried at once', async () => {
  answer = () => err(platformFailure('wecom', 60020, 'from ip: 1.2.3.4'));
  const id = await queue('li', 'a');
  outbox.nudge();
  await pass(600_000);
  answer = () => ok({});
  await outbox.accountsChanged(['corp']);
  await settled();
  expect(await stateOf(id)).toBe('sent');
});

test('answers that waited to be fetched go out by themselves once their account can send', async () => {
  const id = await queue('li', 'a', 'corp', 'late');
  outbox.nudge();
  await settled();
  expect(await stateOf(id)).toBe('late');
  await outbox.accountsChanged(['corp']);
  await settled();
  expect(await stateOf(id)).toBe('sent');
  expect(taken.map(({ text }) => text)).toEqual(['a']);
});

test('an account whose calls hang leaves room for the others', async () => {
  let letGo = () => {};
  const hanging = new Promise<Result<SentMessage>>((resolve) => {
    letGo = () => resolve(ok({}));
  });
  answer = (to) => (to.startsWith('slow') ? hanging : ok({}));
  for (let index = 0; index < 40; index++) await queue(`slow${index}`, 'x', 'stuck');
  await queue('li', 'a');
  outbox.nudge();
  await settled();
  expect(taken.map(({ text }) => text)).toEqual(['a']);
  letGo();
});

test('accounts whose calls hang or fail, with many people each, do not hold up another one', async () => {
  let letGo = () => {};
  const hanging = new Promise<Result<SentMessage>>((resolve) => {
    letGo = () => resolve(ok({}));
  });
  answer = (to) => (to.startsWith('slow') ? hanging : to.startsWith('bad') ? busy : ok({}));
  for (let index = 0; index < 120; index++) {
    await queue(`slow${index}`, 'x', 'stuck');
    await queue(`bad${index}`, 'x', 'failing');
  }
  now += 1;
  await queue('li', 'a');
  outbox.nudge();
  await settled();
  expect(taken.map(({ text }) => text)).toEqual(['a']);
  letGo();
});

test('a store that does not say once what is to be sent is asked again', async () => {
  answer = () => busy;
  const id = await queue('li', 'a');
  outbox.nudge();
  await settled();
  answer = () => ok({});
  refuses = (name) => name === 'outbox.heads';
  await pass(3_000);
  refuses = () => false;
  await pass(60_000);
  expect(await stateOf(id)).toBe('sent');
  expect(bugs.splice(0)).toEqual([new Error('no outbox.heads')]);
});

describe('an attempt that throws is a failed one', () => {
  test('where the client can not be had: with pauses, shown, and not for ever', async () => {
    let openings = 0;
    openClient = () => {
      openings += 1;
      throw new Error('EMFILE');
    };
    const id = await queue('li', 'a');
    outbox.nudge();
    await pass(60_000);
    expect(openings).toBe(5);
    expect(await store.do('messages.get', { id })).toMatchObject({
      state: 'queued',
      failure: { code: 'outbox/broken' },
      sending: { tries: 5 },
    });
    setClock(49 * 3_600_000);
    await pass(20 * 60_000);
    expect(await stateOf(id)).toBe('dead');
    expect(new Set(bugs.splice(0).map(String))).toEqual(new Set(['Error: EMFILE']));
  });

  test('where a picture can not be read', async () => {
    const [, id = ''] = await queueWithPicture('li', 'web-01', 'pixels');
    refuses = (name) => name === 'runs.picture';
    outbox.nudge();
    await pass(1_000);
    expect(await store.do('messages.get', { id })).toMatchObject({
      state: 'queued',
      failure: { code: 'outbox/broken' },
      sending: { tries: 1 },
    });
    refuses = () => false;
    await pass(60_000);
    expect(taken.map(({ text }) => text)).toEqual(['web-01', 'image/png pixels']);
    expect(bugs.splice(0)).toEqual([new Error('no runs.picture')]);
  });

  test('where the sending itself throws: the message may have arrived', async () => {
    answer = () => Promise.reject(new Error('bug'));
    const id = await queue('openid', 'a', 'oa');
    outbox.nudge();
    await pass(60_000);
    expect(await store.do('messages.get', { id })).toMatchObject({ state: 'dead', failure: { code: 'platform/unsure' } });
    expect(bugs.splice(0)).toEqual(Array(3).fill(new Error('bug')));
  });
});

describe('a clock that was hours ahead', () => {
  const ahead = 8 * 3_600_000;
  const lost = err(failure('platform/unreachable', { host: 'h', reason: 'r' }));

  test('holds nobody up once it is right', async () => {
    now += ahead;
    answer = () => lost;
    await queue('li', '1');
    outbox.nudge();
    await settled();
    setClock(-ahead);
    await queue('li', '2');
    answer = () => ok({});
    await pass(60_000);
    expect(taken.map(({ text }) => text)).toEqual(['1', '2']);
  });

  test('has nothing sent more often than otherwise', async () => {
    let sendings = 0;
    answer = () => {
      sendings += 1;
      return err(failure('platform/unsure', { reason: 'timeout' }));
    };
    now += ahead;
    const id = await queue('openid', 'a', 'oa');
    outbox.nudge();
    await settled();
    setClock(-ahead);
    await pass(3_600_000);
    expect(sendings).toBe(3);
    expect(await stateOf(id)).toBe('dead');
  });
});

describe('what was queued days ago', () => {
  const lost = err(failure('platform/unreachable', { host: 'h', reason: 'r' }));
  const days = 60 * 3_600_000;

  test('is not given up by the first attempt after a start', async () => {
    const id = await queue('li', 'a');
    await outbox.close();
    await store.close();
    now += days;
    await start();
    answer = () => lost;
    outbox.nudge();
    await settled();
    answer = () => ok({});
    await pass(60_000);
    expect(await stateOf(id)).toBe('sent');
  });

  test('is not given up by the first attempt after the computer has slept, but once the network stays away', async () => {
    answer = () => lost;
    const id = await queue('li', 'a');
    outbox.nudge();
    await pass(3_600_000);
    setClock(days);
    await pass(5 * 60_000);
    expect(await stateOf(id)).toBe('queued');
    await pass(15 * 60_000);
    expect(await stateOf(id)).toBe('dead');
  });
});

describe('what may have arrived', () => {
  const unsure = err(failure('platform/unsure', { reason: 'timeout' }));
  const lost = err(failure('platform/unreachable', { host: 'h', reason: 'r' }));

  test('is sent again for as long as the platform swallows it, however long the platform was away before', async () => {
    answer = () => lost;
    const id = await queue('li', 'a');
    outbox.nudge();
    await settled();
    now += 5 * 3_600_000;
    answer = () => unsure;
    await pass(600_000);
    expect(await stateOf(id)).toBe('queued');
    now += 4 * 3_600_000;
    await pass(600_000);
    expect(await stateOf(id)).toBe('dead');
  });

  test('is sent again twice where the platform swallows nothing, and the log tells of each attempt', async () => {
    let sendings = 0;
    answer = () => {
      sendings += 1;
      return unsure;
    };
    const id = await queue('openid', 'a', 'oa');
    outbox.nudge();
    await pass(3_600_000);
    expect(sendings).toBe(3);
    const row = await store.do('messages.get', { id });
    expect(row?.state).toBe('dead');
    expect(row?.sending?.attempts.map((attempt) => attempt.failure?.code)).toEqual(Array(3).fill('platform/unsure'));
  });

  test('and got no answer once arrives in the end', async () => {
    answer = () => unsure;
    const id = await queue('openid', 'a', 'oa');
    outbox.nudge();
    await settled();
    answer = () => ok({});
    await pass(3_000);
    expect(await stateOf(id)).toBe('sent');
  });
});

test('a picture goes out behind its text, byte by byte, and before what its person gets next', async () => {
  await queueWithPicture('li', 'web-01', '\x89PNG\r\n\x00\xff');
  await queue('li', 'next');
  outbox.nudge();
  await pass(1_000);
  expect(taken.map(({ text }) => text)).toEqual(['web-01', 'image/png \x89PNG\r\n\x00\xff', 'next']);
});

test('a picture survives an outage and a restart: under the same key, and in its place', async () => {
  answer = (_, text) => (text.startsWith('image') ? err(failure('platform/unreachable', { host: 'h', reason: 'r' })) : ok({}));
  const [, id = ''] = await queueWithPicture('li', 'web-01', 'pixels');
  await queue('li', 'next');
  outbox.nudge();
  await pass(600_000);
  expect(taken.map(({ text }) => text)).toEqual(['web-01']);
  expect(await stateOf(id)).toBe('queued');
  await outbox.close();
  await store.close();
  await start();
  answer = () => ok({});
  outbox.nudge();
  await pass(380_000);
  expect(taken.map(({ text }) => text)).toEqual(['web-01', 'image/png pixels', 'next']);
  expect(taken[1]?.key).toBe(`k${messages - 2} picture`);
  expect(await stateOf(id)).toBe('sent');
});

test('a picture that was under way when the program was killed goes out again under its key, without its text', async () => {
  answer = (_, text) => (text.startsWith('image') ? new Promise(() => undefined) : ok({}));
  await queueWithPicture('li', 'web-01', 'pixels');
  await queue('li', 'next');
  outbox.nudge();
  await settled();
  await settled();
  expect(taken.map(({ text }) => text)).toEqual(['web-01']);
  await store.close();
  await start();
  answer = () => ok({});
  outbox.nudge();
  await settled();
  await settled();
  expect(taken.map(({ key }) => key)).toEqual([`k${messages - 2} text`, `k${messages - 2} picture`, `k${messages - 1}`]);
});

test('a picture that is not there any more is given up and says why; the next message goes on', async () => {
  const [, id = ''] = await queueWithPicture('li', 'web-01', undefined);
  await queue('li', 'next');
  outbox.nudge();
  await pass(1_000);
  expect(taken.map(({ text }) => text)).toEqual(['web-01', 'next']);
  expect(await store.do('messages.get', { id })).toMatchObject({ state: 'dead', failure: { code: 'outbox/no-picture' } });
});

const card: TemplateCard = { card_type: 'button_interaction', task_id: 't', main_title: { title: '确认执行' }, button_list: [] };

/** A card is queued, or what it becomes, as the pipeline does it. */
async function queueCard(person: string, sending: CardSending): Promise<string> {
  const key = `k${messages++}`;
  const { id } = await store.do('messages.receive', {
    ...{
      account: 'corp',
      at: now,
      dedupeKey: key,
      type: 'text',
      person,
      xml: '',
      raw: '',
      message: '{}',
      state: 'received',
      request: '{}',
    },
  });
  const record = { key, at: now, type: 'template_card', text: '确认执行', xml: '', raw: '', state: 'queued', card: sending } as const;
  const { answerIds } = await store.do('messages.finish', { id, state: 'done', ms: 1, timing: '', answers: [record] });
  return answerIds[0] ?? '';
}

const kept = async (id: string) => {
  const row = await store.do('messages.get', { id });
  return row && [row.type, row.state, row.answer];
};

describe('a card', () => {
  test('is sent, and keeps the text that people read on it', async () => {
    const id = await queueCard('zhang', { kind: 'send', card, instead: '回复“确认 1234”' });
    outbox.nudge();
    await pass(0);
    expect(taken).toMatchObject([{ to: 'zhang', text: 'card 确认执行', key: expect.stringMatching(/^k\d+$/) }]);
    expect(await kept(id)).toEqual(['template_card', 'sent', '确认执行']);
  });

  test.each([40008, 42027, 42014, 48001])('that the platform refuses for good (%i) is sent as its text, once', async (errcode) => {
    answer = (_, text) => (text.startsWith('card') ? err(platformFailure('wecom', errcode, '')) : ok({}));
    const id = await queueCard('zhang', { kind: 'send', card, instead: '回复“确认 1234”' });
    outbox.nudge();
    await pass(60_000);
    expect(taken).toMatchObject([{ to: 'zhang', text: '回复“确认 1234”', key: expect.stringMatching(/^k\d+ text$/) }]);
    expect(await kept(id)).toEqual(['text', 'sent', '回复“确认 1234”']);
  });

  test('that could not be sent for two days is sent as its text', async () => {
    answer = (_, text) => (text.startsWith('card') ? busy : ok({}));
    await queueCard('zhang', { kind: 'send', card, instead: '回复“确认 1234”' });
    outbox.nudge();
    await pass(0);
    now += 49 * 3_600_000;
    await pass(20 * 60_000);
    expect(taken.map(({ text }) => text)).toEqual(['回复“确认 1234”']);
  });

  test('is still a card after a restart, under the same key', async () => {
    answer = () => busy;
    await queueCard('zhang', { kind: 'send', card, instead: '回复“确认 1234”' });
    outbox.nudge();
    await pass(0);
    await outbox.close();
    await store.close();
    answer = () => ok({});
    await start();
    outbox.nudge();
    await pass(60_000);
    expect(taken).toMatchObject([{ to: 'zhang', text: 'card 确认执行', key: expect.stringMatching(/^k\d+$/) }]);
  });

  test('is changed by its code; a code that is no good any more is given up', async () => {
    const change: CardChange = { button: { replace_name: '已过期' } };
    answer = (_, text) => (text.startsWith('used') ? err(platformFailure('wecom', 60140, '')) : ok({}));
    const good = await queueCard('zhang', { kind: 'update', responseCode: 'fresh', change });
    const used = await queueCard('li', { kind: 'update', responseCode: 'used', change });
    outbox.nudge();
    await pass(60_000);
    expect(taken.map(({ to, text }) => [to, text])).toEqual([['zhang', 'fresh {"button":{"replace_name":"已过期"}}']]);
    expect([(await kept(good))?.[1], (await kept(used))?.[1]]).toEqual(['sent', 'dead']);
  });
});

describe('a menu to choose from', () => {
  const menu: ChoiceMenu = { head_content: '哪台？', list: [{ id: 'a', content: '1. web-01' }], tail_content: '' };
  const sending: CardSending = { kind: 'menu', menu, instead: '哪台？回复数字' };

  test('is sent', async () => {
    await queueCard('zhang', sending);
    outbox.nudge();
    await pass(0);
    expect(taken).toMatchObject([{ to: 'zhang', text: 'menu 1. web-01' }]);
  });

  test('that the platform refuses for good is sent as its text', async () => {
    answer = (_, text) => (text.startsWith('menu') ? err(platformFailure('official-account', 40008, '')) : ok({}));
    await queueCard('zhang', sending);
    outbox.nudge();
    await pass(60_000);
    expect(taken.map(({ text }) => text)).toEqual(['哪台？回复数字']);
  });

  test.each([45015, 45047, 48001])('is left to the open response where no text would be taken either (%i)', async (errcode) => {
    let asked = 0;
    answer = () => {
      asked += 1;
      return err(platformFailure('official-account', errcode, ''));
    };
    const told = outbox.cardAttempt(await queueCard('zhang', sending), 4_000);
    outbox.nudge();
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
    answer = answered;
    const told = outbox.cardAttempt(await queueCard('zhang', sending(now + 60_000)), 4_000);
    outbox.nudge();
    await settled();
    expect(await told).toBe(fate);
  });

  test('is not waited for in vain', async () => {
    const told = outbox.cardAttempt('7', 4_000);
    await pass(4_000);
    expect(await told).toBeUndefined();
  });

  test('that could not be sent as long as somebody needed it is given up, and nothing is sent instead', async () => {
    answer = (_, text) => (text.startsWith('card') ? busy : ok({}));
    const id = await queueCard('zhang', sending(now + 60_000));
    outbox.nudge();
    await pass(0);
    now += 60_000;
    await pass(60_000);
    expect(taken).toEqual([]);
    expect((await kept(id))?.[1]).toBe('dead');
  });

  test('that nobody may answer any more is not sent at all, and holds up nobody', async () => {
    const id = await queueCard('zhang', sending(now + 60_000));
    const next = await queue('zhang', '之后的消息');
    now += 60 * 60_000;
    outbox.nudge();
    await settled();
    expect(taken).toMatchObject([{ text: '之后的消息' }]);
    expect(await Promise.all([id, next].map(async (row) => (await kept(row))?.[1]))).toEqual(['dead', 'sent']);
  });
});
