import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNames } from '../../control/names.ts';
import { simulatedTiming } from '../../simulated-timing.ts';
import { askOnce } from '../ask-once.ts';
import { idleTools, monitorOf } from '../test-monitors.ts';
import { makeCheck } from './make-check.ts';

const server = createServer((socket) => socket.end());
beforeEach(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
afterEach(() => void server.close());

test('A server stays up while the names of twenty others hang, and nobody calls those down that were not asked for', async () => {
  const timing = simulatedTiming();
  let pending = 0;
  const names = createNames(timing, (name, _options, callback) => {
    if (name.endsWith('.dead')) pending += 1;
    else process.nextTick(callback, null, [{ address: '127.0.0.1', family: 4 }]);
  });
  const { port } = server.address() as AddressInfo;
  const ask = (host: string, kind: 'tcp' | 'http') => {
    const spec = kind === 'tcp' ? ({ kind, host, port } as const) : ({ kind, url: `http://${host}:${port}/` } as const);
    const check = makeCheck(monitorOf(host, { check: spec }), { ...idleTools(timing), names });
    const onBug = (error: unknown) => expect.unreachable(String(error));
    return askOnce(check, { timing, timeoutMs: 10_000, signal: new AbortController().signal, onBug });
  };
  expect(await ask('good.test', 'tcp')).toMatchObject({ kind: 'up' });
  for (let round = 0; round < 3; round++) {
    const dead = Array.from({ length: 20 }, (_, index) => ask(`h${index}.dead`, index % 2 ? 'http' : 'tcp'));
    await timing.pass(9_000);
    expect(await ask('good.test', 'tcp')).toMatchObject({ kind: 'up' });
    await timing.pass(11_000);
    const found = await Promise.all(dead);
    expect(found.map((outcome) => ('reason' in outcome ? outcome.reason.code : outcome.kind))).toEqual([
      ...Array(2).fill('monitor/no-answer'),
      ...Array(18).fill('monitor/names-busy'),
    ]);
    expect(pending).toBe(2);
  }
});

test('A check that waits for its turn ends at once where the program does', async () => {
  const timing = simulatedTiming();
  const names = createNames(timing, () => undefined);
  const closing = new AbortController();
  const ask = (host: string) =>
    askOnce(makeCheck(monitorOf(host, { check: { kind: 'tcp', host, port: 80 } }), { ...idleTools(timing), names }), {
      ...{ timing, timeoutMs: 10_000, signal: closing.signal },
      onBug: (error) => expect.unreachable(String(error)),
    });
  const asked = Promise.all(['a.dead', 'b.dead', 'c.dead'].map(ask));
  await timing.pass(0);
  closing.abort();
  expect((await asked).map(({ kind }) => kind)).toEqual(['down', 'down', 'down']);
  expect(await ask('d.dead')).toMatchObject({ kind: 'down' });
});
