import { withheldText } from '../../shared/redaction.ts';
import type { Failure } from '../../shared/result.ts';
import type { FieldTree, FieldValue, WechatMessage } from '../../shared/wechat-message.ts';
import type { AnswerRecord, Arrival, RefusalRecord, RequestRecord } from '../store/records.ts';
import { parseDocument } from '../wechat/envelope.ts';
import { parseMessage } from '../wechat/messages.ts';
import { buildXml } from '../wechat/xml.ts';
import { type Each, eachOfRequest, eachOfStranger, type Redact, redactAll, withoutSignature } from './redacted-requests.ts';

/** Who wrote, when, and what kind it is: never redacted, because the message is found and answered by it. */
const routing = new Set(['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Event', 'MsgId', 'MsgID', 'AgentID', 'AgentId']);

/** Every text of a message, given as JSON, that may have to be redacted. */
export function textsOfMessage(message: string): string[] {
  const texts: string[] = [];
  eachOfFields((JSON.parse(message) as WechatMessage).fields, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
}

function eachOfFields(fields: FieldTree, each: Each): FieldTree {
  const entries = Object.entries(fields).map(([name, value]) => [name, routing.has(name) ? value : eachOfValue(value, each)]);
  return Object.fromEntries(entries) as FieldTree;
}

function eachOfValue(value: FieldValue, each: Each): FieldValue {
  if (typeof value === 'string') return each(value);
  if (Array.isArray(value)) return value.map((entry) => eachOfValue(entry, each));
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, eachOfValue(entry, each)]));
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** A plain document as it may be kept, written anew from its fields; undefined where nothing had to be changed. */
export function redactDocument(text: string, redact: Redact): string | undefined {
  const parsed = parseDocument(text);
  if (!parsed.ok) {
    const [redacted = withheldText] = redact([text]);
    return redacted === text ? undefined : withheldText;
  }
  const fields = redactAll(redact, (each) => eachOfFields(parsed.value.fields, each));
  if (isSame(fields, parsed.value.fields)) return undefined;
  return parsed.value.format === 'json' ? JSON.stringify(fields) : buildXml(fields);
}

/** What of an incoming row holds its content. */
export type Content = Pick<Arrival, 'xml' | 'raw' | 'request' | 'signature'> & { message: string };

/** A row as it may be kept. */
export interface RedactedContent<Row extends Content> {
  row: Row;
  /** False where the message is whole, and rules matched in its request only. */
  isAltered: boolean;
}

/**
 * An incoming row as it may be kept: the typed message is read anew from the redacted XML, and what would still hold the
 * original (the body, the signature and what was signed) makes room for a note. Undefined where no rule matched.
 */
export function redactContent<Row extends Content>(row: Row, redact: Redact): RedactedContent<Row> | undefined {
  const { fields, from } = JSON.parse(row.message) as WechatMessage;
  const came = JSON.parse(row.request) as RequestRecord;
  const redacted = redactAll(redact, (each) => ({ fields: eachOfFields(fields, each), request: eachOfRequest(came, from, each) }));
  if (isSame(redacted.fields, fields)) {
    if (isSame(redacted.request, came)) return undefined;
    return { isAltered: false, row: { ...row, request: JSON.stringify(redacted.request) } };
  }
  const xml = /^\s*\{/.test(row.xml) ? JSON.stringify(redacted.fields) : buildXml(redacted.fields);
  const message = parseMessage(xml);
  if (!message.ok) throw new Error(`a redacted message that can't be read: ${message.error.code}`);
  const request = JSON.stringify(withoutSignature(redacted.request));
  return {
    isAltered: true,
    row: { ...row, xml, raw: withheldText, message: JSON.stringify(message.value), request, signature: undefined },
  };
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
export function withholdRefused(refusal: RefusalRecord, redact: Redact): RefusalRecord {
  const withheld = { ...refusal, raw: refusal.raw && withheldText, failure: withheldReason(refusal.failure) };
  const { request, signature, ...named } = redactAll(redact, (each) => eachOfRefusal(withheld, each));
  return { ...withheld, request, signature, ...named, failure: redactFailure(named.failure, redact) };
}

type RefusedTexts = Pick<RefusalRecord, 'account' | 'request' | 'signature' | 'failure'>;

function eachOfRefusal({ account, request, signature, failure }: RefusedTexts, each: Each): RefusedTexts {
  const kept = eachOfStranger(request, each);
  return {
    request: kept,
    signature: signature && {
      ...signature,
      parts: signature.parts.map((part) => ({ ...part, text: part.label === 'encrypt' ? withheldText : each(part.text) })),
      given: each(signature.given),
    },
    ...withoutStranger(account, failure, kept.path === request.path ? undefined : kept.path),
  };
}

/** As much of the name of an account that nobody has is kept, in characters. */
const accountChars = 64;

/** An account that nobody has was named by a stranger, in the path. */
export function withoutStranger(account: string, failure: Failure, path: string | undefined): Pick<RefusalRecord, 'account' | 'failure'> {
  if (path === undefined || failure.code !== 'callback/unknown-account') return { account, failure };
  const kept = path.replace(/^\/callback\//, '').slice(0, accountChars);
  return { account: kept, failure: replaced(failure, account, kept) };
}

/** Why a body could not be read may quote it. */
export function withheldReason(failure: Failure): Failure {
  const { reason } = failure.params ?? {};
  return reason ? replaced(failure, reason, withheldText) : failure;
}

function replaced({ code, message, hint, params }: Failure, text: string, by: string): Failure {
  const cut = (whole: string) => whole.replaceAll(text, () => by);
  const entries = Object.entries(params ?? {}).map(([name, value]) => [name, cut(value)]);
  return { code, message: cut(message), hint: cut(hint), ...(params && { params: Object.fromEntries(entries) as Record<string, string> }) };
}
