import { translateFailure } from '../../../shared/failures.ts';
import { type Language, listed } from '../../../shared/language.ts';
import { type EndKind, type Incident, isEnd, type NoticeKind } from '../../../shared/monitor/incident.ts';
import type { TemplateMessage } from '../../../shared/notice-template.ts';
import type { TemplateCard } from '../../../shared/template-card.ts';
import { withoutLinks } from '../../wechat/no-links.ts';

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
  return { text: listOf(latest, language) };
}

/** What counts more, of two things that one person is told of one incident at once: who hears of it first hears that it is down. */
const byWeight: readonly NoticeKind[] = ['reminder', 'escalated', 'flapping', 'down', 'recovered', 'paused', 'removed'];

/** Of each incident one thing; of one that has gone down and is up again meanwhile, only the end. */
export function latestOfEach(tellings: readonly Telling[]): Telling[] {
  const latest = new Map<number, Telling>();
  for (const { kind, incident } of tellings) {
    const telling: Telling = { incident, kind: incident.recoveredAt === undefined ? kind : (incident.ended ?? 'recovered') };
    const other = latest.get(incident.number);
    if (!other || byWeight.indexOf(telling.kind) >= byWeight.indexOf(other.kind)) latest.set(incident.number, telling);
  }
  return [...latest.values()];
}

const reasonOf = ({ reason }: Incident, language: Language) => withoutLinks(translateFailure(reason, language).message);

function oneInChinese({ kind, incident }: Telling, now: number): string {
  const { number, name, acknowledged } = incident;
  if (isEnd(kind)) {
    const ends: Record<EndKind, string> = { recovered: '● 已恢复', paused: '○ 已暂停监控', removed: '○ 已删除监控' };
    const last = kind === 'recovered' ? `原因：${reasonOf(incident, 'zh-CN')}` : '这次故障不再通知。';
    return `${ends[kind]} #${number} ${name}\n故障持续 ${lasted(incident, now, 'zh-CN')}\n${last}`;
  }
  const titles: Record<Exclude<NoticeKind, EndKind>, string> = {
    down: '■ 故障',
    reminder: '■ 仍未恢复',
    escalated: '■ 升级：无人认领',
    flapping: '◆ 反复波动',
  };
  const hint = acknowledged ? '' : `\n回复“认领 ${number}”表示由你处理`;
  const flapping = kind === 'flapping' ? '\n它时好时坏，稳定之前不再逐次通知。' : '';
  return `${titles[kind]} #${number} ${name}\n原因：${reasonOf(incident, 'zh-CN')}\n已持续 ${lasted(incident, now, 'zh-CN')}${flapping}${hint}`;
}

function oneInEnglish({ kind, incident }: Telling, now: number): string {
  const { number, name, acknowledged } = incident;
  if (isEnd(kind)) {
    const ends: Record<EndKind, string> = { recovered: '● Up again', paused: '○ Monitor paused', removed: '○ Monitor deleted' };
    const last = kind === 'recovered' ? `Reason: ${reasonOf(incident, 'en')}` : 'No more notices of this outage.';
    return `${ends[kind]} #${number} ${name}\nIt was down for ${lasted(incident, now, 'en')}\n${last}`;
  }
  const titles: Record<Exclude<NoticeKind, EndKind>, string> = {
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

/** A line that may be shortened: what it says, of whom. */
interface NamesLine {
  says: string;
  names: readonly string[];
}

function listOf(tellings: readonly Telling[], language: Language): string {
  const isEnglish = language === 'en';
  const over = tellings.filter(({ kind }) => kind === 'recovered');
  const stopped = tellings.filter(({ kind }) => kind === 'paused' || kind === 'removed');
  const open = tellings.filter(({ kind }) => !isEnd(kind));
  const lines: (string | NamesLine)[] = [];
  if (open.length > 0) lines.push(isEnglish ? `■ ${open.length} down` : `■ ${open.length} 项故障`);
  lines.push(...byReason(open, language));
  if (over.length > 0)
    lines.push(isEnglish ? `● ${over.length} up again` : `● ${over.length} 项已恢复`, { says: '', names: namesOf(over) });
  if (stopped.length > 0)
    lines.push(isEnglish ? `○ ${stopped.length} no longer monitored` : `○ ${stopped.length} 项已停止监控`, {
      says: '',
      names: namesOf(stopped),
    });
  if (open.some(({ incident }) => !incident.acknowledged))
    lines.push(
      isEnglish ? 'Send "alerts" for all of them, "ack all" if you take care of them' : '发送“告警”查看全部，“认领 全部”表示由你处理',
    );
  return fitted(lines, language);
}

/** One line for each kind of reason, with the names of all that it befell. */
function byReason(tellings: readonly Telling[], language: Language): NamesLine[] {
  const groups = new Map<string, Telling[]>();
  for (const telling of tellings) {
    const { code } = telling.incident.reason;
    groups.set(code, [...(groups.get(code) ?? []), telling]);
  }
  return [...groups.values()].map((group) => {
    const count = language === 'en' ? ` (${group.length})` : `（${group.length} 项）`;
    return { says: `${sharedReason(group, language)}${count}`, names: namesOf(group) };
  });
}

/** A reason without what is each one's own, such as its address. */
function sharedReason(group: readonly Telling[], language: Language): string {
  const [first, ...others] = group.map(({ incident }) => incident.reason);
  if (!first) return '';
  const params = Object.entries(first.params ?? {}).map(([name, value]) => [
    name,
    others.every((other) => other.params?.[name] === value) ? value : '…',
  ]);
  return translateFailure({ ...first, params: Object.fromEntries(params) }, language).message;
}

/** In a long list there is room for the names only. */
const mostNumbered = 30;
const namesOf = (tellings: readonly Telling[]) =>
  tellings.map(({ incident: { number, name } }) => (tellings.length <= mostNumbered ? `#${number} ${name}` : name));

/** Names and lines that have no room are counted. */
function fitted(lines: readonly (string | NamesLine)[], language: Language): string {
  const shortened = lines.filter((line) => typeof line !== 'string').length;
  const lineBytes = most(listBytes, (cap) => bytesOf(drawn(lines, cap, shortened, language)) <= listBytes);
  const shown = most(shortened, (count) => bytesOf(drawn(lines, lineBytes, count, language)) <= listBytes);
  return drawn(lines, lineBytes, shown, language);
}

/** @param cap bytes that a line with names takes, if it can @param count how many of those lines are shown */
function drawn(lines: readonly (string | NamesLine)[], cap: number, count: number, language: Language): string {
  const hidden = lines.filter((line) => typeof line !== 'string').slice(count);
  const rest = hidden.reduce((sum, { names }) => sum + names.length, 0);
  return lines
    .flatMap((line) => {
      if (typeof line === 'string') return [line];
      if (!hidden.includes(line)) return [withNames(line, cap, language)];
      return line === hidden[0] ? [language === 'en' ? `and ${rest} more` : `另有 ${rest} 项`] : [];
    })
    .filter((line) => line !== '')
    .join('\n');
}

/** A line with as many of its names as there is room for. */
function withNames({ says, names }: NamesLine, cap: number, language: Language): string {
  const isEnglish = language === 'en';
  const lead = says === '' ? '' : `${says}${isEnglish ? ': ' : '：'}`;
  const text = (count: number) => {
    const more = names.length - count;
    if (count === 0) return says;
    const shown = lead + listed(names.slice(0, count), language);
    if (more === 0) return shown;
    return isEnglish ? `${shown} and ${more} more` : `${shown} 等，另有 ${more} 项`;
  };
  if (bytesOf(text(names.length)) <= cap) return text(names.length);
  return text(most(names.length, (count) => bytesOf(text(count)) <= cap));
}

const bytesOf = (text: string) => Buffer.byteLength(text);

/** The greatest number up to `limit` that fits, where each below it fits as well; 0 where none does. */
function most(limit: number, fits: (count: number) => boolean): number {
  let [low, high] = [0, limit + 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
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
