import { z } from 'zod';
import { replayMark } from '../../../shared/replay-mark.ts';
import { ok } from '../../../shared/result.ts';
import type { Run, RunState } from '../../../shared/run.ts';
import { defineCommand } from '../command.ts';
import { roleOf } from '../policy.ts';

const stateNames: Record<RunState, { 'zh-CN': string; en: string }> = {
  refused: { 'zh-CN': '已拒绝', en: 'refused' },
  asking: { 'zh-CN': '待确认', en: 'asked back' },
  running: { 'zh-CN': '执行中', en: 'running' },
  done: { 'zh-CN': '成功', en: 'done' },
  failed: { 'zh-CN': '失败', en: 'failed' },
  cancelled: { 'zh-CN': '已取消', en: 'cancelled' },
  interrupted: { 'zh-CN': '结果未知', en: 'result unknown' },
};

const range = '1–20';
const Count = z.coerce.number(range).int(range).min(1, range).max(20, range).default(10);

/** What was run lately: one's own, or everybody's for whoever may hold everything. */
export const history = defineCommand({
  name: 'history',
  aliases: ['历史', '记录'],
  summary: { 'zh-CN': '最近执行的命令', en: 'what was run lately' },
  parameters: z.object({ count: Count }),
  usage: { 'zh-CN': '[条数]', en: '[how many]' },
  danger: 'read',
  async run({ count }, { journal, asker, rule, access, language, now }) {
    const seesAll = asker.origin === 'console' || roleOf(asker, rule, access())?.mayHold === true;
    const latest = await journal.latest(count + 1, asker.origin === 'chat' && !seesAll ? asker : undefined);
    // why: this one itself is under way
    const runs = latest.filter(({ command, state }) => command !== 'history' || state !== 'running').slice(0, count);
    if (runs.length === 0) return ok(language === 'en' ? 'Nothing was run yet.' : '还没有执行过命令。');
    return ok(runs.map((run) => `${momentOf(run.at, now())}${lineOf(run, seesAll, language)}`).join('\n'));
  },
});

/** The time of day; with the date where it isn't today, and the year where it isn't this one. */
export function momentOf(at: number, now: number): string {
  const [date, today] = [at, now].map((time) => new Date(time).toLocaleDateString('sv-SE'));
  const time = new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (date === today) return time;
  return `${date?.slice(0, 4) === today?.slice(0, 4) ? date?.slice(5) : date} ${time}`;
}

function lineOf({ line, state, person, isReplay }: Run, showsWho: boolean, language: 'zh-CN' | 'en'): string {
  const who = showsWho ? ` ${person ?? (language === 'en' ? 'console' : '控制台')}` : '';
  return `${who}${isReplay ? replayMark[language] : ''}  ${line}  ${stateNames[state][language]}`;
}
