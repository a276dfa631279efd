import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requestJson } from './request-json.ts';

test('a request on record is the JSON that everybody else would write', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.string({ maxLength: 12 }));
  const texts = fc.dictionary(text, text, { maxKeys: 4 });
  const whole = fc.record({ method: text, path: text, query: texts, remoteAddress: text, userAgent: text });
  const requests = fc.oneof(
    whole,
    fc.tuple(whole, texts).map(([request, headers]) => ({ ...request, headers })),
    fc.tuple(whole, texts, text).map(([request, headers, length]) => ({ ...request, headers: { ...headers, 'content-length': length } })),
  );
  fc.assert(
    fc.property(requests, requests, text, (request, next, path) => {
      for (const one of [request, { ...request, path }, { ...next, userAgent: request.userAgent }])
        expect(requestJson(one)).toBe(JSON.stringify(one));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  [{ host: 'a' }, { host: 'a', via: 'b' }],
  [{ host: 'a', via: 'b' }, { host: 'a' }],
  [{ host: 'a' }, { host: 'b' }],
  [
    { host: 'a', 'content-length': '1' },
    { host: 'a', 'content-length': '2' },
  ],
  [{ host: 'a', 'content-length': '1' }, { host: 'a' }],
  [{ 'content-length': '1' }, {}],
  [{}, undefined],
])('one that came with %j is followed by one with %j, and each has its own', (...both) => {
  const request = { method: 'POST', path: '/', query: {}, remoteAddress: '127.0.0.1', userAgent: 'x' };
  for (const headers of both) {
    const one = headers ? { ...request, headers: headers as Record<string, string> } : request;
    expect(requestJson(one)).toBe(JSON.stringify(one));
  }
});
