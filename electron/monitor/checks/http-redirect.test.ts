import { describe, expect, test } from 'vitest';
import { redirected } from './http-redirect.ts';

const hop = { url: 'https://shop.test/a', method: 'GET', headers: { authorization: 'Bearer x' } };
const posted = { ...hop, method: 'POST', body: '{}' };

describe('A redirect', () => {
  test('on the same server takes the headers along', () => {
    expect(redirected(hop, 302, '/b')).toEqual({ ...hop, url: 'https://shop.test/b' });
    expect(redirected({ ...hop, url: 'http://shop.test/a' }, 301, 'https://shop.test/a')).toEqual(hop);
  });
  test('to another server, another port or without TLS takes none', () => {
    const headersAt = (location: string) => redirected(hop, 302, location)?.headers;
    const elsewhere = [
      'https://evil.test/',
      'https://shop.test:8443/',
      'http://shop.test/',
      '//evil.test/a',
      'https://shop.test.evil.test/',
    ];
    expect(elsewhere.map(headersAt)).toEqual(elsewhere.map(() => ({})));
  });
  test('asks for a page, but for one that says to ask the same again', () => {
    expect(redirected(posted, 302, '/b')).toEqual({ url: 'https://shop.test/b', method: 'GET', headers: hop.headers });
    expect(redirected(posted, 307, '/b')).toEqual({ ...posted, url: 'https://shop.test/b' });
    expect(redirected({ ...hop, method: 'HEAD' }, 301, '/b')?.method).toBe('HEAD');
  });
  test('that would send a body elsewhere, or leads out of the web, is not followed', () => {
    expect(redirected(posted, 308, 'https://evil.test/')).toBeUndefined();
    expect(redirected(hop, 302, 'file:///etc/passwd')).toBeUndefined();
    expect(redirected(hop, 302, 'https://[')).toBeUndefined();
  });
});
