import { type Cipher, createCipheriv, createDecipheriv, type Decipher } from 'node:crypto';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { AesKey, RandomBytes } from './credentials.ts';

const algorithm = 'aes-256-cbc';
const paddingBlock = 32;
const cipherBlock = 16;
/** 16 random bytes, then the message's length in 4. */
const headBytes = 20;
/** What is decrypted has a block before that, in which the chain starts (`decodeChain`); what became of it says nothing. */
const lengthStart = cipherBlock + 16;
const messageStart = cipherBlock + headBytes;

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Encrypts a message for `receiverId`: AES-256-CBC over 16 random bytes, the length (big-endian), the message, the
 * receiver id, and a padding of 1 to 32 bytes that each hold their count (protocol reference, 1.2).
 * A lone surrogate, which UTF-8 cannot hold, goes out as U+FFFD.
 * @returns base64, as in `<Encrypt>`
 */
export function sealBytes(message: string, receiverId: string, key: AesKey, random: RandomBytes): string {
  const messageBytes = Buffer.byteLength(message, 'utf8');
  const layoutBytes = headBytes + messageBytes + Buffer.byteLength(receiverId, 'utf8');
  const padding = paddingBlock - (layoutBytes % paddingBlock);
  const layout = Buffer.alloc(layoutBytes + padding, padding);
  layout.set(random(16), 0);
  layout.writeUInt32BE(messageBytes, 16);
  layout.write(message, headBytes, 'utf8');
  layout.write(receiverId, headBytes + messageBytes, 'utf8');
  return encrypt(layout, key).toString('base64');
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
  const chain = decodeChain(encrypted, key);
  if (!chain) return err(failure('wechat/-40010'));
  if (chain.length === cipherBlock || chain.length % cipherBlock !== 0) return err(failure('wechat/-40007'));
  const layout = ciphersFor(key).decipher.update(chain);
  const whole = unpaddedEnd(layout);
  if (whole < messageStart) return err(failure('wechat/-40008'));
  const end = messageStart + layout.readUInt32BE(lengthStart);
  if (end > whole) return err(failure('wechat/-40008'));
  const receiver = receiverBytes(receiverId, key);
  if (layout.compare(receiver, 0, receiver.length, end, whole) !== 0) {
    return err(failure('wechat/-40005', { received: layout.toString('utf8', end, whole).slice(0, 64) }));
  }
  const message = decodeUtf8(layout.subarray(messageStart, end));
  return message === undefined ? err(failure('wechat/-40008')) : ok(message);
}

/** How many bytes a base64 text of whole groups of four holds. */
function base64Bytes(text: string): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return (text.length / 4) * 3 - padding;
}

/**
 * A key's ciphers, made once: to make one costs more than to decrypt a message. In CBC one message's blocks are chained
 * to those of the message before, so each message is brought back to the start of the chain.
 */
interface Ciphers {
  /** Whom the messages of this key are for, as text and as bytes. */
  receiver: { id: string; bytes: Buffer };
  decipher: Decipher;
  cipher: Cipher;
  /** The block that the cipher chains to. */
  last: Buffer;
}

const ciphersOf = new WeakMap<AesKey, Ciphers>();

function ciphersFor(aesKey: AesKey): Ciphers {
  const known = ciphersOf.get(aesKey);
  if (known) return known;
  const { key, iv } = aesKey;
  const made = {
    receiver: { id: '', bytes: Buffer.alloc(0) },
    decipher: createDecipheriv(algorithm, key, iv).setAutoPadding(false),
    cipher: createCipheriv(algorithm, key, iv).setAutoPadding(false),
    last: Buffer.from(iv),
  };
  ciphersOf.set(aesKey, made);
  return made;
}

function receiverBytes(id: string, key: AesKey): Buffer {
  const ciphers = ciphersFor(key);
  if (ciphers.receiver.id !== id) ciphers.receiver = { id, bytes: Buffer.from(id, 'utf8') };
  return ciphers.receiver.bytes;
}

/**
 * The ciphertext's bytes, behind the start of the chain; undefined where it is no base64. Node passes over what is none,
 * so that bytes are missing then; but it takes the letters of URLs for others, and the low bytes of letters beyond ASCII.
 */
function decodeChain(encrypted: string, { iv }: AesKey): Buffer | undefined {
  const isAscii = Buffer.byteLength(encrypted, 'utf8') === encrypted.length;
  if (!isAscii || encrypted.length % 4 !== 0 || encrypted.includes('-') || encrypted.includes('_')) return undefined;
  const bytes = base64Bytes(encrypted);
  const chain = Buffer.allocUnsafe(cipherBlock + bytes);
  chain.set(iv, 0);
  return chain.write(encrypted, cipherBlock, 'base64') === bytes ? chain : undefined;
}

/** The first block takes with it what undoes the last message's block and puts the start of the chain in its place. */
function encrypt(blocks: Buffer, key: AesKey): Buffer {
  const { cipher, last } = ciphersFor(key);
  for (let i = 0; i < cipherBlock; i++) blocks[i] = (blocks[i] ?? 0) ^ (last[i] ?? 0) ^ (key.iv[i] ?? 0);
  const ciphertext = cipher.update(blocks);
  last.set(ciphertext.subarray(-cipherBlock));
  return ciphertext;
}

/** Where the padding begins; -1 where it is none: a count outside 1 to 32, or bytes that disagree. */
function unpaddedEnd(padded: Buffer): number {
  const count = padded[padded.length - 1] ?? 0;
  if (count < 1 || count > paddingBlock || count > padded.length - cipherBlock) return -1;
  const end = padded.length - count;
  for (let i = end; i < padded.length; i++) {
    if (padded[i] !== count) return -1;
  }
  return end;
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}
