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
  );
  fc.assert(
    fc.property(requests, (request) => {
      expect(requestJson(request)).toBe(JSON.stringify(request));
    }),
    { numRuns: 2000 },
  );
});
