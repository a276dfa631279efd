import { failure } from '../../shared/failures.ts';
import { err, type Result } from '../../shared/result.ts';
import type { FieldTree } from '../../shared/wechat-message.ts';
import { openBytes, sealBytes } from '../wechat/cipher.ts';
import { type AesKey, type RandomBytes, readEncodingAesKey } from '../wechat/credentials.ts';
import { textOf } from '../wechat/fields.ts';
import { sign, signaturesMatch } from '../wechat/signature.ts';
import { buildXml, parseXml } from '../wechat/xml.ts';
import { addressOf, type SandboxAccount } from './account.ts';
import type { Problem } from './phrases.ts';

/** What an account's requests are signed and sealed with. */
export interface SigningKeys {
  token: string;
  aesKey: AesKey;
  receiverId: string;
}

/** Makes an account's keys ready; throws where its EncodingAESKey is none, which is a mistake of who made the account. */
export function signingKeys({ id, token, encodingAesKey, receiverId }: SandboxAccount): SigningKeys {
  const aesKey = readEncodingAesKey(encodingAesKey);
  if (!aesKey.ok) throw new Error(`sandbox account ${id}: ${aesKey.error.message}`);
  return { token, aesKey: aesKey.value, receiverId };
}

/** What makes one signature differ from the next. */
export interface Seal {
  /** Unix time in seconds. */
  timestamp: string;
  nonce: string;
  random: RandomBytes;
}

/** A message's body and the query that vouches for it. */
export interface SignedRequest {
  query: Record<string, string>;
  body: string;
}

/** A fresh seal: the time, and a nonce of ten digits as the platforms use. */
export function freshSeal(now: number, random: RandomBytes): Seal {
  return { timestamp: String(Math.floor(now / 1000)), nonce: digits(random, 10), random };
}

/** So many decimal digits, the first of them not 0. */
function digits(random: RandomBytes, count: number): string {
  return Array.from(random(count), (byte, index) => (index === 0 ? 1 + (byte % 9) : byte % 10)).join('');
}

/** A message's request, as the account's platform and mode want it (protocol reference, 1.1, 1.5, 1.6). */
export function signMessage(
  account: SandboxAccount,
  keys: SigningKeys,
  message: FieldTree,
  { timestamp, nonce, random }: Seal,
): SignedRequest {
  const plain = buildXml(message);
  const head = { signature: sign([keys.token, timestamp, nonce]), timestamp, nonce };
  const openid = textOf(message, 'FromUserName');
  if (account.platform === 'official-account' && account.mode === 'plaintext') return { query: { ...head, openid }, body: plain };

  const encrypted = sealBytes(plain, keys.receiverId, keys.aesKey, random);
  const msg_signature = sign([keys.token, timestamp, nonce, encrypted]);
  if (account.platform === 'wecom') {
    const agent = account.agentId !== undefined && { AgentID: account.agentId };
    return { query: { msg_signature, timestamp, nonce }, body: buildXml({ ToUserName: addressOf(account), Encrypt: encrypted, ...agent }) };
  }
  const fields = account.mode === 'compatible' ? message : { ToUserName: addressOf(account) };
  return { query: { ...head, openid, encrypt_type: 'aes', msg_signature }, body: buildXml({ ...fields, Encrypt: encrypted }) };
}

/** The query of a URL verification, and the exact body that answers it (protocol reference, 1.4). */
export function signVerification(
  account: SandboxAccount,
  keys: SigningKeys,
  { timestamp, nonce, random }: Seal,
): { query: Record<string, string>; echo: string } {
  const echo = digits(random, 19);
  if (account.platform === 'official-account') {
    return { query: { signature: sign([keys.token, timestamp, nonce]), timestamp, nonce, echostr: echo }, echo };
  }
  const echostr = sealBytes(echo, keys.receiverId, keys.aesKey, random);
  return { query: { msg_signature: sign([keys.token, timestamp, nonce, echostr]), timestamp, nonce, echostr }, echo };
}

/**
 * Opens a passive reply: plain or in its envelope, as the mode allows (protocol reference, 1.5). Fails where the
 * envelope lacks a part, is signed wrongly or can't be decrypted, and where the text inside is no XML.
 */
export function openReply(account: SandboxAccount, keys: SigningKeys, body: string): Result<FieldTree, Problem> {
  const outer = parseXml(body);
  if (!outer.ok) return err({ failure: outer.error });
  const plaintextMode = account.platform === 'official-account' && account.mode === 'plaintext';
  const plainAllowed = account.platform === 'official-account' && account.mode !== 'safe';
  if (!Object.hasOwn(outer.value, 'Encrypt')) return plainAllowed ? outer : err({ phrase: 'notEncrypted' });
  if (plaintextMode) return err({ phrase: 'encryptedInPlaintext' });

  const names = ['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce'];
  const missing = names.find((name) => textOf(outer.value, name) === '');
  if (missing !== undefined) return err({ phrase: 'lacks', params: { name: missing } });
  return openEnvelope(keys, outer.value);
}

function openEnvelope({ token, aesKey, receiverId }: SigningKeys, envelope: FieldTree): Result<FieldTree, Problem> {
  const encrypted = textOf(envelope, 'Encrypt');
  const expected = sign([token, textOf(envelope, 'TimeStamp'), textOf(envelope, 'Nonce'), encrypted]);
  if (!signaturesMatch(expected, textOf(envelope, 'MsgSignature'))) return err({ failure: failure('wechat/-40001') });
  const opened = openBytes(encrypted, receiverId, aesKey);
  if (!opened.ok) return err({ failure: opened.error });
  const reply = parseXml(opened.value);
  return reply.ok ? reply : err({ failure: reply.error });
}
