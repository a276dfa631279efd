import { describe, expect, test } from 'vitest';
import { type AccountField, checkField } from './account-fields.ts';

describe('a field as it is typed', () => {
  test.each<[AccountField, string, string | undefined]>([
    ['receiverId', 'ww1234567890abcdef', undefined],
    ['receiverId', 'wx1234567890abcdef', undefined],
    ['receiverId', 'ww123', 'corp-id'],
    ['receiverId', 'ww1234567890abcdef ', 'blanks'],
    ['agentId', '1000002', undefined],
    ['agentId', '0', undefined],
    ['agentId', '10a', 'agent-id'],
    ['seats', '500', undefined],
    ...['0', '-1', '1.5', '5oo', '100000000', '１００'].map((typed): [AccountField, string, 'seats'] => ['seats', typed, 'seats']),
    ['apiSecret', 's'.repeat(43), undefined],
    ['apiSecret', 'short', 'api-secret'],
    ['token', 'QDG6eK', undefined],
    ['token', 'a'.repeat(33), 'token'],
    ['token', '带中文', 'token'],
    ['encodingAesKey', 'a'.repeat(42), 'key-length'],
    ['encodingAesKey', `${'a'.repeat(42)}=`, 'key-letters'],
    ['encodingAesKey', 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C', undefined],
    ['id', 'ops-1', undefined],
    ['id', '运维', 'account-id'],
    ['id', '-x', 'account-id'],
    ['name', '运维 机器人', undefined],
    ['name', 'x'.repeat(65), 'too-long'],
    ['apiBase', 'http://127.0.0.1:8080', undefined],
    ['apiBase', 'qyapi.weixin.qq.com', 'url'],
    ['proxyUrl', 'socks5://10.0.0.1:1080', undefined],
    ['proxyUrl', 'http://user@proxy:3128', undefined],
    ['proxyUrl', 'http://us%25er@proxy:3128', undefined],
    ['proxyUrl', 'http://50%off@proxy:3128', 'url'],
    ['proxyUrl', 'http://user:password@proxy:3128', 'url-password'],
    ['proxyUrl', 'ftp://proxy', 'url'],
    ['token', '', 'missing'],
    ...[
      '127.0.0.1:0',
      'proxy:65535',
      'api.example.com.',
      'a_b-c.example',
      '例子.中国',
      '[::1]:8080',
      '[2001:db8::7]',
      '[::ffff:10.0.0.1]',
    ].map((host): [AccountField, string, undefined] => ['apiBase', `https://${host}/cgi-bin?a=[b]`, undefined]),
    ...['host:65536', 'host:99999', 'host:', 'host:1:2', 'host:8o', ':80', '[', '[]', '[::1', '::1', '[::1]x', '[1::2::3]', '[1:2:3]'].map(
      (host): [AccountField, string, 'url'] => ['apiBase', `https://${host}`, 'url'],
    ),
    ...['[12345::]', '[1:2:3:4:5:6:7:8:9]', '[::1.2.3]', 'a]b', 'a|b', 'a%b', 'a\\b', 'a<b', 'a..b', '10.0.0.256', '1.2.3', 'host：80'].map(
      (host): [AccountField, string, 'url'] => ['proxyUrl', `http://user@${host}`, 'url'],
    ),
  ])('%s "%s" is judged as %s', (field, text, problem) => expect(checkField(field, text, 'wecom')).toBe(problem));

  test('an AppID begins with wx', () => {
    expect(checkField('receiverId', 'wx1234567890abcdef', 'official-account')).toBeUndefined();
    expect(checkField('receiverId', 'ww1234567890abcdef', 'official-account')).toBe('app-id');
  });
});
