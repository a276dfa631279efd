import type { RunExportFormat } from '../../../shared/export.ts';
import { translateFailure } from '../../../shared/failures.ts';
import type { Language, Localized } from '../../../shared/language.ts';
import { type Run, toldOrigin } from '../../../shared/run.ts';
import { byteOrderMark, type Cell, csvLine, spreadsheetClock } from './csv-cell.ts';

/** Writes runs, one after the other. */
interface RunWriter {
  /** What stands before the first run. */
  head: string;
  row(run: Run): string;
}

const name = (zh: string, en: string): Localized => ({ 'zh-CN': zh, en });

/** The columns in their order. @param clock local time of a Unix ms */
const columns: { name: Localized; of(run: Run, clock: (at: number) => string, language: Language): Cell }[] = [
  { name: name('时间', 'time'), of: ({ at }, clock) => clock(at) },
  { name: name('来源', 'origin'), of: (run, _, language) => origins[toldOrigin(run)][language] },
  { name: name('账号', 'account'), of: ({ account }) => account },
  { name: name('人员', 'person'), of: ({ person }) => person },
  { name: name('命令', 'command'), of: ({ command }) => command },
  { name: name('命令行', 'line'), of: ({ line }) => line },
  { name: name('危险程度', 'danger'), of: ({ danger }) => danger },
  { name: name('服务器', 'servers'), of: ({ targets }) => targets.join(' ') },
  { name: name('状态', 'state'), of: ({ state }) => state },
  { name: name('用时（毫秒）', 'took (ms)'), of: ({ ms }) => ms && Math.round(ms * 100) / 100 },
  { name: name('结果', 'answer'), of: ({ answer }) => answer?.slice(0, mostInCell) },
  { name: name('错误码', 'failure code'), of: ({ failure }) => failure?.code },
  { name: name('失败原因', 'failure'), of: ({ failure }, _, language) => failure && translateFailure(failure, language).message },
  { name: name('消息编号', 'message id'), of: ({ message }) => (message === undefined ? undefined : Number(message)) },
  { name: name('编号', 'id'), of: ({ id }) => id },
];

const origins = { chat: name('聊天', 'chat'), console: name('控制台', 'console'), replay: name('控制台重放', 'replayed by the console') };

/** A spreadsheet's cell ends at 32,767 characters, an apostrophe in front included. */
const mostInCell = 32_766;

/** @param language of the heads and reasons. @param zone of local times (IANA name) */
export function runWriter(format: RunExportFormat, language: Language, zone: string): RunWriter {
  if (format === 'csv') {
    const clock = spreadsheetClock(zone);
    return {
      head: byteOrderMark + csvLine(columns.map((column) => column.name[language])),
      row: (run) => csvLine(columns.map(({ of }) => of(run, clock, language))),
    };
  }
  return {
    head: '',
    row({ id, failure, ...run }) {
      const { code, message, hint } = failure ? translateFailure(failure, language) : { code: undefined, message: '', hint: '' };
      const told = code === undefined ? {} : { failure: { code, message, hint } };
      return `${JSON.stringify({ id, time: new Date(run.at).toISOString(), ...run, ...told })}\n`;
    },
  };
}
