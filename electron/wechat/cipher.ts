import { createCipheriv, createDecipheriv } from 'node:crypto';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { AesKey, RandomBytes } from './credentials.ts';

const algorithm = 'aes-256-cbc';
const paddingBlock = 32;
const cipherBlock = 16;
/** 16 random bytes, then the message's length in 4. */
const headBytes = 20;

const base64Pattern = /^[A-Za-z0-9+/]*={0,2}$/;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Encrypts a message for `receiverId`: AES-256-CBC over 16 random bytes, the length (big-endian), the message, the
 * receiver id, and a padding of 1 to 32 bytes that each hold their count (protocol reference, 1.2).
 * A lone surrogate, which UTF-8 cannot hold, goes out as U+FFFD.
 * @returns base64, as in `<Encrypt>`
 */
export function sealBytes(message: string, receiverId: string, { key, iv }: AesKey, random: RandomBytes): string {
  const messageBytes = Buffer.byteLength(message, 'utf8');
  const layoutBytes = headBytes + messageBytes + Buffer.byteLength(receiverId, 'utf8');
  const padding = paddingBlock - (layoutBytes % paddingBlock);
  const layout = Buffer.alloc(layoutBytes + padding, padding);
  layout.set(random(16), 0);
  layout.writeUInt32BE(messageBytes, 16);
  layout.write(message, headBytes, 'utf8');
  layout.write(receiverId, headBytes + messageBytes, 'utf8');
  const cipher = createCipheriv(algorithm, key, iv).setAutoPadding(false);
  return Buffer.concat([cipher.update(layout), cipher.final()]).toString('base64');
}

/**
 * Decrypts what stands in `<Encrypt>` or `echostr`.
 * @param encrypted base64
 * @returns the message's text, to the byte: a byte order mark stays
 * Fails with -40010 (not base64), -40007 (cut ciphertext), -40008 (padding, length field or UTF-8) or -40005 (for
 * another receiver), in this order. Source: protocol reference, 1.2 and 1.8: everything is checked strictly, because a
 * wrong key leaves a plausible last byte in one case of eight.
 */
export function openBytes(encrypted: string, receiverId: string, key: AesKey): Result<string> {
  if (encrypted.length % 4 !== 0 || !base64Pattern.test(encrypted)) return err(failure('wechat/-40010'));
  const ciphertext = Buffer.from(encrypted, 'base64');
  if (ciphertext.length === 0 || ciphertext.length % cipherBlock !== 0) return err(failure('wechat/-40007'));
  const layout = unpad(decrypt(ciphertext, key));
  if (!layout || layout.length < headBytes) return err(failure('wechat/-40008'));
  const end = headBytes + layout.readUInt32BE(16);
  if (end > layout.length) return err(failure('wechat/-40008'));
  const receiver = layout.subarray(end);
  if (!receiver.equals(Buffer.from(receiverId, 'utf8'))) {
    return err(failure('wechat/-40005', { received: receiver.toString('utf8').slice(0, 64) }));
  }
  const message = decodeUtf8(layout.subarray(headBytes, end));
  return message === undefined ? err(failure('wechat/-40008')) : ok(message);
}

function decrypt(ciphertext: Buffer, { key, iv }: AesKey): Buffer {
  const decipher = createDecipheriv(algorithm, key, iv).setAutoPadding(false);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}

/** Takes the padding off; undefined where it is none: a count outside 1 to 32, or bytes that disagree. */
function unpad(padded: Buffer): Buffer | undefined {
  const count = padded.at(-1) ?? 0;
  if (count < 1 || count > paddingBlock || count > padded.length) return undefined;
  const start = padded.length - count;
  for (let i = start; i < padded.length; i++) {
    if (padded[i] !== count) return undefined;
  }
  return padded.subarray(0, start);
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}
