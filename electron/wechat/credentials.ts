import type { EncryptionMode, Platform } from '../../shared/account.ts';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** Gives `n` random bytes; `randomBytes` of node:crypto, or whatever a test wants. */
export type RandomBytes = (n: number) => Uint8Array;

declare const opaque: unique symbol;

/** An EncodingAESKey made ready once. Neither JSON nor a log shows what is in it. */
export interface AesKey {
  readonly [opaque]: true;
  /** 32 bytes. */
  readonly key: Buffer;
  /** The key's first 16 bytes (protocol reference, 1.2). */
  readonly iv: Buffer;
}

/** What a callback is checked and opened with. */
export interface CallbackCredentials {
  platform: Platform;
  mode: EncryptionMode;
  token: string;
  /** Absent only where `mode` is `plaintext`. */
  aesKey?: AesKey;
  /** CorpID or AppID (protocol reference, 1.3). */
  receiverId: string;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const encodingAesKeyPattern = /^[A-Za-z0-9]{43}$/;

/**
 * Reads an EncodingAESKey as the console shows it: 43 letters and digits, the base64 of 32 bytes without its `=`.
 * Its last two bits are discarded, and are often set (protocol reference, 1.8).
 * Fails with -40004. `Buffer.from` would skip foreign characters in silence, so the form is checked first.
 */
export function readEncodingAesKey(text: string): Result<AesKey> {
  if (!encodingAesKeyPattern.test(text)) return err(failure('wechat/-40004'));
  const key = Buffer.from(`${text}=`, 'base64');
  const hidden = { key: { value: key }, iv: { value: key.subarray(0, 16) } };
  return ok(Object.defineProperties({}, hidden) as AesKey);
}

/** A new EncodingAESKey of 43 letters and digits. */
export function generateEncodingAesKey(random: RandomBytes): string {
  return randomText(43, random);
}

/** A new Token of 32 letters and digits, the longest that both consoles take (protocol reference, 8.1). */
export function generateToken(random: RandomBytes): string {
  return randomText(32, random);
}

/** Every character is equally likely: bytes from 248 on are thrown away, because 256 is no multiple of 62. */
function randomText(length: number, random: RandomBytes): string {
  const usable = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const byte of random(length - text.length)) {
      if (byte < usable) text += alphabet.charAt(byte % alphabet.length);
    }
  }
  return text;
}
