import type { Language, Localized } from '../../../shared/language.ts';
import { eventName, typeName } from '../../../shared/summary.ts';
import { byteOrderMark, type Cell, csvLine, spreadsheetClock } from './csv-cell.ts';
import type { ExportRow } from './export-row.ts';
import type { RowWriter, WriterContext } from './writer.ts';

const name = (zh: string, en: string): Localized => ({ 'zh-CN': zh, en });

/** The columns in their order. Whole messages are for JSON Lines: a spreadsheet's cell ends at 32,767 characters. */
const columns: { name: Localized; of(row: ExportRow, clock: (at: number) => string, language: Language): Cell }[] = [
  { name: name('编号', 'id'), of: ({ id }) => Number(id) },
  { name: name('时间', 'time'), of: ({ at }, clock) => clock(at) },
  { name: name('方向', 'direction'), of: ({ direction }, _, language) => directions[direction][language] },
  { name: name('账号', 'account'), of: ({ account }) => account },
  { name: name('人员', 'person'), of: ({ person }) => person },
  { name: name('类型', 'type'), of: ({ type, direction }, _, language) => (direction === 'refused' ? type : typeName(type, language)) },
  { name: name('事件', 'event'), of: ({ event }, _, language) => event && eventName(event, language) },
  { name: name('内容', 'content'), of: contentOf },
  { name: name('命令', 'command'), of: ({ command }) => command },
  { name: name('状态', 'state'), of: ({ state }) => state },
  { name: name('耗时（毫秒）', 'took (ms)'), of: ({ ms }) => ms && Math.round(ms * 100) / 100 },
  { name: name('投递次数', 'deliveries'), of: ({ deliveries }) => deliveries },
  { name: name('关联编号', 'related id'), of: ({ related }) => (related === undefined ? undefined : Number(related)) },
  { name: name('错误码', 'failure code'), of: ({ failure }) => failure?.code },
  { name: name('失败原因', 'failure'), of: ({ failure }) => failure?.message },
];

const directions = { in: name('收', 'in'), out: name('发', 'out'), refused: name('拒', 'refused') };

function contentOf({ message, answer, summary }: ExportRow): string {
  if (message?.type === 'text') return message.content;
  return answer ?? summary;
}

/** Comma-separated values, for spreadsheets. */
export function csv({ language, zone }: WriterContext): RowWriter {
  const clock = spreadsheetClock(zone);
  return {
    head: byteOrderMark + csvLine(columns.map((column) => column.name[language])),
    tail: '',
    row: (row) => csvLine(columns.map(({ of }) => of(row, clock, language))),
  };
}
