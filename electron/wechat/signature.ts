import { hash, timingSafeEqual } from 'node:crypto';
import type { SignatureCheck } from '../../shared/message-log.ts';

/** What a signature is made of. `encrypt` is the ciphertext as received; OA's `signature` does without. */
export interface SignedParts {
  token: string;
  timestamp: string;
  nonce: string;
  encrypt?: string;
}

/**
 * The signature of both platforms: the parts sorted by byte value, joined, SHA-1 as lower-case hex
 * (protocol reference, 1.1). `parts` stays as it is.
 */
export function sign(parts: readonly string[]): string {
  return hash('sha1', parts.toSorted(compareBytes).join(''));
}

/** Compares in constant time, but for the lengths: how long a signature is, is no secret. */
export function signaturesMatch(a: string, b: string): boolean {
  const [bytesA, bytesB] = [Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8')];
  return bytesA.length === bytesB.length && timingSafeEqual(bytesA, bytesB);
}

/** Checks a signature, and tells how it was computed, without the token. */
export function checkSignature(name: 'signature' | 'msg_signature', signed: SignedParts, given: string): SignatureCheck {
  const labelled = [
    { label: 'token', secret: true, text: signed.token },
    { label: 'timestamp', secret: false, text: signed.timestamp },
    { label: 'nonce', secret: false, text: signed.nonce },
  ] as { label: SignatureCheck['parts'][number]['label']; secret: boolean; text: string }[];
  if (signed.encrypt !== undefined) labelled.push({ label: 'encrypt', secret: false, text: signed.encrypt });
  labelled.sort((a, b) => compareBytes(a.text, b.text));
  const computed = hash('sha1', labelled.map((part) => part.text).join(''));
  return {
    name,
    parts: labelled.map(({ label, secret, text }) => ({ label, text: secret ? '…' : text })),
    computed,
    given,
    matches: signaturesMatch(computed, given),
  };
}

/** What can't be read from the request again of a check that matched: which parameter it was, and where the token stood. */
export function shortCheck({ name, parts }: SignatureCheck): string {
  return `${name} ${parts.findIndex(({ label }) => label === 'token')}`;
}

/** The whole of such a check again. `encrypt` as received; undefined where nothing was encrypted. */
export function wholeCheck(short: string, query: Record<string, string>, encrypt: string | undefined): SignatureCheck {
  const [name, place] = short.split(' ');
  const given = query[name ?? ''] ?? '';
  const parts: SignatureCheck['parts'] = [
    { label: 'timestamp', text: query.timestamp ?? '' },
    { label: 'nonce', text: query.nonce ?? '' },
  ];
  if (encrypt !== undefined) parts.push({ label: 'encrypt', text: encrypt });
  parts.sort((a, b) => compareBytes(a.text, b.text));
  parts.splice(Number(place), 0, { label: 'token', text: '…' });
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
