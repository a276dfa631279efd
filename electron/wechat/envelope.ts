import type { Platform } from '../../shared/account.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { FieldTree } from '../../shared/wechat-message.ts';
import { refuseDocument } from './document-fault.ts';
import { optionalText } from './fields.ts';
import { parseJson } from './json.ts';
import { cdataEnd, cdataStart } from './plain-xml.ts';
import { buildXml, isPlainMarkup, parseXml } from './xml.ts';

export type DocumentFormat = 'xml' | 'json';

/** The body of a callback: an envelope around a ciphertext, or a plain message. */
export interface Envelope {
  /** CorpID or `gh_…`. Nobody has signed it. */
  toUserName?: string;
  /** Nobody has signed it either. */
  agentId?: string;
  /** The ciphertext; absent from plain messages. */
  encrypt?: string;
  /** Everything, as it came. */
  fields: FieldTree;
  format: DocumentFormat;
}

/** What an encrypted reply consists of. */
export interface SealedReply {
  encrypt: string;
  signature: string;
  timestamp: string;
  nonce: string;
}

/** Reads fields from XML or JSON, whichever the text is. Fails with -40002. */
export function parseDocument(text: string): Result<{ fields: FieldTree; format: DocumentFormat }> {
  const format = /^[\s\u{feff}]*\{/u.test(text) ? 'json' : 'xml';
  const parsed = format === 'json' ? parseJson(text.replace(/^\u{feff}/u, '')) : parseXml(text);
  return parsed.ok ? ok({ fields: parsed.value, format }) : parsed;
}

/**
 * Reads a callback's body (protocol reference, 1.6). In JSON the names' letter case is free, because the official
 * samples disagree about it.
 * Fails with -40002.
 */
export function readEnvelope(body: string): Result<Envelope> {
  const parsed = parseDocument(body);
  if (!parsed.ok) return parsed;
  const { fields, format } = parsed.value;
  const named = format === 'json' ? withLowerCaseNames(fields) : fields;
  const read = (name: string) => optionalText(named, format === 'json' ? name.toLowerCase() : name);
  const encrypt = read('Encrypt');
  const toUserName = read('ToUserName');
  const agentId = read('AgentID');
  const hasEncrypt = Object.hasOwn(named, format === 'json' ? 'encrypt' : 'Encrypt');
  if (hasEncrypt && encrypt === undefined) return refuseDocument('<Encrypt>');
  return ok({
    ...(toUserName !== undefined && { toUserName }),
    ...(agentId !== undefined && { agentId }),
    ...(encrypt !== undefined && { encrypt }),
    fields,
    format,
  });
}

/** A body without a ciphertext is parsed up to this many characters: enough for any plain message. */
const longestPlain = 64 * 1024;

/** A ciphertext, and where in the body it begins. */
export interface Glimpse {
  text: string;
  at: number;
}

/**
 * The ciphertext of an XML envelope, found without parsing it; undefined where it has to be parsed to be found (JSON,
 * or unusual XML). Fails with -40002 for a long body that has none.
 */
export function glimpseEncrypt(body: string): Result<Glimpse | undefined> {
  const start = body.indexOf('<Encrypt>');
  const end = start === -1 ? -1 : body.indexOf('</Encrypt>', start);
  if (end === -1) return body.length > longestPlain && !/^\s*\{/.test(body) ? refuseDocument('<Encrypt>') : ok(undefined);
  const element = body.slice(start + '<Encrypt>'.length, end).trimEnd();
  const content = element.trimStart();
  const isCdata = content.startsWith(cdataStart) && content.endsWith(cdataEnd);
  const text = isCdata ? content.slice(cdataStart.length, -cdataEnd.length) : content;
  // A reference or another section inside is for the parser to judge.
  if (text.includes('<') || text.includes('&')) return ok(undefined);
  const blanks = element.length - content.length;
  return ok({ text, at: start + '<Encrypt>'.length + blanks + (isCdata ? cdataStart.length : 0) });
}

/** What stood around the last ciphertext that was found in plain markup: WeChat writes the same every time. */
const lastFrame = { before: '', after: '' };

/**
 * Whether an envelope is plain markup, as `isPlainMarkup` says. A ciphertext makes no difference to that, but for a `]`,
 * which might end a section.
 */
export function isPlainEnvelope(body: string, { text, at }: Glimpse): boolean {
  const before = body.slice(0, at);
  const after = body.slice(at + text.length);
  if (before === lastFrame.before && after === lastFrame.after && !text.includes(']')) return true;
  if (!isPlainMarkup(body)) return false;
  Object.assign(lastFrame, { before, after });
  return true;
}

function withLowerCaseNames(fields: FieldTree): FieldTree {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Writes the envelope of an encrypted reply. The names of the JSON form depend on the platform (protocol reference, 1.6). */
export function writeEnvelope(reply: SealedReply, format: DocumentFormat, platform: Platform = 'wecom'): string {
  if (format === 'json') return JSON.stringify(jsonEnvelopes[platform](reply));
  return buildXml({ Encrypt: reply.encrypt, MsgSignature: reply.signature, TimeStamp: reply.timestamp, Nonce: reply.nonce });
}

const jsonEnvelopes: Record<Platform, (reply: SealedReply) => object> = {
  wecom: ({ encrypt, signature, timestamp, nonce }) => ({ encrypt, msgsignature: signature, timestamp, nonce }),
  'official-account': ({ encrypt, signature, timestamp, nonce }) => ({
    Encrypt: encrypt,
    MsgSignature: signature,
    TimeStamp: Number(timestamp),
    Nonce: nonce,
  }),
};
