import { withheldText } from '../../shared/redaction.ts';
import type { Failure } from '../../shared/result.ts';
import type { FieldTree, FieldValue, WechatMessage } from '../../shared/wechat-message.ts';
import type { AnswerRecord, Arrival, RefusalRecord, RequestRecord } from '../store/records.ts';
import { parseDocument } from '../wechat/envelope.ts';
import { parseMessage } from '../wechat/messages.ts';
import { buildXml } from '../wechat/xml.ts';

/** Gives back texts as they may be kept, one for each. */
export type Redact = (texts: readonly string[]) => string[];

/** Who wrote, when, and what kind it is: never redacted, because the message is found and answered by it. */
const routing = new Set(['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Event', 'MsgId', 'MsgID', 'AgentID', 'AgentId']);

/** Every text of a message, given as JSON, that may have to be redacted. */
export function textsOfMessage(message: string): string[] {
  const { fields } = JSON.parse(message) as WechatMessage;
  return Object.entries(fields).flatMap(([name, value]) => (routing.has(name) ? [] : textsOf(value)));
}

/** The fields with every text as it may be kept; undefined where none had to be changed. */
export function redactFields(fields: FieldTree, redact: Redact): FieldTree | undefined {
  const texts = Object.entries(fields).flatMap(([name, value]) => (routing.has(name) ? [] : textsOf(value)));
  const redacted = redact(texts);
  if (redacted.every((text, index) => text === texts[index])) return undefined;
  const next = redacted.values();
  const entries = Object.entries(fields).map(([name, value]) => [name, routing.has(name) ? value : filled(value, next)]);
  return Object.fromEntries(entries) as FieldTree;
}

function textsOf(value: FieldValue): string[] {
  if (typeof value === 'string') return [value];
  return (Array.isArray(value) ? value : Object.values(value)).flatMap(textsOf);
}

function filled(value: FieldValue, next: Iterator<string>): FieldValue {
  if (typeof value === 'string') return next.next().value ?? '';
  if (Array.isArray(value)) return value.map((entry) => filled(entry, next));
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, filled(entry, next)]));
}

/** A plain document as it may be kept, written anew from its fields; undefined where nothing had to be changed. */
export function redactDocument(text: string, redact: Redact): string | undefined {
  const parsed = parseDocument(text);
  if (!parsed.ok) {
    const [redacted = withheldText] = redact([text]);
    return redacted === text ? undefined : withheldText;
  }
  const fields = redactFields(parsed.value.fields, redact);
  if (!fields) return undefined;
  return parsed.value.format === 'json' ? JSON.stringify(fields) : buildXml(fields);
}

/** What of an incoming row holds its content. */
export type Content = Pick<Arrival, 'xml' | 'raw' | 'request' | 'signature'> & { message: string };

/**
 * An incoming row as it may be kept: the typed message is read anew from the redacted XML, and what would still hold the
 * original (the body, the signature and what was signed) makes room for a note. Undefined where no rule matched.
 */
export function redactContent<Row extends Content>(row: Row, redact: Redact): Row | undefined {
  const { fields } = JSON.parse(row.message) as WechatMessage;
  const redacted = redactFields(fields, redact);
  if (!redacted) return undefined;
  const xml = /^\s*\{/.test(row.xml) ? JSON.stringify(redacted) : buildXml(redacted);
  const message = parseMessage(xml);
  if (!message.ok) throw new Error(`a redacted message that can't be read: ${message.error.code}`);
  const request = JSON.stringify(withoutSignature(JSON.parse(row.request) as RequestRecord));
  return { ...row, xml, raw: withheldText, message: JSON.stringify(message.value), request, signature: undefined };
}

/** The nonce, the time and a plain body's hash stay: they tell recordings from redeliveries, and give nothing of it away. */
export function withoutSignature(request: RequestRecord): RequestRecord {
  const query = Object.entries(request.query).map(([name, value]) => [name, name.endsWith('signature') ? withheldText : value]);
  return { ...request, query: Object.fromEntries(query) as Record<string, string> };
}

type AnswerTexts = Pick<AnswerRecord, 'text' | 'xml' | 'raw'>;

/** An answer as it may be kept once it has left; undefined where no rule matched. No body is kept: a redelivery must never be answered with a note. */
export function redactAnswer<Row extends AnswerTexts>(answer: Row, redact: Redact): Row | undefined {
  const [text = withheldText] = redact([answer.text]);
  if (text === answer.text) return undefined;
  return { ...answer, text, xml: answer.xml && (redactDocument(answer.xml, redact) ?? withheldText), raw: '' };
}

/** A failure tells what somebody typed. */
export function redactFailure(failure: Failure, redact: Redact): Failure {
  const { code, params = {} } = failure;
  const [message = '', hint = '', ...values] = redact([failure.message, failure.hint, ...Object.values(params)]);
  const entries = Object.keys(params).map((name, index) => [name, values[index] ?? '']);
  return { code, message, hint, ...(failure.params && { params: Object.fromEntries(entries) as Record<string, string> }) };
}

/** Nobody knows what is in a refused body: where rules are in force it isn't kept, nor is it in the parts of the signature. */
export function withholdRefused(refusal: RefusalRecord): RefusalRecord {
  const { signature } = refusal;
  return {
    ...refusal,
    raw: refusal.raw && withheldText,
    failure: withheldReason(refusal.failure),
    ...(signature && {
      signature: {
        ...signature,
        parts: signature.parts.map((part) => (part.label === 'encrypt' ? { ...part, text: withheldText } : part)),
      },
    }),
  };
}

/** Why a body could not be read may quote it. */
function withheldReason(failure: Failure): Failure {
  const { message, hint, params = {} } = failure;
  const { reason } = params;
  if (!reason) return failure;
  const cut = (text: string) => text.replaceAll(reason, withheldText);
  return { ...failure, message: cut(message), hint: cut(hint), params: { ...params, reason: withheldText } };
}
