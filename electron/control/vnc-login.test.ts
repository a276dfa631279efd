import { describe, expect, test } from 'vitest';
import { feed, hex, u16, u32 } from '../../test/support/feed-conversation.ts';
import { logIn } from './vnc-login.ts';

describe('Logging in', () => {
  const entered = Buffer.concat([u16(4, 2), Buffer.alloc(16), u32(4), Buffer.from('desk')]);
  const outcome = (password: string | undefined, ...bytes: Buffer[]) => feed(logIn(password), Buffer.concat(bytes)).outcome;
  const version = (text: string) => Buffer.from(`RFB ${text}\n`);

  test.each([
    ['003.003', '003.003'],
    ['003.005', '003.003'],
    ['003.007', '003.007'],
    ['003.008', '003.008'],
    ['003.889', '003.008'],
    ['005.000', '003.008'],
  ])('a server that speaks %s is answered in %s', (offered, answered) => {
    expect(feed(logIn(undefined), version(offered)).sent.join('')).toBe(`RFB ${answered}\n`);
  });

  test('goes without a verdict where versions before 3.8 want no password', () => {
    expect(outcome(undefined, version('003.003'), u32(1), entered)).toEqual({ ok: true, value: { width: 4, height: 2 } });
    expect(outcome(undefined, version('003.007'), hex('01 01'), entered)).toEqual({ ok: true, value: { width: 4, height: 2 } });
    expect(outcome(undefined, version('003.008'), hex('01 01'), u32(0), entered)).toEqual({ ok: true, value: { width: 4, height: 2 } });
  });

  test('proves the password with the one where both ways are open', () => {
    const { sent } = feed(logIn('secret'), Buffer.concat([version('003.008'), hex('02 01 02'), Buffer.alloc(16)]));
    expect(sent[1]?.toString('hex')).toBe('02');
    expect(sent[2]?.length).toBe(16);
  });

  test('is refused with the reason that the server gives, cleaned', () => {
    const reason = Buffer.from('Too many\n\x1b[31m security failures');
    expect(outcome('x', version('003.008'), hex('00'), u32(reason.length), reason)).toEqual({
      ok: false,
      error: { kind: 'refused', reason: 'Too many [31m security failures' },
    });
  });

  test.each([
    [8192, 8192],
    [0, 768],
    [65535, 1],
  ])('ends at a screen of %d×%d pixels', (width, height) => {
    const huge = Buffer.concat([u16(width, height), Buffer.alloc(16), u32(0)]);
    expect(outcome(undefined, version('003.003'), u32(1), huge)).toMatchObject({ ok: false, error: { kind: 'size' } });
  });

  test('ends at a name that is no name', () => {
    const endless = Buffer.concat([u16(4, 2), Buffer.alloc(16), u32(0xfffffff0)]);
    expect(outcome(undefined, version('003.003'), u32(1), endless)).toMatchObject({ ok: false, error: { kind: 'protocol' } });
  });
});
