import { translateFailure } from '../../../shared/failures.ts';
import type { Language } from '../../../shared/language.ts';
import type { Incident, NoticeKind } from '../../../shared/monitor/incident.ts';
import type { TemplateMessage } from '../../../shared/notice-template.ts';
import type { TemplateCard } from '../../../shared/template-card.ts';

/** One thing to be told, with its incident as it is now. */
export interface Telling {
  kind: NoticeKind;
  incident: Incident;
}

/**
 * A message that tells something. Where there is a card, platforms that know cards show that instead; a template message
 * goes out where no customer message may, and `only` says that this is so already.
 */
export interface NoticeMessage {
  text: string;
  card?: TemplateCard;
  template?: { message: TemplateMessage; only: boolean };
}

/**
 * What one person is told in one message: of one incident in full, of several as a list.
 * @param cardOf makes the card of one, where the platform shows cards
 */
export function noticeMessage(
  tellings: readonly Telling[],
  language: Language,
  now: number,
  cardOf?: (telling: Telling) => TemplateCard | undefined,
): NoticeMessage {
  const latest = latestOfEach(tellings);
  const [only] = latest;
  if (latest.length === 1 && only) {
    const card = cardOf?.(only);
    return { text: language === 'en' ? oneInEnglish(only, now) : oneInChinese(only, now), ...(card && { card }) };
  }
  return { text: listed(latest, language) };
}

/** Of an incident that has gone down and is up again meanwhile, only the end is told. */
export function latestOfEach(tellings: readonly Telling[]): Telling[] {
  const latest = new Map<number, Telling>();
  for (const telling of tellings) {
    const { incident } = telling;
    const isOver = incident.recoveredAt !== undefined;
    latest.set(incident.number, isOver ? { incident, kind: 'recovered' } : telling);
  }
  return [...latest.values()];
}

const reasonOf = ({ reason }: Incident, language: Language) => translateFailure(reason, language).message;

function oneInChinese({ kind, incident }: Telling, now: number): string {
  const { number, name, acknowledged } = incident;
  if (kind === 'recovered')
    return `● 已恢复 #${number} ${name}\n故障持续 ${lasted(incident, now, 'zh-CN')}\n原因：${reasonOf(incident, 'zh-CN')}`;
  const titles: Record<Exclude<NoticeKind, 'recovered'>, string> = {
    down: '■ 故障',
    reminder: '■ 仍未恢复',
    escalated: '■ 升级：无人确认',
    flapping: '◆ 反复故障',
  };
  const hint = acknowledged ? '' : `\n回复“确认 ${number}”表示由你处理`;
  const flapping = kind === 'flapping' ? '\n它时好时坏，稳定之前不再逐次通知。' : '';
  return `${titles[kind]} #${number} ${name}\n原因：${reasonOf(incident, 'zh-CN')}\n已持续 ${lasted(incident, now, 'zh-CN')}${flapping}${hint}`;
}

function oneInEnglish({ kind, incident }: Telling, now: number): string {
  const { number, name, acknowledged } = incident;
  if (kind === 'recovered')
    return `● Up again #${number} ${name}\nIt was down for ${lasted(incident, now, 'en')}\nReason: ${reasonOf(incident, 'en')}`;
  const titles: Record<Exclude<NoticeKind, 'recovered'>, string> = {
    down: '■ Down',
    reminder: '■ Still down',
    escalated: '■ Nobody has acknowledged',
    flapping: '◆ Flapping',
  };
  const hint = acknowledged ? '' : `\nSend "ack ${number}" if you take care of it`;
  const flapping = kind === 'flapping' ? '\nIt goes up and down; you are told again when it has become steady.' : '';
  return `${titles[kind]} #${number} ${name}\nReason: ${reasonOf(incident, 'en')}\nFor ${lasted(incident, now, 'en')}${flapping}${hint}`;
}

/** A message of the platform holds 2,048 bytes; the list leaves room for its last line. */
const listBytes = 1_900;

function listed(tellings: readonly Telling[], language: Language): string {
  const isEnglish = language === 'en';
  const over = tellings.filter(({ kind }) => kind === 'recovered');
  const open = tellings.filter(({ kind }) => kind !== 'recovered');
  const lines: string[] = [];
  if (open.length > 0) lines.push(isEnglish ? `■ ${open.length} down` : `■ ${open.length} 项故障`);
  lines.push(...byReason(open, language));
  if (over.length > 0) lines.push(isEnglish ? `● ${over.length} up again` : `● ${over.length} 项已恢复`);
  if (over.length > 0) lines.push(namesOf(over).join(isEnglish ? ', ' : '、'));
  if (open.some(({ incident }) => !incident.acknowledged))
    lines.push(
      isEnglish ? 'Send "alerts" for all of them, "ack all" if you take care of them' : '发送“告警”查看全部，“确认 全部”表示由你处理',
    );
  return fitted(lines, isEnglish);
}

/** One line for each reason, with the names of all that it befell. */
function byReason(tellings: readonly Telling[], language: Language): string[] {
  const groups = new Map<string, Telling[]>();
  for (const telling of tellings) {
    const reason = reasonOf(telling.incident, language);
    groups.set(reason, [...(groups.get(reason) ?? []), telling]);
  }
  const [colon, comma] = language === 'en' ? [': ', ', '] : ['：', '、'];
  return [...groups].map(([reason, group]) => `${reason} (${group.length})${colon}${namesOf(group).join(comma)}`);
}

/** In a long list there is room for the names only. */
const mostNumbered = 30;
const namesOf = (tellings: readonly Telling[]) =>
  tellings.map(({ incident: { number, name } }) => (tellings.length <= mostNumbered ? `#${number} ${name}` : name));

/** Names that have no room are counted. */
function fitted(lines: readonly string[], isEnglish: boolean): string {
  const bytes = (text: string) => Buffer.byteLength(text);
  const whole = lines.join('\n');
  if (bytes(whole) <= listBytes) return whole;
  const longest = lines.reduce((most, line, index) => (bytes(line) > bytes(lines[most] ?? '') ? index : most), 0);
  const names = (lines[longest] ?? '').split(isEnglish ? ', ' : '、');
  const withNames = (count: number) => {
    const shown = names.slice(0, count).join(isEnglish ? ', ' : '、');
    const more = names.length - count;
    return lines.with(longest, isEnglish ? `${shown} and ${more} more` : `${shown} 等，另有 ${more} 项`).join('\n');
  };
  let [fits, tooMany] = [1, names.length];
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    if (bytes(withNames(middle)) <= listBytes) fits = middle;
    else tooMany = middle;
  }
  return withNames(fits);
}

/** How long it lasted, or has lasted until now. */
export function lasted({ failedAt, recoveredAt }: Incident, now: number, language: Language): string {
  const seconds = Math.max(0, Math.round(((recoveredAt ?? now) - failedAt) / 1000));
  const units = language === 'en' ? (['d', 'h', 'min', 's'] as const) : (['天', '小时', '分', '秒'] as const);
  const parts = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const first = parts.findIndex((part) => part > 0);
  if (first === -1) return `0 ${units[3]}`;
  return parts
    .map((part, index) => ({ part, unit: units[index] }))
    .slice(first, first + 2)
    .filter(({ part }) => part > 0)
    .map(({ part, unit }) => `${part} ${unit}`)
    .join(' ');
}
