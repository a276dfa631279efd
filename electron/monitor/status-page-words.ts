import type { Language } from '../../shared/language.ts';
import type { BeatState } from '../../shared/monitor/beats.ts';
import type { MonitorState } from '../../shared/monitor/monitor.ts';

/** What the status page says. */
export interface StatusPageWords {
  title: string;
  well: string;
  down(count: number, all: number): string;
  /** So many incidents are not over, though nothing is down just now. */
  open(count: number): string;
  retrying(count: number): string;
  unsure(count: number): string;
  pending(count: number): string;
  paused: string;
  resting: string;
  nothing: string;
  state: Record<MonitorState, string>;
  beat: Record<BeatState, string>;
  incidents: string;
  flapping: string;
  acknowledged: string;
  /** How long something has lasted. */
  since(duration: string): string;
  day: string;
  month: string;
  noData: string;
  strip(counts: string): string;
  more(count: number): string;
  asOf(time: string): string;
}

const zh: StatusPageWords = {
  title: '服务状态',
  well: '一切正常',
  down: (count, all) => `${count} 项故障，共 ${all} 项`,
  open: (count) => `${count} 项故障尚未恢复`,
  retrying: (count) => `${count} 项正在重试`,
  unsure: (count) => `${count} 项暂时无法判断`,
  pending: (count) => `${count} 项尚未检查，状态未知`,
  paused: '监控项已全部暂停',
  resting: '全部处于维护或暂停中',
  nothing: '这里还没有可显示的监控项',
  state: {
    ...{ pending: '等待首次检查', up: '正常', retrying: '重试中', down: '故障' },
    ...{ unknown: '无法判断', maintenance: '维护中', paused: '已暂停' },
  },
  beat: { up: '正常', retrying: '重试', down: '故障', unknown: '无法判断', maintenance: '维护' },
  incidents: '未恢复的故障',
  flapping: '时好时坏',
  acknowledged: '已有人处理',
  since: (duration) => `已持续 ${duration}`,
  day: '24 小时',
  month: '30 天',
  noData: '暂无数据',
  strip: (counts) => `最近的检查：${counts}`,
  more: (count) => `另有 ${count} 项未显示`,
  asOf: (time) => `更新于 ${time}，每分钟自动刷新`,
};

const en: StatusPageWords = {
  title: 'Service status',
  well: 'All is well',
  down: (count, all) => `${count} of ${all} down`,
  open: (count) => `${count} incident${count === 1 ? '' : 's'} still open`,
  retrying: (count) => `${count} being checked again`,
  unsure: (count) => `${count} can't be told at the moment`,
  pending: (count) => `${count} not checked yet, state unknown`,
  paused: 'All monitors are paused',
  resting: 'All in maintenance or paused',
  nothing: 'There is no monitor to show here yet',
  state: {
    ...{ pending: 'not checked yet', up: 'up', retrying: 'checking again', down: 'down' },
    ...{ unknown: "can't tell", maintenance: 'maintenance', paused: 'paused' },
  },
  beat: { up: 'up', retrying: 'retried', down: 'down', unknown: "can't tell", maintenance: 'maintenance' },
  incidents: 'Open incidents',
  flapping: 'going up and down',
  acknowledged: 'being looked into',
  since: (duration) => `for ${duration}`,
  day: '24 h',
  month: '30 d',
  noData: 'no data yet',
  strip: (counts) => `Last checks: ${counts}`,
  more: (count) => `Not shown: ${count}`,
  asOf: (time) => `As of ${time}; renewed every minute`,
};

export const statusPageWords: Record<Language, StatusPageWords> = { 'zh-CN': zh, en };

/** The language that a browser asks for (`Accept-Language`), as far as it is one of ours. */
export function languageAskedFor(header: string | undefined, fallback: Language): Language {
  const wishes = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';');
      const q = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find((text) => text !== undefined);
      return { language: tag.startsWith('zh') ? 'zh-CN' : tag.startsWith('en') ? 'en' : undefined, q: q === undefined ? 1 : Number(q) };
    })
    .filter((wish): wish is { language: Language; q: number } => wish.language !== undefined && wish.q > 0);
  return wishes.toSorted((one, other) => other.q - one.q)[0]?.language ?? fallback;
}
