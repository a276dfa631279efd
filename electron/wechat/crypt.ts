import { type FailureCode, failure } from '../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import { openBytes, sealBytes } from './cipher.ts';
import type { CallbackCredentials, RandomBytes } from './credentials.ts';
import { type DocumentFormat, glimpseEncrypt, isPlainEnvelope, readEnvelope, writeEnvelope } from './envelope.ts';
import { type CheckedSignature, checkSignature, sign } from './signature.ts';

/** The query of a callback, decoded exactly once. */
export type CallbackQuery = Record<string, string>;

/** Why a callback is refused, with its signature as far as that was checked. */
export type Refusal = Failure & { check?: CheckedSignature };

export interface Verified {
  /** What has to be sent back, to the letter. */
  echo: string;
  check: CheckedSignature;
}

export interface Decrypted {
  /** The plain message, XML or JSON. */
  xml: string;
  encrypted: boolean;
  check: CheckedSignature;
}

type SignatureName = 'signature' | 'msg_signature';

/**
 * Answers URL verification (protocol reference, 1.4): WeCom sends a ciphertext and wants it decrypted; an Official
 * Account sends plain digits, in every mode, and wants them back.
 * Fails with `callback/missing-query`, -40001 or what `openBytes` fails with.
 */
export function verifyUrl(credentials: CallbackCredentials, query: CallbackQuery): Result<Verified, Refusal> {
  const name = credentials.platform === 'wecom' ? 'msg_signature' : 'signature';
  const incomplete = missingQuery(query, [name, 'timestamp', 'nonce', 'echostr']);
  if (incomplete) return err(incomplete);
  const echostr = query.echostr ?? '';
  if (credentials.platform === 'official-account') {
    const check = checkQuery(credentials, query, name);
    return check.matches ? ok({ echo: echostr, check }) : refuse('wechat/-40001', check);
  }
  // A proxy that decoded once too often has turned each + into a space; base64 has none (protocol reference, 1.8).
  const encrypt = echostr.replaceAll(' ', '+');
  const opened = openSigned(credentials, encrypt, checkQuery(credentials, query, name, encrypt));
  return opened.ok ? ok({ echo: opened.value.message, check: opened.value.check }) : opened;
}

/**
 * Checks a callback's signature, then opens it (protocol reference, 1.5).
 * - WeCom always encrypts. So does an Official Account in safe mode; a plain body is refused there.
 * - In compatible mode only `Encrypt` counts: its plain twin beside it is signed by nobody.
 * - A plain body is taken in plaintext mode alone: its signature covers time and nonce but not the body, so whoever has
 *   seen one URL could say anything in anybody's name. An encrypted one is taken in every mode.
 * - The signature is checked before the body is parsed: strangers must not make the gateway parse a megabyte. What
 *   stands around the ciphertext is signed by nobody; where it is plain markup, nobody reads it.
 * `onVerified` is called between the two, for those who take the time.
 * Fails with `callback/missing-query`, `callback/not-encrypted`, `callback/no-key`, -40001, -40002 or what `openBytes`
 * fails with.
 */
export function decryptMessage(
  credentials: CallbackCredentials,
  query: CallbackQuery,
  body: string,
  onVerified = () => {},
): Result<Decrypted, Refusal> {
  const isEncrypted = credentials.platform === 'wecom' || query.encrypt_type === 'aes' || query.msg_signature !== undefined;
  const name = isEncrypted ? 'msg_signature' : 'signature';
  const incomplete = missingQuery(query, [name, 'timestamp', 'nonce']);
  if (incomplete) return err(incomplete);
  if (!isEncrypted) return acceptPlain(credentials, query, body, onVerified);
  const glimpsed = glimpseEncrypt(body);
  if (!glimpsed.ok) return glimpsed;
  const glimpse = glimpsed.value;
  const early = glimpse && checkQuery(credentials, query, 'msg_signature', glimpse.text);
  if (early && !early.matches) return refuse('wechat/-40001', early);
  const encrypt = glimpse && isPlainEnvelope(body, glimpse) ? ok(glimpse.text) : parseEncrypt(body);
  if (!encrypt.ok) return encrypt;
  const check = early && encrypt.value === glimpse?.text ? early : checkQuery(credentials, query, 'msg_signature', encrypt.value);
  const opened = openSigned(credentials, encrypt.value, check, onVerified);
  return opened.ok ? ok({ xml: opened.value.message, encrypted: true, check }) : opened;
}

function parseEncrypt(body: string): Result<string> {
  const envelope = readEnvelope(body);
  if (!envelope.ok) return envelope;
  return envelope.value.encrypt === undefined ? err(failure('callback/not-encrypted')) : ok(envelope.value.encrypt);
}

/** Encrypts a reply and signs its envelope. Fails with -40006 where the account has no key. */
export function encryptReply(
  credentials: CallbackCredentials,
  plainXml: string,
  seal: { timestamp: string; nonce: string; random: RandomBytes },
  options: { format?: DocumentFormat } = {},
): Result<string> {
  const { aesKey, receiverId, token, platform } = credentials;
  if (!aesKey) return err(failure('wechat/-40006'));
  const { timestamp, nonce, random } = seal;
  const encrypt = sealBytes(plainXml, receiverId, aesKey, random);
  const signature = sign([token, timestamp, nonce, encrypt]);
  return ok(writeEnvelope({ encrypt, signature, timestamp, nonce }, options.format ?? 'xml', platform));
}

function acceptPlain(
  credentials: CallbackCredentials,
  query: CallbackQuery,
  body: string,
  onVerified: () => void,
): Result<Decrypted, Refusal> {
  const check = checkQuery(credentials, query, 'signature');
  if (!check.matches) return refuse('wechat/-40001', check);
  onVerified();
  if (credentials.mode !== 'plaintext') return refuse('callback/not-encrypted', check);
  return ok({ xml: body, encrypted: false, check });
}

/** The signature first: nothing unsigned is decrypted. */
function openSigned(
  credentials: CallbackCredentials,
  encrypt: string,
  check: CheckedSignature,
  onVerified = () => {},
): Result<{ message: string; check: CheckedSignature }, Refusal> {
  if (!check.matches) return refuse('wechat/-40001', check);
  onVerified();
  if (!credentials.aesKey) return refuse('callback/no-key', check);
  const opened = openBytes(encrypt, credentials.receiverId, credentials.aesKey);
  return opened.ok ? ok({ message: opened.value, check }) : err({ ...opened.error, check });
}

function checkQuery({ token }: CallbackCredentials, query: CallbackQuery, name: SignatureName, encrypt?: string): CheckedSignature {
  const { timestamp = '', nonce = '' } = query;
  return checkSignature(name, { token, timestamp, nonce, encrypt }, query[name] ?? '');
}

function missingQuery(query: CallbackQuery, names: string[]): Failure | undefined {
  for (const name of names) if (!query[name]) return missing(query, names);
  return undefined;
}

function missing(query: CallbackQuery, names: string[]): Failure {
  return failure('callback/missing-query', { names: names.filter((name) => !query[name]).join(', ') });
}

const refuse = (code: FailureCode, check: CheckedSignature) => err({ ...failure(code), check });
