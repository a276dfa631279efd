import { beforeEach, expect, test } from 'vitest';
import { platformFailure } from '../../shared/errcodes.ts';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { must, mustFail } from '../../shared/test-result.ts';
import { createMemoryStore } from '../secrets/memory.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { type HurriedTiming, hurriedTiming, memoryLog } from './test-bench.ts';
import { createTokenSource, type FetchedToken, type TokenSource } from './token.ts';
import { createUsage, type Usage } from './usage.ts';

let timing: HurriedTiming;
let secrets: SecretStore;
let secret: string;
/** Of the account: it outlives the source. */
let usage: Usage;
let fetches: number;
/** What the platform answers next; a token of two hours unless a test says otherwise. */
let answer: () => Promise<Result<FetchedToken>>;
let token: TokenSource;

const open = () =>
  createTokenSource({
    secrets,
    name: 'account/a/access-token',
    credentials: async () => ok({ receiverId: 'ww1', secret, apiBase: 'https://platform' }),
    fetch: () => {
      fetches += 1;
      return answer();
    },
    usage,
    timing,
    log: memoryLog().log,
    onChange: () => undefined,
  });

const lasting = (expiresInSeconds: number) => async () => ok({ text: `token ${fetches}`, expiresInSeconds });
const get = async () => must(await token.get());

beforeEach(() => {
  timing = hurriedTiming();
  secrets = createMemoryStore(timing);
  secret = 'secret';
  usage = createUsage(timing);
  fetches = 0;
  answer = lasting(7200);
  token = open();
});

test('is renewed five minutes before its end', async () => {
  await get();
  timing.move(6_899_000);
  expect(await get()).toBe('token 1');
  timing.move(1000);
  expect(await get()).toBe('token 2');
});

test('that comes with little time left is not fetched at every call', async () => {
  answer = lasting(200);
  await get();
  timing.move(99_000);
  await get();
  expect(fetches).toBe(1);
  timing.move(1000);
  await get();
  expect(fetches).toBe(2);
});

test('that is checked is fetched anew, once for all who ask, and what is refused takes nothing away', async () => {
  await get();
  expect(await Promise.all([token.check(), token.check()])).toEqual([ok(null), ok(null)]);
  expect([fetches, await get()]).toEqual([2, 'token 2']);
  answer = async () => err(platformFailure('official-account', 40164, 'invalid ip 203.0.113.7'));
  mustFail(await token.check(), 'platform/40164');
  expect(await get()).toBe('token 2');
});

test('that is checked right after a failure is asked for again, unless the Secret is wrong', async () => {
  answer = async () => err(platformFailure('official-account', 40164, 'invalid ip 203.0.113.7'));
  await token.get();
  answer = async () => err(platformFailure('official-account', 40125, ''));
  mustFail(await token.get(), 'platform/40164');
  mustFail(await token.check(), 'platform/40125');
  const asked = fetches;
  mustFail(await token.check(), 'platform/40125');
  expect(fetches).toBe(asked);
});

test('is used to its end where it cannot be renewed', async () => {
  await get();
  timing.move(7_000_000);
  answer = async () => err(failure('platform/unreachable'));
  expect(await get()).toBe('token 1');
  timing.move(200_000);
  mustFail(await token.get(), 'platform/unreachable');
});

test('is fetched once, however many ask and however many were refused', async () => {
  const texts = await Promise.all(Array.from({ length: 200 }, get));
  expect(new Set(texts)).toEqual(new Set(['token 1']));
  const again = await Promise.all(texts.map(async (text) => token.refuse(text).then(get)));
  expect(new Set(again)).toEqual(new Set(['token 2']));
  await token.refuse('token 1');
  expect(await get()).toBe('token 2');
  expect(fetches).toBe(2);
});

test('survives a restart, and a refused one does not', async () => {
  await get();
  token = open();
  expect(await get()).toBe('token 1');
  expect(fetches).toBe(1);
  await token.refuse('token 1');
  token = open();
  expect(await get()).toBe('token 2');
});

test('of other credentials, or that is no token, is not used after a restart', async () => {
  await get();
  secret = 'another';
  token = open();
  expect(await get()).toBe('token 2');
  await secrets.set('account/a/access-token', '{"text":1}');
  token = open();
  expect(await get()).toBe('token 3');
});

test.each([40001, 40013, 40125])('%d is remembered for a minute', async (errcode) => {
  answer = async () => err(platformFailure('wecom', errcode, ''));
  for (let n = 0; n < 10; n++) mustFail(await token.get(), `platform/${errcode}`);
  timing.move(59_999);
  await token.get();
  expect(fetches).toBe(1);
  timing.move(1);
  await token.get();
  expect(fetches).toBe(2);
});

test('a refusal ends with a corrected secret', async () => {
  answer = async () => err(platformFailure('wecom', 40001, ''));
  mustFail(await token.get(), 'platform/40001');
  secret = 'corrected';
  answer = lasting(7200);
  await get();
  expect(token.state()).toEqual({ state: 'valid', expiresAt: timing.now() + 7_200_000 });
});

test('a refusal outlives the source, as long as the secret is the same', async () => {
  answer = async () => err(platformFailure('wecom', 40001, ''));
  mustFail(await token.get(), 'platform/40001');
  token = open();
  expect(token.state()).toEqual({ state: 'none' });
  mustFail(await token.get(), 'platform/40001');
  expect(token.state()).toMatchObject({ state: 'failed' });
  expect(fetches).toBe(1);
  token = open();
  secret = 'corrected';
  answer = lasting(7200);
  await get();
  secret = 'secret';
  token = open();
  await get();
  expect(fetches).toBe(3);
});

test('a network that failed is tried at once by the next source', async () => {
  answer = async () => err(failure('platform/unreachable'));
  mustFail(await token.get(), 'platform/unreachable');
  token = open();
  answer = lasting(7200);
  await get();
});

test('other failures back off, longer each time, for 15 s at the most', async () => {
  answer = async () => err(failure('platform/unreachable'));
  const waits: number[] = [];
  for (let n = 0; n < 6; n++) {
    await token.get();
    const before = fetches;
    let waited = 0;
    while (fetches === before) {
      timing.move(250);
      waited += 250;
      await token.get();
    }
    waits.push(waited);
    // The fetch that ended the wait is the next round's first.
  }
  expect(waits).toEqual([750, 1500, 3000, 6000, 11250, 11250]);
});

test('changed credentials make a fetch under way count for nothing', async () => {
  let release = () => {};
  answer = () => new Promise((resolve) => (release = () => resolve(ok({ text: 'of the old secret', expiresInSeconds: 7200 }))));
  const old = token.get();
  await new Promise((resolve) => setImmediate(resolve));
  secret = 'new';
  await token.reset();
  answer = lasting(7200);
  expect(await get()).toBe('token 2');
  release();
  await old;
  expect(await get()).toBe('token 2');
});
