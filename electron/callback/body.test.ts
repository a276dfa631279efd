import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { readBody } from './body.ts';

const request = () => new PassThrough() as unknown as IncomingMessage & PassThrough;

test('bodies that together outgrow the budget are turned away, and those that end make room again', async () => {
  const budget = { held: 0, limit: 100 };
  const [first, second, third] = [request(), request(), request()];
  const held = readBody(first, 90, budget);
  first.write(Buffer.alloc(80));
  const refused = readBody(second, 90, budget);
  second.write(Buffer.alloc(80));
  expect((await refused).kind).toBe('overloaded');
  first.end();
  expect(await held).toMatchObject({ kind: 'whole', bytes: Buffer.alloc(80) });
  const later = readBody(third, 90, budget);
  third.end(Buffer.alloc(80));
  expect((await later).kind).toBe('whole');
  expect(budget.held).toBe(0);
});

test('a client that hangs up half-way leaves nothing held', async () => {
  const budget = { held: 0, limit: 100 };
  const cut = request();
  const body = readBody(cut, 90, budget);
  cut.write(Buffer.alloc(10));
  cut.destroy();
  expect((await body).kind).toBe('broken');
  expect(budget.held).toBe(0);
});
