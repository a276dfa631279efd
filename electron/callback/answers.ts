import { randomBytes } from 'node:crypto';
import { limits } from '../../shared/limits.ts';
import type { Result } from '../../shared/result.ts';
import type { AnswerRecord } from '../store/records.ts';
import { encryptReply } from '../wechat/crypt.ts';
import { buildReply, cutUtf8 } from '../wechat/replies.ts';
import type { CallbackAccount } from './accounts.ts';
import type { Admitted } from './door.ts';

/** A reply as it stands in the log, and as it goes over the wire. */
export type SealedReply = Pick<AnswerRecord, 'xml' | 'raw'>;

/** A text reply, plain and as it goes over the wire: encrypted where the message was. `at` is Unix time in ms. */
export function sealReply(text: string, at: number, { message, encrypted, candidate }: Admitted, from: CallbackAccount): SealedReply {
  const seconds = Math.floor(at / 1000);
  const { platform } = from.account;
  const xml = certain(buildReply({ type: 'text', text }, { platform, toUser: message.from, fromUser: message.to, createdAt: seconds }));
  if (!encrypted) return { xml, raw: xml };
  const nonce = randomBytes(8).toString('hex');
  const raw = certain(encryptReply(candidate.credentials, xml, { timestamp: String(seconds), nonce, random: randomBytes }));
  return { xml, raw };
}

/** A text reply can always be built; if not, that is a bug. */
function certain<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** A text in parts that each fit into one message: cut between lines where that wastes no more than half a message. */
export function messageParts(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest !== '') {
    const most = cutUtf8(rest, limits.textReplyBytes);
    const lineEnd = most.length < rest.length ? most.lastIndexOf('\n') : -1;
    const part = lineEnd > most.length / 2 ? most.slice(0, lineEnd) : most;
    parts.push(part);
    rest = rest.slice(part.length).replace(/^\n/, '');
  }
  return parts;
}
