import { choiceMenuText } from '../../shared/choice-menu.ts';
import { limits } from '../../shared/limits.ts';
import { choiceKey } from './choice-key.ts';
import { type Choices, choicesKeptMs } from './choices.ts';
import type { TimedCard, TimedMenu } from './command.ts';
import { confirmCard } from './confirm-card.ts';
import type { Confirmations } from './confirmations.ts';
import type { Before, PlannedCommand } from './plan.ts';
import type { AccessRule, Asker } from './policy.ts';
import { askedLine, repeatedLine } from './shown-line.ts';
import { whichCard } from './which-card.ts';

type Choose = Extract<Before, { kind: 'choose' }>;
type Confirm = Extract<Before, { kind: 'confirm' }>;

/** A question back, as text and, where one person answers it for themselves, with buttons or entries to tap too. */
export interface Question {
  text: string;
  card?: TimedCard;
  menu?: TimedMenu;
}

/** Asks which of several targets is meant; a tap, or a number, will do as the answer. What was heard or scanned is repeated. */
export function askWhich(plan: PlannedCommand, choose: Choose, asker: Asker, choices: Choices, now: number): Question {
  const { word, offers } = choose;
  const question = choices.offer(
    asker,
    offers.map(({ line }) => line),
    'question',
  );
  const { language } = plan;
  const shown = [...word].slice(0, 20).join('');
  const lines = offers.map(({ target }, index) => `${index + 1}. ${target.id}${target.name === target.id ? '' : ` ${target.name}`}`);
  const [fits, foot, tail] =
    language === 'en'
      ? [`"${shown}" fits several servers:`, 'Reply with a number.', 'Tap one, or reply with its number.']
      : [`有多台服务器符合“${shown}”：`, '回复数字选择。', '点一项，或回复数字。'];
  const head = [repeatedLine(plan), fits].filter((line) => line !== undefined).join('\n');
  const text = [head, ...lines, foot].join('\n');
  if (asker.origin !== 'chat') return { text };
  const until = now + choicesKeptMs;
  const shows = whichCard(plan, choose);
  const list = lines.map((content, index) => ({ id: choiceKey({ language, question, number: index + 1 }), content }));
  const menu = { head_content: head, list, tail_content: tail };
  return {
    text,
    ...(shows && { card: { shows, until } }),
    ...(Buffer.byteLength(choiceMenuText(menu)) <= limits.textReplyBytes && { menu: { shows: menu, until } }),
  };
}

/** Asks for a yes before something dangerous is done. */
export function askYes(
  plan: PlannedCommand,
  { by }: Confirm,
  { asker, rule }: { asker: Asker; rule: AccessRule },
  { confirmations, now }: { confirmations: Confirmations<PlannedCommand>; now(): number },
): Question {
  const pending = confirmations.ask(asker, { ...plan, before: { kind: 'nothing' } }, by, rule);
  const { code, until } = pending;
  const seconds = Math.round((until - now()) / 1000);
  const text = plan.language === 'en' ? inEnglish(plan, by, code, seconds) : inChinese(plan, by, code, seconds);
  return { text, ...(asker.origin === 'chat' && by === 'self' && { card: { shows: confirmCard(pending), until } }) };
}

function inChinese(plan: PlannedCommand, by: Confirm['by'], code: string, seconds: number): string {
  const what = repeatedLine(plan) ?? `即将执行：${askedLine(plan)}`;
  const who =
    by === 'second'
      ? `请另一位有权限的人在 ${seconds} 秒内回复“确认 ${code}”。`
      : `${seconds} 秒内回复“确认 ${code}”执行，回复“取消”作罢。`;
  return [what, ...(plan.targets.length > 1 ? [`共 ${plan.targets.length} 台服务器`] : []), who].join('\n');
}

function inEnglish(plan: PlannedCommand, by: Confirm['by'], code: string, seconds: number): string {
  const what = repeatedLine(plan) ?? `About to run: ${askedLine(plan)}`;
  const who =
    by === 'second'
      ? `Somebody else with the right has to reply "confirm ${code}" within ${seconds} s.`
      : `Reply "confirm ${code}" within ${seconds} s to do it, or "cancel".`;
  return [what, ...(plan.targets.length > 1 ? [`${plan.targets.length} servers in all`] : []), who].join('\n');
}
