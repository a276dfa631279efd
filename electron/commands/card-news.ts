import type { Language } from '../../shared/language.ts';
import type { Failure } from '../../shared/result.ts';
import type { CardChange, TemplateCard } from '../../shared/template-card.ts';

/** What a card that somebody tapped shows from now on. */
export interface CardNews {
  /** What was decided, in a few words: it stands in the place of the buttons. */
  label: string;
  /** Why, and the card on which that is said; without it only the buttons change. */
  reason?: { text: string; on: TemplateCard };
  /** The card says it all: nothing more is written into the chat. */
  isAll: boolean;
}

/** The change that tells it. */
export function changeOf({ label, reason }: CardNews): CardChange {
  if (!reason) return { button: { replace_name: label } };
  const { sub_title_text: _howToAnswer, ...card } = reason.on;
  return { template_card: { ...card, main_title: { ...card.main_title, desc: reason.text }, replace_text: label } };
}

const labels: Record<string, readonly [zh: string, en: string]> = {
  'command/confirm-expired': ['已过期', 'Expired'],
  'command/confirm-replaced': ['已被取代', 'Superseded'],
  'command/confirm-cancelled': ['已取消', 'Cancelled'],
  'command/confirm-own': ['待另一人确认', 'Needs a second person'],
  'command/confirm-gone': ['已失效', 'Void'],
  'command/locked': ['已锁定', 'Locked out'],
  'command/stranger': ['没有权限', 'No access'],
  'command/no-right': ['没有权限', 'No right'],
  'command/not-now': ['不在允许的时段', 'Not at this time'],
  'command/held': ['操作已暂停', 'On hold'],
};

/** Why a tap was of no use, as the card shows it where its buttons are of none any more. */
export function refusedNews({ code, message }: Failure, language: Language, on?: TemplateCard): CardNews {
  const known = labels[code];
  const [zh, en] = known ?? ['没有执行', 'Not done'];
  return {
    label: language === 'en' ? en : zh,
    ...(on && { reason: { text: message, on } }),
    isAll: on !== undefined || known !== undefined,
  };
}
