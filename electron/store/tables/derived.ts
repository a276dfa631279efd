import type { SignatureCheck, TimingStep } from '../../../shared/message-log.ts';
import type { WechatMessage } from '../../../shared/wechat-message.ts';
import { readEnvelope } from '../../wechat/envelope.ts';
import { parseMessage } from '../../wechat/messages.ts';
import { wholeCheck } from '../../wechat/signature.ts';
import type { Row } from '../database.ts';
import type { RequestRecord } from '../records.ts';

/**
 * What rows don't hold because it can be read from them again: most of them are never looked at, and all of them have to
 * go to the disk before they are answered. Where a column is filled (by earlier versions, or because the row was
 * redacted), it counts.
 */

/** The typed message of a row that came in, from its columns `direction`, `message` and `xml`. */
export function messageOf({ direction, message, xml }: Row): WechatMessage | undefined {
  if (typeof message === 'string') return JSON.parse(message) as WechatMessage;
  if (direction !== 'in') return undefined;
  const parsed = parseMessage(String(xml));
  return parsed.ok ? parsed.value : undefined;
}

/** How a row's signature was checked, from its columns `signature` and `raw`. */
export function signatureOf({ signature, raw }: Row, request: RequestRecord | undefined): SignatureCheck | undefined {
  if (typeof signature !== 'string') return undefined;
  if (signature.startsWith('{')) return JSON.parse(signature) as SignatureCheck;
  const check = wholeCheck(signature, request?.query ?? {}, signature.startsWith('msg_') ? encryptOf(String(raw)) : undefined);
  return { ...check, parts: check.parts.map((part) => ({ ...part, text: inShort(part.text) })) };
}

/**
 * The steps of a message's way, from the column `timing`: each with its end in hundredths of a ms, such as
 * `received:12 decrypted:20`. Earlier versions wrote the steps themselves, as JSON.
 */
export function timingOf({ timing }: Row): TimingStep[] {
  if (typeof timing !== 'string' || timing === '') return [];
  if (timing.startsWith('[')) return JSON.parse(timing) as TimingStep[];
  let from = 0;
  return timing.split(' ').map((lap) => {
    const [step, end] = lap.split(':');
    const to = Number(end) / 100;
    const told = { step: step as TimingStep['step'], from, to };
    from = to;
    return told;
  });
}

function encryptOf(raw: string): string {
  const envelope = readEnvelope(raw);
  return (envelope.ok && envelope.value.encrypt) || '';
}

/** How much of each signed part is shown, in characters: the ciphertext stands in the body already. */
const shownChars = 128;

/** A signed part as a check shows it. */
export const inShort = (text: string) => (text.length > shownChars ? `${text.slice(0, shownChars - 1)}…` : text);
