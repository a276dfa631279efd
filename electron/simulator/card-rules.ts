import type { CardChange, TemplateCard } from '../../shared/template-card.ts';
import { type ApiError, no } from './api-server-answer.ts';

const mostKeyBytes = 1024;
const taskPattern = /^[0-9A-Za-z_@-]{1,128}$/;

/**
 * What the platform refuses in a card (protocol reference, 3.4): how long texts are is advice, what is missing and what is
 * counted in bytes is not. The reference knows the range of the codes, not which field has which.
 */
export function problemOfCard(card: TemplateCard): ApiError | undefined {
  const { card_type: type, task_id: task, button_list: buttons = [], action_menu: menu } = card;
  const isInteractive = type === 'button_interaction' || menu !== undefined;
  if (isInteractive && task === undefined) return no(42014);
  if (task !== undefined && !taskPattern.test(task)) return no(42014);
  const wrong = wrongField(card);
  if (wrong !== undefined) return { errcode: 42027, errmsg: `invalid template_card.${wrong}` };
  const keys = [...buttons, ...(menu?.action_list ?? [])];
  return keys.some(({ key, text }) => text === '' || key === '' || Buffer.byteLength(key) > mostKeyBytes) ? no(42020) : undefined;
}

function wrongField(card: TemplateCard): string | undefined {
  const { card_type: type, button_list: buttons = [], horizontal_content_list: lines = [], jump_list: jumps = [] } = card;
  if (type === 'button_interaction' && buttons.length === 0) return 'button_list';
  if (type === 'text_notice' && !card.card_action) return 'card_action';
  if (!card.main_title.title && !card.sub_title_text) return 'main_title';
  if (buttons.length > 6) return 'button_list';
  if (lines.length > 6 || lines.some(({ keyname }) => keyname === '')) return 'horizontal_content_list';
  if (jumps.length > 3) return 'jump_list';
  return (card.action_menu?.action_list.length ?? 1) > 3 ? 'action_menu' : undefined;
}

/** The same of what a card is to become; it keeps the task that it has. */
export function problemOfChange(change: CardChange): ApiError | undefined {
  if ('button' in change) return change.button.replace_name === '' ? no(42020) : undefined;
  return problemOfCard({ ...change.template_card, task_id: change.template_card.task_id ?? 'its-own' });
}
