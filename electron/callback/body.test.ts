import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { BodyBudget, readBody } from './body.ts';

const request = () => new PassThrough() as unknown as IncomingMessage & PassThrough;

test('where bodies together outgrow the budget the largest is turned away, never the one that comes last', async () => {
  const budget = new BodyBudget(100, 10);
  const requests = [request(), request(), request(), request()];
  const [first, second, third, small] = requests.map((each) => readBody(each, 90, budget));
  requests[0]?.write(Buffer.alloc(40));
  requests[1]?.write(Buffer.alloc(50));
  requests[3]?.write(Buffer.alloc(8));
  requests[2]?.write(Buffer.alloc(20));
  expect(await second).toMatchObject({ kind: 'overloaded', head: Buffer.alloc(50) });
  requests[1]?.write(Buffer.alloc(50));
  for (const each of requests) each.end();
  expect(await Promise.all([first, third, small])).toMatchObject([40, 20, 8].map((size) => ({ kind: 'whole', bytes: Buffer.alloc(size) })));
  expect(budget.held).toBe(0);
});

test('a client that hangs up half-way leaves nothing held', async () => {
  const budget = new BodyBudget(100, 10);
  const cut = request();
  const body = readBody(cut, 90, budget);
  cut.write(Buffer.alloc(10));
  cut.destroy();
  expect((await body).kind).toBe('broken');
  expect(budget.held).toBe(0);
});
