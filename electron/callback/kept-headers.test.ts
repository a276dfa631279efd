import { expect, test } from 'vitest';
import { keptHeaders } from './kept-headers.ts';

test('what tells the way of a request is kept; what could hold a secret is not', () => {
  const headers = { host: 'x', via: '1.1 proxy', 'x-forwarded-for': '10.0.0.1', authorization: 'Basic abc', cookie: 'a=b' };
  expect(keptHeaders(headers)).toEqual({ host: 'x', via: '1.1 proxy', 'x-forwarded-for': '10.0.0.1' });
});

test('a long one is cut', () => {
  expect(keptHeaders({ via: 'v'.repeat(9000) }).via).toHaveLength(256);
});
