import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { must, mustFail } from '../../shared/test-result.ts';
import { createSimulator, type Simulator } from '../simulator/platform.ts';
import { sandboxAccounts } from '../simulator/sandbox.ts';
import type { SentPicture } from './platform-client.ts';
import { type Bench, type HurriedTiming, hurriedTiming, openBench } from './test-bench.ts';

const accounts = sandboxAccounts(randomBytes);
const fail = { onLimit: 'fail' } as const;

/** The platforms look at the beginning alone. With every byte, line ends and what looks like a boundary among them. */
const png = (size = 3000): SentPicture => {
  const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const content = Buffer.concat([Buffer.from('\r\n--weiguan\r\n\r\n'), everyByte]);
  return { type: 'image/png', bytes: Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(size - 8, content)]) };
};
const dataUrl = ({ type, bytes }: SentPicture) => `data:${type};base64,${bytes.toString('base64')}`;

let simulator: Simulator;
let timing: HurriedTiming;
let bench: Bench;
let url: string;

describe.each(accounts)('a picture sent by $platform', (account) => {
  const isWecom = account.platform === 'wecom';
  const sendName = isWecom ? 'message/send' : 'message/custom/send';
  const send = (picture: SentPicture, more = {}) => bench.client.sendPicture(account.person, picture, { ...fail, ...more });
  const bubbles = () => simulator.phones()[0]?.bubbles ?? [];
  const calls = (name: string) => simulator.api.calls(name);

  beforeEach(async () => {
    timing = hurriedTiming();
    const { now } = timing;
    simulator = createSimulator({ accounts: [account], callbackUrl: () => '', clock: now, random: randomBytes, onChange: () => {} });
    ({ url } = await simulator.start({ host: '127.0.0.1', port: 0 }));
    bench = await openBench(account, url, { timing });
  });
  afterEach(async () => {
    await bench.close();
    await simulator.close();
  });

  test('is seen on the phone as it is, byte by byte', async () => {
    must(await send(png()));
    const jpeg: SentPicture = { type: 'image/jpeg', bytes: Buffer.from('\xff\xd8\xff\xe0 a picture', 'latin1') };
    must(await send(jpeg));
    expect(bubbles()).toMatchObject([
      { side: 'account', kind: 'image', text: '', picture: dataUrl(png()) },
      { side: 'account', kind: 'image', text: '', picture: dataUrl(jpeg) },
    ]);
  });

  test('is refused without a call where it is too large, or no picture', async () => {
    mustFail(await send(png(10 * 1024 * 1024 + 1)), 'platform/40006');
    mustFail(await send({ type: 'image/png', bytes: Buffer.from('<html>') }), 'platform/40005');
    mustFail(await send({ type: 'image/jpeg', bytes: png().bytes }), 'platform/40005');
    mustFail(await bench.client.sendPicture('a|b', png(), fail), 'platform/recipient');
    expect(calls('media/upload')).toBe(0);
  });

  test('of the largest size arrives, though the phone shows no more than its sign', async () => {
    must(await send(png(10 * 1024 * 1024)));
    expect(bubbles()).toMatchObject([{ kind: 'image' }]);
    expect(bubbles()[0]).not.toHaveProperty('picture');
  });

  test('is uploaded once under one key, and anew where the platform has forgotten it', async () => {
    simulator.api.setFault(sendName, { kind: 'errcode', errcode: 50003 }, 1);
    mustFail(await send(png(), { dedupeKey: 'a' }), 'platform/50003');
    must(await send(png(), { dedupeKey: 'a' }));
    expect(calls('media/upload')).toBe(1);
    must(await send(png(), { dedupeKey: 'b' }));
    expect(calls('media/upload')).toBe(2);
    timing.move(3 * 24 * 3_600_000);
    must(await send(png(), { dedupeKey: 'b' }));
    expect(calls('media/upload')).toBe(3);
    simulator.api.setFault(sendName, { kind: 'errcode', errcode: 40007 }, 1);
    mustFail(await send(png(), { dedupeKey: 'b' }), 'platform/40007');
    must(await send(png(), { dedupeKey: 'b' }));
    expect(calls('media/upload')).toBe(4);
  });

  test('whose upload is lost is uploaded again: nobody has seen anything of it', async () => {
    simulator.api.setFault('media/upload', { kind: 'cut', before: 'answer' }, 1);
    must(await send(png(), { dedupeKey: 'a' }));
    expect(calls('media/upload')).toBe(2);
    expect(bubbles()).toHaveLength(1);
  });

  test('does not arrive where it can not be uploaded', async () => {
    simulator.api.setFault('media/upload', { kind: 'errcode', errcode: 45009 }, 1);
    mustFail(await send(png()), isWecom ? 'platform/45009' : 'platform/45009-official-account');
    expect(calls(sendName)).toBe(0);
  });

  test('whose access_token ended meanwhile arrives once', async () => {
    must(await bench.client.checkApp());
    simulator.api.endTokens(account.id, 'expired');
    must(await send(png()));
    expect(bubbles()).toHaveLength(1);
  });
});

describe('a picture whose sending was cut off', () => {
  const [wecom, official] = accounts;
  const open = async (account: (typeof accounts)[number] | undefined) => {
    if (!account) throw new Error('no account');
    timing = hurriedTiming();
    simulator = createSimulator({ accounts: [account], callbackUrl: () => '', clock: timing.now, random: randomBytes, onChange: () => {} });
    ({ url } = await simulator.start({ host: '127.0.0.1', port: 0 }));
    bench = await openBench(account, url, { timing });
    return account;
  };
  afterEach(async () => {
    await bench.close();
    await simulator.close();
  });

  test('is sent again by WeCom, which swallows the second one', async () => {
    const { person } = await open(wecom);
    simulator.api.setFault('message/send', { kind: 'cut', before: 'answer' }, 1);
    must(await bench.client.sendPicture(person, png(), { ...fail, dedupeKey: 'a' }));
    expect(simulator.api.calls('message/send')).toBe(2);
    expect(simulator.phones()[0]?.bubbles).toHaveLength(1);
  });

  test('is not sent again by an Official Account: nobody knows whether it arrived', async () => {
    const { person } = await open(official);
    simulator.api.setFault('message/custom/send', { kind: 'cut', before: 'answer' }, 1);
    mustFail(await bench.client.sendPicture(person, png(), { ...fail, dedupeKey: 'a' }), 'platform/unsure');
    expect(simulator.phones()[0]?.bubbles).toHaveLength(1);
  });

  test('an unverified subscription account uploads nothing', async () => {
    const account = await open(official);
    const { client, close } = await openBench({ ...account, kind: 'subscription', verified: false }, url, { timing });
    mustFail(await client.sendPicture(account.person, png(), fail), 'platform/48001');
    expect(simulator.api.calls('media/upload')).toBe(0);
    await close();
  });

  test('uploads count on the daily quota of an Official Account', async () => {
    const { person } = await open(official);
    must(await bench.client.sendPicture(person, png(), fail));
    expect(bench.client.state().gauges).toContainEqual({ name: 'media/upload', windowMs: 86_400_000, used: 1, limit: 100_000 });
  });
});
