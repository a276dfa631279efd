import { describe, expect, test } from 'vitest';
import { buildMagicPacket, parseSecureOn } from './magic-packet.ts';

const secureOnHex = (text: string) => {
  const parsed = parseSecureOn(text);
  return parsed.ok ? parsed.value.toString('hex') : parsed.error.code;
};

describe('The magic packet', () => {
  test('is six bytes FF and the MAC address sixteen times', () => {
    expect(buildMagicPacket('00:1a:2B:3c:4D:5e').toString('hex')).toBe('ff'.repeat(6) + '001a2b3c4d5e'.repeat(16));
  });
  test('is the same for a MAC address with hyphens', () => {
    expect(buildMagicPacket('00-1A-2B-3C-4D-5E')).toEqual(buildMagicPacket('00:1a:2b:3c:4d:5e'));
  });
  test('ends with the SecureOn password', () => {
    const packet = buildMagicPacket('00:1a:2b:3c:4d:5e', Buffer.from('c0a80001', 'hex'));
    expect(packet.length).toBe(106);
    expect(packet.subarray(102).toString('hex')).toBe('c0a80001');
  });
});

describe('A SecureOn password', () => {
  test.each([
    ['six bytes between colons', '01:23:45:67:89:ab', '0123456789ab'],
    ['six bytes between hyphens', '01-23-45-67-89-AB', '0123456789ab'],
    ['six bytes in a row', '0123456789ab', '0123456789ab'],
    ['four bytes as an address', '192.168.0.1', 'c0a80001'],
    ['spaces around it', ' 10.0.0.255 ', '0a0000ff'],
  ])('is read: %s', (_, text, hex) => expect(secureOnHex(text)).toBe(hex));

  test.each(['', '01:23:45:67:89', '256.0.0.1', '1.2.3', 'password', '01:23:45:67:89:zz', '01:23:45:67:89:ab:cd'])(
    'is refused, and not repeated: "%s"',
    (text) => {
      const parsed = parseSecureOn(text);
      expect(secureOnHex(text)).toBe('control/wake-secure-on');
      if (text) expect(JSON.stringify(parsed)).not.toContain(text);
    },
  );
});
