import { translateFailure } from '../../../shared/failures.ts';
import { type Language, listed } from '../../../shared/language.ts';
import { isEnd, type NoticeKind } from '../../../shared/monitor/incident.ts';
import { fillTemplate, type NoticeTemplate, type TemplateMessage } from '../../../shared/notice-template.ts';
import { latestOfEach, type Telling } from './notice-message.ts';

const states: Record<Language, Record<NoticeKind, string>> = {
  'zh-CN': {
    ...{ down: '故障', reminder: '仍未恢复', escalated: '无人认领', flapping: '反复波动' },
    ...{ recovered: '已恢复', paused: '已暂停监控', removed: '已删除监控' },
  },
  en: {
    ...{ down: 'Down', reminder: 'Still down', escalated: 'Not acknowledged', flapping: 'Flapping' },
    ...{ recovered: 'Up again', paused: 'Monitor paused', removed: 'Monitor deleted' },
  },
};

/** What one person is told by a template: of one incident what it is, of several how many and which. */
export function noticeTemplate(
  template: NoticeTemplate,
  tellings: readonly Telling[],
  language: Language,
  now: number,
): TemplateMessage | undefined {
  const latest = latestOfEach(tellings);
  const [first] = latest;
  if (!first) return undefined;
  const { kind, incident } = first;
  const reason = translateFailure(incident.reason, language).message;
  if (latest.length > 1) return fillTemplate(template, { ...severalFacts(latest, language), time: clockTime(now), reason });
  return fillTemplate(template, {
    title: `#${incident.number} ${incident.name}`,
    server: incident.target ?? incident.name,
    state: states[language][kind],
    phrase: states['zh-CN'][kind],
    time: clockTime(incident.recoveredAt ?? incident.openedAt),
    reason,
  });
}

function severalFacts(latest: readonly Telling[], language: Language) {
  const isEnglish = language === 'en';
  const open = latest.filter(({ kind }) => !isEnd(kind)).length;
  const over = latest.filter(({ kind }) => kind === 'recovered').length;
  const stopped = latest.length - open - over;
  const counts = [
    ...(open > 0 ? [isEnglish ? `${open} down` : `${open} 项故障`] : []),
    ...(over > 0 ? [isEnglish ? `${over} up again` : `${over} 项已恢复`] : []),
    ...(stopped > 0 ? [isEnglish ? `${stopped} no longer monitored` : `${stopped} 项已停止监控`] : []),
  ];
  const ended = over > 0 ? 'recovered' : (latest[0]?.kind ?? 'recovered');
  const kind = open > 0 ? 'down' : ended;
  return {
    title: counts.join(isEnglish ? ', ' : '，'),
    server: listed(
      latest.map(({ incident }) => incident.name),
      language,
    ),
    state: states[language][kind],
    phrase: states['zh-CN'][kind],
  };
}

/** `2026-11-21 18:40`, in this computer's time zone: what a template's `time` field takes. */
function clockTime(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
