import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { describe, expect, test } from 'vitest';
import { simulatedTiming } from '../simulated-timing.ts';
import { createNames, type LookUpAll } from './names.ts';

const address: LookupAddress = { address: '192.0.2.1', family: 4 };
const second = 1_000;

/** A name service that answers where a test says so; at once for all but *.dead. */
function service() {
  const timing = simulatedTiming();
  const pending = new Map<string, Parameters<LookUpAll>[2]>();
  let asked = 0;
  let most = 0;
  const names = createNames(timing, (name, _options, callback) => {
    asked += 1;
    if (!name.endsWith('.dead')) return process.nextTick(callback, null, [address]);
    pending.set(name, callback);
    most = Math.max(most, pending.size);
  });
  const giveUp = () => {
    const [[name, callback] = []] = pending;
    pending.delete(name ?? '');
    callback?.(Object.assign(new Error('no'), { code: 'EAI_AGAIN' }), []);
  };
  return { timing, names, pending, giveUp, asked: () => asked, most: () => most };
}

const found = (lookup: LookupFunction, name: string) =>
  new Promise((resolve) => lookup(name, { all: true }, (error, addresses) => resolve(error?.code ?? addresses)));

describe('Names of which some hang', () => {
  test('take two threads, whatever is asked, and one for those that are known to', async () => {
    const { timing, names, pending, giveUp, most } = service();
    for (let round = 0; round < 5; round++)
      for (let index = 0; index < 20; index++) {
        void names.turnOf(`h${index}.dead`);
        void found(names.lookup, `h${index}.dead`);
      }
    expect(most()).toBe(2);
    await timing.pass(10 * second);
    for (let index = 0; index < 20; index++) giveUp();
    await timing.pass(10 * second);
    void found(names.lookup, 'h0.dead');
    void found(names.lookup, 'h1.dead');
    expect([...pending.keys()]).toEqual(['h0.dead']);
    expect(await found(names.lookup, 'good.test')).toEqual([address]);
  });
  test('leave the addresses that were found last to a name that waits', async () => {
    const { timing, names, pending } = service();
    expect(await found(names.lookup, 'good.test')).toEqual([address]);
    await timing.pass(60 * second);
    void found(names.lookup, 'a.dead');
    void found(names.lookup, 'b.dead');
    expect(await names.turnOf('good.test')).toBe(true);
    expect(await found(names.lookup, 'good.test')).toEqual([address]);
    expect(pending.size).toBe(2);
  });
  test('do not make an error of a while ago one of now', async () => {
    const { timing, names, giveUp } = service();
    const before = found(names.lookup, 'shaky.dead');
    giveUp();
    expect(await before).toBe('EAI_AGAIN');
    await timing.pass(60 * second);
    void found(names.lookup, 'a.dead');
    void found(names.lookup, 'b.dead');
    const turn = names.turnOf('shaky.dead');
    let answered = false;
    const now = found(names.lookup, 'shaky.dead').finally(() => {
      answered = true;
    });
    await timing.pass(11 * second);
    expect(await turn).toBe(false);
    expect(answered).toBe(false);
    for (let index = 0; index < 3; index++) giveUp();
    expect(await now).toBe('EAI_AGAIN');
  });
  test('let a name that nobody knows wait for its turn, but not for ever', async () => {
    const { timing, names, giveUp } = service();
    void found(names.lookup, 'a.dead');
    void found(names.lookup, 'b.dead');
    const early = names.turnOf('good.test');
    const late = names.turnOf('good.test', 60 * second);
    await timing.pass(11 * second);
    expect(await early).toBe(false);
    giveUp();
    expect(await late).toBe(true);
    expect(await found(names.lookup, 'good.test')).toEqual([address]);
  });
});

test('A name is asked for once by all who want it, and again when that is seconds ago', async () => {
  const { timing, names, asked } = service();
  expect(await names.turnOf('good.test')).toBe(true);
  await Promise.all([found(names.lookup, 'good.test'), found(names.lookup, 'good.test')]);
  expect(asked()).toBe(1);
  await timing.pass(6 * second);
  await found(names.lookup, 'good.test');
  expect(asked()).toBe(2);
});

test('An address needs no turn', async () => {
  const { names, asked } = service();
  expect(await names.turnOf('192.0.2.1')).toBe(true);
  expect(asked()).toBe(0);
});
