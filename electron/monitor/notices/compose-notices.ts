import type { Account } from '../../../shared/account.ts';
import type { Language } from '../../../shared/language.ts';
import type { Incident } from '../../../shared/monitor/incident.ts';
import type { Target } from '../../../shared/target.ts';
import { hasCards } from '../../../shared/template-card.ts';
import { messageParts } from '../../callback/answers.ts';
import type { DueNotice } from '../../store/tables/notices.ts';
import { noticeCard } from './notice-card.ts';
import { type NoticeMessage, noticeMessage, type Telling } from './notice-message.ts';
import { noticeTemplate } from './notice-template.ts';
import type { NoticeWay } from './obstacle.ts';

export interface ComposingOptions {
  incident(number: number): Incident | undefined;
  account(id: string): Pick<Account, 'platform' | 'noticeTemplate'> | undefined;
  target(id: string | undefined): Target | undefined;
  language(): Language;
  now(): number;
}

/** Puts notices to one person into as few messages as they fit in, in the form that their way has. */
export function composeNotices(notices: readonly DueNotice[], options: ComposingOptions): (way: NoticeWay) => readonly NoticeMessage[] {
  const tellings = notices.flatMap(({ kind, incident: number }): Telling[] => {
    const incident = options.incident(number);
    return incident ? [{ kind, incident }] : [];
  });
  return (way) => messagesOf(tellings, way, notices[0], options);
}

function messagesOf(
  tellings: readonly Telling[],
  way: NoticeWay,
  first: DueNotice | undefined,
  options: ComposingOptions,
): readonly NoticeMessage[] {
  const [language, now] = [options.language(), options.now()];
  const { platform, noticeTemplate: chosen } = options.account(first?.account ?? '') ?? {};
  const filled = chosen && noticeTemplate(chosen, tellings, language, now);
  if (filled && way === 'template') return [{ text: filled.text, template: { message: filled, only: true } }];
  const cardOf = (telling: Telling) => {
    const { number, target } = telling.incident;
    return noticeCard(telling, { name: `incident-${number}-${first?.id}`, target: options.target(target), language, now });
  };
  const { text, card } = noticeMessage(tellings, language, now, platform && hasCards[platform] ? cardOf : undefined);
  if (card) return [{ text, card }];
  // Whether a customer message is let through, only the platform knows for certain: the first has a template behind it.
  const behind = filled && { template: { message: filled, only: false } };
  return messageParts(text).map((part, index) => ({ text: part, ...(index === 0 && behind) }));
}
