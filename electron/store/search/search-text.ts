import { translateFailure } from '../../../shared/failures.ts';
import { languages } from '../../../shared/language.ts';
import { eventName, typeName } from '../../../shared/summary.ts';
import type { FieldTree, FieldValue, WechatMessage } from '../../../shared/wechat-message.ts';
import type { MessageRecord } from '../records.ts';

/** A longer text is found by its beginning only, in characters. */
const longest = 20_000;

/** Fields that a person doesn't see, or that a filter asks for by their own name. */
const unseen = new Set(['ToUserName', 'CreateTime', 'MsgType', 'Encrypt']);

/**
 * All that a row is found by, one part a line: the person, every text of the message's fields, its name where it has no
 * text, an answer's text, why a request was refused. Where that changes, the row is indexed again (`indexAgain`).
 */
export function searchText(row: Pick<MessageRecord, 'person' | 'message' | 'answer' | 'failure' | 'direction'>): string {
  const { person, message, answer, failure, direction } = row;
  const parts = [person, answer ?? ''];
  if (message) parts.push(...textsOf(message.fields, person), ...namesOf(message));
  if (failure && direction === 'refused') {
    parts.push(failure.code, ...languages.map((language) => translateFailure(failure, language).message));
  }
  return [...new Set(parts)]
    .filter((part) => part !== '')
    .join('\n')
    .slice(0, longest);
}

/** What lists call a message that has no text of its own. */
function namesOf(message: WechatMessage): string[] {
  if (message.type === 'text') return [message.content];
  return languages.map((language) => (message.type === 'event' ? eventName(message.event, language) : typeName(message.type, language)));
}

function textsOf(fields: FieldTree, person: string): string[] {
  return Object.entries(fields).flatMap(([name, value]) => (unseen.has(name) ? [] : leaves(value).filter((text) => text !== person)));
}

function leaves(value: FieldValue): string[] {
  if (typeof value === 'string') return [value];
  return (Array.isArray(value) ? value : Object.values(value)).flatMap(leaves);
}
