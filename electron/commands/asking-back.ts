import type { Choices } from './choices.ts';
import { displayName } from './command.ts';
import type { Confirmations } from './confirmations.ts';
import type { Before, PlannedCommand } from './plan.ts';
import type { AccessRule, Asker } from './policy.ts';

type Choose = Extract<Before, { kind: 'choose' }>;
type Confirm = Extract<Before, { kind: 'confirm' }>;

/** Asks which of several targets is meant; a number will do as the answer. */
export function askWhich({ language }: PlannedCommand, { word, offers }: Choose, asker: Asker, choices: Choices): string {
  choices.offer(
    asker,
    offers.map(({ line }) => line),
  );
  const shown = [...word].slice(0, 20).join('');
  const lines = offers.map(({ target }, index) => `${index + 1}. ${target.id}${target.name === target.id ? '' : ` ${target.name}`}`);
  const [head, foot] =
    language === 'en' ? [`"${shown}" fits several servers:`, 'Reply with a number.'] : [`有多台服务器符合“${shown}”：`, '回复数字选择。'];
  return [head, ...lines, foot].join('\n');
}

/** Asks for a yes before something dangerous is done. */
export function askYes(
  plan: PlannedCommand,
  { by }: Confirm,
  { asker, rule }: { asker: Asker; rule: AccessRule },
  { confirmations, now }: { confirmations: Confirmations<PlannedCommand>; now(): number },
): string {
  const { code, until } = confirmations.ask(asker, { ...plan, before: { kind: 'nothing' } }, by, rule);
  const seconds = Math.round((until - now()) / 1000);
  return plan.language === 'en' ? inEnglish(plan, by, code, seconds) : inChinese(plan, by, code, seconds);
}

const names = ({ targets }: PlannedCommand) => targets.map(({ id }) => id);

function inChinese(plan: PlannedCommand, by: Confirm['by'], code: string, seconds: number): string {
  const what = `即将执行：${displayName(plan.command, 'zh-CN')} ${plan.line.split(' ').slice(1).join(' ')}`.trim();
  const who =
    by === 'second'
      ? `请另一位有权限的人在 ${seconds} 秒内回复“确认 ${code}”。`
      : `${seconds} 秒内回复“确认 ${code}”执行，回复“取消”作罢。`;
  return [what, ...(names(plan).length > 1 ? [`共 ${names(plan).length} 台服务器`] : []), who].join('\n');
}

function inEnglish(plan: PlannedCommand, by: Confirm['by'], code: string, seconds: number): string {
  const who =
    by === 'second'
      ? `Somebody else with the right has to reply "confirm ${code}" within ${seconds} s.`
      : `Reply "confirm ${code}" within ${seconds} s to do it, or "cancel".`;
  return [`About to run: ${plan.line}`, ...(names(plan).length > 1 ? [`${names(plan).length} servers in all`] : []), who].join('\n');
}
