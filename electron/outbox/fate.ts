import { errcodeOf } from '../../shared/errcodes.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { SentMessage } from '../platforms/platform-client.ts';
import type { QueuedMessage } from '../store/records.ts';
import { planRetry, type Unsure } from './retry-plan.ts';

/**
 * What comes of a row after an attempt: `instead`, a card's text is sent in its place; `template`, its template message in
 * the place of its text; `dead`, somebody has to look.
 */
export type Fate =
  | { kind: 'sent'; responseCode: string | undefined; templateId: string | undefined }
  | { kind: 'again'; nextAt: number; failure: Failure }
  | { kind: 'instead'; text: string; failure: Failure }
  | { kind: 'template'; failure: Failure }
  | { kind: 'dead'; failure: Failure };

/** An attempt to send a row that has ended. */
export interface Attempted {
  answer: Result<SentMessage>;
  /** Unix time in ms. */
  now: number;
  /** How long it counts as queued, in ms. */
  ageMs: number;
  unsure: Unsure;
  /** From 0 up to, but without, 1: retries are spread by it. */
  random: number;
}

export function fateOf({ tries, card: sending, template }: QueuedMessage, { answer, now, ageMs, unsure, random }: Attempted): Fate {
  if (answer.ok)
    return { kind: 'sent', responseCode: answer.value.responseCode, templateId: template?.isNow ? answer.value.id : undefined };
  const { error } = answer;
  if (template?.isNow === false && isWindowClosed(error)) return { kind: 'template', failure: error };
  const plan = planRetry(error, tries + 1, ageMs, unsure, random);
  const card = sending?.kind === 'update' ? undefined : sending;
  const isNeededAt = (at: number) => at < (card?.until ?? Number.POSITIVE_INFINITY);
  if (plan.kind === 'again' && isNeededAt(now + plan.afterMs)) return { kind: 'again', nextAt: now + plan.afterMs, failure: error };
  // Whoever can't be shown a card must still be able to read what it says.
  const isReadable = card?.kind === 'send' || !isSendingOver(error);
  return card && isReadable && isNeededAt(now) ? { kind: 'instead', text: card.instead, failure: error } : { kind: 'dead', failure: error };
}

/** What an Official Account says once a person may be sent no customer message (protocol reference, 3.7). */
const windowClosed = [45015, 45047];
const isWindowClosed = (error: Failure) => windowClosed.includes(errcodeOf(error) ?? 0);
/** No text would get through either: only a response that is still open can say it. */
const noRight = 48001;
const isSendingOver = (error: Failure) => isWindowClosed(error) || errcodeOf(error) === noRight;
