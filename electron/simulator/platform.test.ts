import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EncryptionMode } from '../../shared/account.ts';
import type { Phone, PhoneBubble } from '../../shared/simulator.ts';
import { must } from '../../shared/test-result.ts';
import { field, openCallback, replyXml, sealedReply, type TestCallback, textPayload } from '../../test/support/oracle-callback.ts';
import { createSimulator, type SandboxAccount, type Simulator } from './platform.ts';
import { sandboxAccounts } from './sandbox.ts';

const [wecom, official] = sandboxAccounts(randomBytes) as [SandboxAccount, SandboxAccount];
const inMode = (mode: EncryptionMode): SandboxAccount => ({ ...official, mode });
const outOfService = '该公众号提供的服务出现故障，请稍后再试';

let callback: TestCallback;
let simulator: Simulator;
let changes: Phone[] = [];
let now = 1_700_000_000_000;

/** One account, its callback, and a platform in a hurry. */
async function open(account: SandboxAccount, options: { deadlineMs?: number; retryDelayMs?: number; url?: string } = {}): Promise<void> {
  callback = await openCallback(account);
  const { deadlineMs = 2000, retryDelayMs = 5, url = callback.url } = options;
  changes = [];
  simulator = createSimulator({
    accounts: [account],
    callbackUrl: () => url,
    clock: () => now,
    random: randomBytes,
    onChange: (phones) => changes.push(...phones),
    deadlineMs,
    retryDelayMs,
  });
}

const bubbles = (): PhoneBubble[] => simulator.phones()[0]?.bubbles ?? [];

/** Waits until the phone looks as wanted. */
async function until(wanted: () => boolean): Promise<void> {
  const end = performance.now() + 5000;
  while (!wanted()) {
    if (performance.now() > end) throw new Error(`not seen in time: ${JSON.stringify(bubbles(), null, 1)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The person does something; resolves when its delivery is over. */
async function act(account: SandboxAccount, action: Parameters<Simulator['act']>[1]): Promise<PhoneBubble> {
  const acted = must(simulator.act(account.id, action));
  const find = () => bubbles().find(({ id }) => id === acted.bubble);
  const final = ['replied', 'empty', 'bad-reply'];
  await until(() => {
    const attempts = find()?.attempts ?? [];
    const last = attempts.at(-1);
    return last !== undefined && (final.includes(last.outcome) || (attempts.length === 3 && last.outcome !== 'pending'));
  });
  await new Promise((resolve) => setImmediate(resolve));
  return find() as PhoneBubble;
}

beforeEach(() => {
  now = 1_700_000_000_000;
});

afterEach(async () => {
  await simulator.close();
  await callback.close();
});

describe('a person writes to a WeCom app', () => {
  test('the callback gets what the official library can open', async () => {
    await open(wecom);
    await act(wecom, { kind: 'text', text: '状态 & <b> ]]> 你好' });
    const [request] = callback.received;
    expect(request?.method).toBe('POST');
    expect(Object.keys(request?.query ?? {})).toEqual(['msg_signature', 'timestamp', 'nonce']);
    expect(request?.signatures).toEqual({ msg_signature: true });
    expect(request?.query.timestamp).toBe('1700000000');
    expect(field(request?.body ?? '', 'ToUserName')).toBe(wecom.receiverId);
    expect(field(request?.body ?? '', 'AgentID')).toBe('1000002');
    const plain = request?.plain ?? '';
    expect(plain).toContain('<![CDATA[状态 & <b> ]]]]><![CDATA[> 你好]]>');
    expect(field(plain, 'ToUserName')).toBe(wecom.receiverId);
    expect(field(plain, 'FromUserName')).toBe('zhangsan');
    expect(field(plain, 'MsgType')).toBe('text');
    expect(field(plain, 'CreateTime')).toBe('1700000000');
    expect(field(plain, 'AgentID')).toBe('1000002');
    expect(BigInt(field(plain, 'MsgId'))).toBeGreaterThan(2n ** 53n);
    expect(BigInt(field(plain, 'MsgId'))).toBeLessThan(2n ** 63n);
  });

  test('the phone shows the message at once, and the reply when it comes', async () => {
    await open(wecom);
    callback.respond(({ plain }) => ({ body: sealedReply(wecom, replyXml(plain, textPayload('一切正常'))) }));
    const acted = simulator.act(wecom.id, { kind: 'text', text: '状态' });
    expect(acted.ok).toBe(true);
    expect(bubbles()).toMatchObject([{ side: 'person', kind: 'text', text: '状态', at: now }]);
    await until(() => bubbles().length === 2);
    expect(bubbles()[0]?.attempts).toMatchObject([{ number: 1, at: now, status: 200, outcome: 'replied' }]);
    expect(bubbles()[1]).toMatchObject({ side: 'account', kind: 'text', text: '一切正常', attempts: [] });
  });

  test.each(['', 'success'])('an answer of “%s” is no reply', async (body) => {
    await open(wecom);
    callback.respond(() => ({ body }));
    const bubble = await act(wecom, { kind: 'text', text: '状态' });
    expect(bubble.attempts).toMatchObject([{ outcome: 'empty', status: 200 }]);
    expect(bubbles()).toHaveLength(1);
  });

  test('a reply with a wrong signature is shown as a bad reply, and the person sees nothing', async () => {
    await open(wecom);
    callback.respond(({ plain }) => ({ body: sealedReply(wecom, replyXml(plain, textPayload('x')), '0'.repeat(40)) }));
    const bubble = await act(wecom, { kind: 'text', text: '状态' });
    expect(bubble.attempts).toMatchObject([{ number: 1, status: 200, outcome: 'bad-reply', problem: '签名不符' }]);
    expect(bubbles()).toHaveLength(1);
    expect(callback.received).toHaveLength(1);
  });

  test('a plain reply is a bad reply', async () => {
    await open(wecom);
    callback.respond(({ plain }) => ({ body: replyXml(plain, textPayload('x')) }));
    expect((await act(wecom, { kind: 'text', text: '状态' })).attempts).toMatchObject([
      { outcome: 'bad-reply', problem: '此模式要求回复密文' },
    ]);
  });

  test('a reply to somebody else is a bad reply', async () => {
    await open(wecom);
    callback.respond(({ plain }) => ({ body: sealedReply(wecom, replyXml(plain.replace('zhangsan', 'lisi'), textPayload('x'))) }));
    expect((await act(wecom, { kind: 'text', text: '状态' })).attempts).toMatchObject([
      { outcome: 'bad-reply', problem: '回复的 ToUserName 应为 zhangsan' },
    ]);
  });

  test('a tap on the menu is a click event without MsgId', async () => {
    await open(wecom);
    const bubble = await act(wecom, { kind: 'tap', key: 'cmd:help' });
    expect(bubble).toMatchObject({ kind: 'tap', text: '帮助' });
    const plain = callback.received[0]?.plain ?? '';
    expect([field(plain, 'MsgType'), field(plain, 'Event'), field(plain, 'EventKey')]).toEqual(['event', 'click', 'cmd:help']);
    expect(plain).not.toContain('MsgId');
  });

  test('opening the chat is an enter_agent event', async () => {
    await open(wecom);
    await act(wecom, { kind: 'enter' });
    expect(field(callback.received[0]?.plain ?? '', 'Event')).toBe('enter_agent');
  });

  test('a voice message has no transcript, a location has its AppType, an image its address', async () => {
    await open(wecom);
    await act(wecom, { kind: 'voice', transcript: '状态' });
    await act(wecom, { kind: 'location' });
    await act(wecom, { kind: 'image' });
    const [voice = '', location = '', image = ''] = callback.received.map(({ plain }) => plain);
    expect(field(voice, 'Format')).toBe('amr');
    expect(voice).not.toContain('Recognition');
    expect([field(location, 'Location_X'), field(location, 'AppType')]).toEqual(['23.134521', 'wxwork']);
    expect(field(image, 'PicUrl')).toMatch(/^http:\/\/127\.0\.0\.1/);
    expect(field(image, 'MediaId')).not.toBe('');
  });
});

describe('a follower writes to an Official Account', () => {
  test('in plaintext mode everything is open', async () => {
    const account = inMode('plaintext');
    await open(account);
    callback.respond(({ body }) => ({ body: replyXml(body, textPayload('好')) }));
    const bubble = await act(account, { kind: 'text', text: '状态' });
    const [request] = callback.received;
    expect(Object.keys(request?.query ?? {})).toEqual(['signature', 'timestamp', 'nonce', 'openid']);
    expect(request?.query.openid).toBe(account.person);
    expect(request?.signatures).toEqual({ signature: true });
    expect(field(request?.body ?? '', 'Content')).toBe('状态');
    expect(field(request?.body ?? '', 'ToUserName')).toBe(account.originalId);
    expect(request?.body).not.toContain('AgentID');
    expect(bubble.attempts).toMatchObject([{ outcome: 'replied' }]);
    expect(bubbles()[1]).toMatchObject({ side: 'account', text: '好' });
  });

  test('in compatible mode the plain fields stand beside the sealed ones, and both kinds of reply are taken', async () => {
    const account = inMode('compatible');
    await open(account);
    callback.respond(({ plain }, number) => ({
      body: number === 1 ? replyXml(plain, textPayload('明')) : sealedReply(account, replyXml(plain, textPayload('密'))),
    }));
    await act(account, { kind: 'text', text: '状态' });
    await act(account, { kind: 'text', text: '状态' });
    const [request] = callback.received;
    expect(request?.query.encrypt_type).toBe('aes');
    expect(request?.signatures).toEqual({ signature: true, msg_signature: true });
    expect(field(request?.body ?? '', 'Content')).toBe('状态');
    expect(field(request?.plain ?? '', 'Content')).toBe('状态');
    expect(bubbles().flatMap(({ side, text }) => (side === 'account' ? [text] : []))).toEqual(['明', '密']);
  });

  test('in safe mode only the addressee stands beside the ciphertext, and the reply must be sealed', async () => {
    const account = inMode('safe');
    await open(account);
    callback.respond(({ plain }, number) => ({
      body: number === 1 ? sealedReply(account, replyXml(plain, textPayload('密'))) : replyXml(plain, textPayload('明')),
    }));
    await act(account, { kind: 'text', text: '状态' });
    const second = await act(account, { kind: 'text', text: '状态' });
    const [request] = callback.received;
    expect(Object.keys(request?.query ?? {})).toEqual(['signature', 'timestamp', 'nonce', 'openid', 'encrypt_type', 'msg_signature']);
    expect(request?.signatures).toEqual({ signature: true, msg_signature: true });
    expect(request?.body).not.toContain('Content');
    expect(field(request?.body ?? '', 'ToUserName')).toBe(account.originalId);
    expect(field(request?.plain ?? '', 'Content')).toBe('状态');
    expect(bubbles()[1]).toMatchObject({ side: 'account', text: '密' });
    expect(second.attempts).toMatchObject([{ outcome: 'bad-reply' }]);
  });

  test('a bad reply shows the platform’s apology', async () => {
    await open(official);
    callback.respond(() => ({ body: 'ok' }));
    expect((await act(official, { kind: 'text', text: '状态' })).attempts).toMatchObject([{ outcome: 'bad-reply' }]);
    expect(bubbles()[1]).toMatchObject({ side: 'account', kind: 'notice', text: outOfService });
  });

  test('a voice message brings its transcript', async () => {
    await open(official);
    const bubble = await act(official, { kind: 'voice', transcript: '状态' });
    expect(bubble).toMatchObject({ kind: 'voice', text: '状态' });
    expect(field(callback.received[0]?.plain ?? '', 'Recognition')).toBe('状态');
  });

  test('a tap is a CLICK event, following a subscribe event', async () => {
    await open(official);
    await act(official, { kind: 'tap', key: 'cmd:status' });
    await act(official, { kind: 'enter' });
    expect(callback.received.map(({ plain }) => field(plain, 'Event'))).toEqual(['CLICK', 'subscribe']);
  });
});

describe('a delivery that fails', () => {
  test('with status 500 comes three times, always the same', async () => {
    await open(official);
    callback.respond(() => {
      now += 1500;
      return { status: 500, body: 'success' };
    });
    const bubble = await act(official, { kind: 'text', text: '状态' });
    expect(bubble.attempts).toMatchObject(
      [1, 2, 3].map((number) => ({ number, status: 500, outcome: 'refused', problem: 'HTTP 状态 500', ms: 1500 })),
    );
    expect(callback.received).toHaveLength(3);
    expect(new Set(callback.received.map(({ body, query }) => JSON.stringify([body, query]))).size).toBe(1);
    expect(bubbles()[1]).toMatchObject({ kind: 'notice', text: outOfService });
  });

  test('is tried no more after an answer', async () => {
    await open(wecom);
    callback.respond((_, number) => (number === 1 ? { status: 503 } : {}));
    expect((await act(wecom, { kind: 'text', text: '状态' })).attempts.map(({ outcome }) => outcome)).toEqual(['refused', 'empty']);
  });

  test('by timeout comes three times, and leaves no connection open', async () => {
    await open(wecom, { deadlineMs: 60 });
    callback.respond(() => 'hang');
    const bubble = await act(wecom, { kind: 'text', text: '状态' });
    expect(bubble.attempts.map(({ outcome }) => outcome)).toEqual(['timeout', 'timeout', 'timeout']);
    expect(bubble.attempts[0]).not.toHaveProperty('status');
    expect(callback.received).toHaveLength(3);
    expect(bubbles()).toHaveLength(1);
    await expect.poll(() => callback.connections()).toBe(0);
  });

  test('because the connection was cut, or nobody listens, is unreachable', async () => {
    await open(wecom);
    callback.respond(() => 'cut');
    const cut = await act(wecom, { kind: 'text', text: '状态' });
    expect(cut.attempts).toMatchObject([{}, {}, { outcome: 'unreachable', problem: '连接失败（ECONNRESET）' }]);
    await callback.close();
    const refused = await act(wecom, { kind: 'text', text: '状态' });
    expect(refused.attempts).toMatchObject([{}, {}, { outcome: 'unreachable', problem: '连接失败（ECONNREFUSED）' }]);
  });

  test('can be signed anew at each retry, with the same dedupe fields', async () => {
    await open(wecom);
    callback.respond(() => {
      now += 1000;
      return { status: 500 };
    });
    const attempts = await simulator.deliver(wecom.id, { MsgType: 'event', Event: 'click', EventKey: 'k' }, { freshRetry: true });
    expect(attempts).toHaveLength(3);
    expect(callback.received.every(({ signatures }) => signatures.msg_signature)).toBe(true);
    expect(new Set(callback.received.map(({ query }) => query.timestamp)).size).toBe(3);
    expect(new Set(callback.received.map(({ plain }) => plain)).size).toBe(1);
  });

  test('with an answer beyond a mebibyte is a bad reply', async () => {
    await open(wecom);
    callback.respond(() => ({ body: Buffer.alloc(1024 * 1024 + 1, 'x') }));
    expect((await act(wecom, { kind: 'text', text: '状态' })).attempts).toMatchObject([
      { outcome: 'bad-reply', problem: '回复超过 1048576 字节' },
    ]);
  });

  test('with an answer that is not UTF-8 is a bad reply', async () => {
    await open(wecom);
    callback.respond(() => ({ body: Buffer.from([0xff, 0xfe]) }));
    expect((await act(wecom, { kind: 'text', text: '状态' })).attempts).toMatchObject([
      { outcome: 'bad-reply', problem: '回复不是 UTF-8' },
    ]);
  });
});

describe('the phone', () => {
  test('tells every change: the bubble, the attempt under way, its outcome, the reply', async () => {
    await open(wecom);
    callback.respond(({ plain }) => ({ body: sealedReply(wecom, replyXml(plain, textPayload('好'))) }));
    await act(wecom, { kind: 'text', text: '状态' });
    await until(() => bubbles().length === 2);
    expect(changes.map(({ bubbles }) => [bubbles.length, bubbles[0]?.attempts[0]?.outcome])).toEqual([
      [1, undefined],
      [1, 'pending'],
      [1, 'replied'],
      [2, 'replied'],
    ]);
  });

  test('can be emptied', async () => {
    await open(wecom);
    await act(wecom, { kind: 'text', text: '状态' });
    expect(simulator.clear(wecom.id)).toEqual({ ok: true, value: null });
    expect(bubbles()).toEqual([]);
  });

  test('of an unknown account is a failure', async () => {
    await open(wecom);
    expect(simulator.act('nobody', { kind: 'enter' })).toMatchObject({ ok: false, error: { code: 'simulator/unavailable' } });
    expect(simulator.clear('nobody')).toMatchObject({ ok: false });
    expect(await simulator.verifyUrl('nobody')).toMatchObject({ ok: false });
  });

  test('sends twenty messages at once, each with an id of its own', async () => {
    await open(wecom);
    callback.respond(({ plain }) => ({ body: sealedReply(wecom, replyXml(plain, textPayload(field(plain, 'Content')))) }));
    for (let i = 0; i < 20; i++) simulator.act(wecom.id, { kind: 'text', text: `n${i}` });
    await until(() => bubbles().length === 40);
    const ids = callback.received.map(({ plain }) => field(plain, 'MsgId'));
    expect(new Set(ids).size).toBe(20);
  });
});

describe('saving the callback URL in the platform’s console', () => {
  test.each([wecom, official])('succeeds for $name when the echo comes back to the letter', async (account) => {
    await open(account);
    callback.respond(({ plain, query }) => ({ body: account.platform === 'wecom' ? plain : (query.echostr ?? '') }));
    const verified = await simulator.verifyUrl(account.id);
    const [request] = callback.received;
    expect(request?.method).toBe('GET');
    expect(Object.values(request?.signatures ?? {})).toEqual([true]);
    expect(verified).toMatchObject({ ok: true, value: { echoed: expect.stringMatching(/^\d{19}$/) } });
  });

  test.each(['\n', '"', '\u{feff}'])('fails when %j stands after the echo', async (extra) => {
    await open(wecom);
    callback.respond(({ plain }) => ({ body: plain + extra }));
    expect(await simulator.verifyUrl(wecom.id)).toMatchObject({
      ok: false,
      error: { code: 'simulator/url-refused', message: 'openapi回调地址请求不通过' },
    });
  });

  test('fails for WeCom after one second', async () => {
    await open(wecom);
    callback.respond(() => 'hang');
    const started = performance.now();
    expect(await simulator.verifyUrl(wecom.id)).toMatchObject({ ok: false, error: { params: { reason: '1000 毫秒内没有回应' } } });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('fails with a status other than 200, and where nobody listens', async () => {
    await open(official);
    callback.respond(({ plain }) => ({ status: 403, body: plain }));
    expect(await simulator.verifyUrl(official.id)).toMatchObject({ ok: false, error: { message: 'token验证失败' } });
    await callback.close();
    expect(await simulator.verifyUrl(official.id)).toMatchObject({ ok: false });
  });
});

describe('closing the simulator', () => {
  test('while it delivers leaves nothing open, and nothing comes afterwards', async () => {
    await open(official, { deadlineMs: 60_000, retryDelayMs: 60_000 });
    callback.respond(() => 'hang');
    simulator.act(official.id, { kind: 'text', text: '状态' });
    await until(() => callback.received.length === 1);
    await simulator.close();
    expect(bubbles()).toHaveLength(1);
    expect(bubbles()[0]?.attempts).toMatchObject([{ outcome: 'unreachable', problem: '模拟器已停止' }]);
    await expect.poll(() => callback.connections()).toBe(0);
    expect(callback.received).toHaveLength(1);
    expect(simulator.act(official.id, { kind: 'enter' })).toMatchObject({ ok: false });
  });

  test('while it waits for a retry ends at once', async () => {
    await open(official, { retryDelayMs: 60_000 });
    callback.respond(() => ({ status: 500 }));
    simulator.act(official.id, { kind: 'text', text: '状态' });
    await until(() => bubbles()[0]?.attempts[0]?.outcome === 'refused');
    const started = performance.now();
    await simulator.close();
    expect(performance.now() - started).toBeLessThan(500);
  });
});
