import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRequestTarget } from './request-target.ts';

/** What the URL standard makes of a target. */
function byTheStandard(target: string) {
  const url = new URL(target, 'http://listener');
  return { path: url.pathname, query: Object.fromEntries(url.searchParams) };
}

test.each([
  '/callback/corp?msg_signature=ab12&timestamp=1700000000&nonce=42',
  '/callback/corp?echostr=a%2Bb%3D%3D&nonce=a+b',
  '/callback/corp?a&b=&=c&&d==e&a=last',
  '/callback/corp?__proto__=x&constructor=y',
  '/callback/../healthz?x=1#part',
  '/callback/%E5%BE%AE?q=微管',
  '/callback/corp?',
  '/',
])('%s is read as the URL standard says', (target) => expect(readRequestTarget(target)).toEqual(byTheStandard(target)));

test('so is every other', () => {
  const sign = fc.constantFrom(...'aZ09_-./&=?+%#:;@~ "<微');
  fc.assert(
    fc.property(fc.string({ unit: sign, maxLength: 40 }), (rest) => {
      const target = `/c${rest}`;
      expect(readRequestTarget(target)).toEqual(byTheStandard(target));
    }),
    { numRuns: 2000 },
  );
});

test.each(['*', 'no path', 'http://[', '//[', ''])('%j is no path of ours', (target) =>
  expect(readRequestTarget(target).path).not.toMatch(/^\/callback\/[^/]+$/),
);
