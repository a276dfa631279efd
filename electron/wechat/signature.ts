import { hash, timingSafeEqual } from 'node:crypto';
import type { SignatureCheck } from '../../shared/message-log.ts';

/** What a signature is made of. `encrypt` is the ciphertext as received; OA's `signature` does without. */
export interface SignedParts {
  token: string;
  timestamp: string;
  nonce: string;
  encrypt?: string | undefined;
}

/**
 * The signature of both platforms: the parts sorted by byte value, joined, SHA-1 as lower-case hex
 * (protocol reference, 1.1). `parts` stays as it is.
 */
export function sign(parts: readonly string[]): string {
  return digest(sortFew([...parts]));
}

const digest = (sorted: readonly string[]) => hash('sha1', sorted.join(''));

/** Compares in constant time, but for the lengths: how long a signature is, is no secret. */
export function signaturesMatch(a: string, b: string): boolean {
  const [bytesA, bytesB] = [Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8')];
  return bytesA.length === bytesB.length && timingSafeEqual(bytesA, bytesB);
}

/** A signature that was checked. Nothing of it shows the token. */
export interface CheckedSignature {
  matches: boolean;
  /** What can't be read from the request again: which parameter it was, and where the token stood. See `wholeCheck`. */
  short: string;
  /** How it was computed. Nobody asks where it matched, so it is worked out only then. */
  describe(): SignatureCheck;
}

/** Checks a signature. */
export function checkSignature(name: 'signature' | 'msg_signature', signed: SignedParts, given: string): CheckedSignature {
  const { token, timestamp, nonce, encrypt } = signed;
  const parts = encrypt === undefined ? [timestamp, nonce, token] : [timestamp, nonce, encrypt, token];
  const place = sortFew(parts).indexOf(token);
  const computed = digest(parts);
  const matches = signaturesMatch(computed, given);
  return {
    matches,
    short: `${name} ${place}`,
    describe: () => ({ name, parts: partsOf({ timestamp, nonce, encrypt }, place), computed, given, matches }),
  };
}

/** Sorts in place, by bytes. For three or four parts this takes less than a call of `sort` does. */
function sortFew(parts: string[]): string[] {
  for (let end = 1; end < parts.length; end++) {
    const part = parts[end] ?? '';
    let at = end;
    for (; at > 0 && compareBytes(parts[at - 1] ?? '', part) > 0; at--) parts[at] = parts[at - 1] ?? '';
    parts[at] = part;
  }
  return parts;
}

/** The signed parts in their order, with the token masked. */
function partsOf({ timestamp, nonce, encrypt }: Omit<SignedParts, 'token'>, tokenPlace: number): SignatureCheck['parts'] {
  const parts: SignatureCheck['parts'] = [
    { label: 'timestamp', text: timestamp },
    { label: 'nonce', text: nonce },
  ];
  if (encrypt !== undefined) parts.push({ label: 'encrypt', text: encrypt });
  parts.sort((a, b) => compareBytes(a.text, b.text));
  return parts.toSpliced(tokenPlace, 0, { label: 'token', text: '…' });
}

/** The whole of a check that matched, from its short form. `encrypt` as received; undefined where nothing was encrypted. */
export function wholeCheck(short: string, query: Record<string, string>, encrypt: string | undefined): SignatureCheck {
  const [name, place] = short.split(' ');
  const given = query[name ?? ''] ?? '';
  const parts = partsOf({ timestamp: query.timestamp ?? '', nonce: query.nonce ?? '', encrypt }, Number(place));
  return { name: name === 'signature' ? name : 'msg_signature', parts, computed: given, given, matches: true };
}

/** Orders strings as their UTF-8 bytes, without making the bytes. */
function compareBytes(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const difference = utf8Rank(a.charCodeAt(i)) - utf8Rank(b.charCodeAt(i));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Puts UTF-16 code units into the order of UTF-8, where a surrogate pair comes behind U+E000 to U+FFFF. */
function utf8Rank(codeUnit: number): number {
  if (codeUnit < 0xd800) return codeUnit;
  const isSurrogate = codeUnit < 0xe000;
  return isSurrogate ? codeUnit + 0x2000 : codeUnit - 0x800;
}
