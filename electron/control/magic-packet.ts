/** The magic packet of wake-on-lan. Source: AMD, "Magic Packet Technology", publication 20213 (1995). */
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/**
 * Six bytes FF, the MAC address sixteen times, and the SecureOn password where there is one: 102, 106 or 108 bytes.
 * @param mac six hexadecimal bytes between `:` or `-`
 * @param secureOn 4 or 6 bytes
 */
export function buildMagicPacket(mac: string, secureOn: Buffer = Buffer.alloc(0)): Buffer {
  const address = Buffer.from(mac.replace(/[:-]/g, ''), 'hex');
  if (address.length !== 6) throw new Error('a MAC address has six bytes');
  return Buffer.concat([Buffer.alloc(6, 0xff), ...Array.from({ length: 16 }, () => address), secureOn]);
}

/**
 * Reads a SecureOn password: six bytes as a MAC address is written, or four as an IPv4 address is.
 * Fails with `control/wake-secure-on`, which doesn't tell what was read.
 */
export function parseSecureOn(text: string): Result<Buffer> {
  const trimmed = text.trim();
  if (/^(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$|^[0-9A-Fa-f]{12}$/.test(trimmed)) {
    return ok(Buffer.from(trimmed.replace(/[:-]/g, ''), 'hex'));
  }
  const bytes = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(trimmed) ? trimmed.split('.').map(Number) : [];
  if (bytes.length === 4 && bytes.every((byte) => byte <= 255)) return ok(Buffer.from(bytes));
  return err(failure('control/wake-secure-on'));
}
