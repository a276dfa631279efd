import { expect, test } from 'vitest';
import { failure } from '../../../shared/failures.ts';
import type { ExportRecord } from '../../store/tables/export-reading.ts';
import { csvCell, csvLine } from './csv-cell.ts';
import { toExportRow } from './export-row.ts';
import { formats, type WriterContext } from './writer.ts';

const context: WriterContext = { language: 'zh-CN', zone: 'Asia/Shanghai', listenerUrl: 'http://127.0.0.1:8080', version: '1.2.3' };
const at = Date.UTC(2026, 10, 20, 18, 2, 11, 182);

function record(change: Partial<ExportRecord> = {}): ExportRecord {
  const content = '重启 web-01\n马上';
  return {
    ...{ id: '7', direction: 'in', account: 'ops', at, type: 'text', person: 'zhangsan', xml: '<xml>plain</xml>', state: 'done' },
    ...{ deliveries: 2, ms: 182.4, command: 'restart', raw: '<xml>sealed</xml>', timing: [], hasAnswer: true, related: '8' },
    message: { type: 'text', content, to: 'ww1', from: 'zhangsan', createdAt: at / 1000, fields: { Content: content } },
    request: {
      ...{
        method: 'POST',
        path: '/callback/ops',
        query: { nonce: 'a b', timestamp: '1' },
        remoteAddress: '10.0.0.1',
        userAgent: 'Mozilla',
      },
    },
    response: { at, type: 'text', xml: '<xml>answer</xml>', raw: '<xml>sealed answer</xml>' },
    ...change,
  };
}
const { message: _, ...spoken } = record();
const out: ExportRecord = { ...spoken, id: '8', direction: 'out', answer: 'done, "all"', state: 'sent' };
const refused: ExportRecord = {
  ...spoken,
  ...{ id: '9', direction: 'refused', type: 'wechat/-40001', person: '', xml: '', state: 'refused', failure: failure('wechat/-40001') },
};

/** The whole file with these rows. */
function written(format: keyof typeof formats, ...records: ExportRecord[]): string {
  const writer = formats[format].open(context);
  return writer.head + records.map((row) => writer.row(toExportRow(row, context.language)) ?? '').join('') + writer.tail;
}

/** Reads CSV as RFC 4180 has it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  for (const line of text.matchAll(/((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,|\r\n))+?(?<=\r\n)/g)) {
    rows.push(
      [...line[0].matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(?:,|\r\n)/g)].map(([, cell = '']) =>
        cell.replace(/^"|"$/g, '').replaceAll('""', '"'),
      ),
    );
  }
  return rows;
}

/** Reads it as a spreadsheet does that parts cells by this: quotes count where they begin a cell. */
function cellsBetween(text: string, separator: string): string[] {
  const cells = text.matchAll(new RegExp(`("(?:[^"]|"")*")?([^${separator}\r\n]*)(?:${separator}|[\r\n]|$)`, 'g'));
  return [...cells].map(([, quoted = '', rest]) => quoted.slice(1, -1).replaceAll('""', '"') + rest);
}

test('JSON Lines has one object a line, and a line break within a message breaks no line', () => {
  const lines = written('jsonl', record(), out).trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    ...{ id: '7', time: '2026-11-20T18:02:11.182Z', at, xml: '<xml>plain</xml>', raw: '<xml>sealed</xml>', related: '8' },
    ...{ message: { content: '重启 web-01\n马上' }, summary: '重启 web-01⏎马上' },
  });
});

test('CSV begins with a byte order mark, ends each row with CR LF, and every row has every column', () => {
  const text = written('csv', record(), out, refused);
  expect(text.startsWith('\u{FEFF}编号,时间,')).toBe(true);
  expect(text.replaceAll('\r\n', '').replace(/"[^"]*"/g, '')).not.toMatch(/[\r\n]/);
  const rows = readCsv(text.slice(1));
  expect(rows.map((row) => row.length)).toEqual([15, 15, 15, 15]);
  const cells = (index: number) => Object.fromEntries((rows[0] ?? []).map((name, column) => [name, rows[index]?.[column]]));
  expect(cells(1)).toMatchObject({
    编号: '7',
    时间: '2026-11-21 02:02:11.182',
    方向: '收',
    内容: '重启 web-01\n马上',
    '耗时（毫秒）': '182.4',
  });
  expect(cells(2)).toMatchObject({ 方向: '发', 内容: 'done, "all"' });
  expect(cells(3)).toMatchObject({ 方向: '拒', 错误码: 'wechat/-40001', 失败原因: failure('wechat/-40001').message });
});

test.each([
  ["=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"],
  ['+8613800000000', "'+8613800000000"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['  =1+1', "'  =1+1"],
  ['＝1+1', "'＝1+1"],
  ['\t=1', '"\t\'=1"'],
  ['\r=1', '"\r\'=1"'],
  ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
])('a text that a spreadsheet would take for a formula stays a text: %j', (text, cell) => {
  expect(csvCell(text)).toBe(cell);
});

test.each([
  "hi;=cmd|'/C calc'!A1",
  "hi; \t＝cmd|'/C calc'!A1",
  "x\n=cmd|'/C calc'!A1",
  "x\r\n\n @cmd|'/C calc'!A1",
  `hi;"=cmd|'/C calc'!A1;y`,
  `"=1`,
])('no cell is a formula for whoever parts the line otherwise: %j', (text) => {
  const line = csvLine([text, text]);
  const cells = [...[',', ';', '\t'].flatMap((separator) => cellsBetween(line, separator)), ...line.split(/[;\t\r\n]/)];
  expect(cells.filter((cell) => /^["\s]*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
});

test.each([
  ['状态', '状态'],
  ['a;b', '"a;b"'],
  ['a\tb', '"a\tb"'],
  ['a - b', 'a - b'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['a=b', 'a=b'],
  [-5, '-5'],
  [undefined, ''],
])('other cells are as they are, in quotes where they must be: %j', (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

test('HAR holds each request with its response; what went out through the API has no entry', () => {
  const { log } = JSON.parse(written('har', record(), out, refused));
  expect(log).toMatchObject({ version: '1.2', creator: { name: 'Weiguan', version: '1.2.3' } });
  expect(log.entries).toHaveLength(2);
  expect(log.entries[0]).toMatchObject({
    startedDateTime: '2026-11-20T18:02:11.182Z',
    time: 182.4,
    request: {
      ...{ method: 'POST', url: 'http://127.0.0.1:8080/callback/ops?nonce=a+b&timestamp=1', httpVersion: 'HTTP/1.1', cookies: [] },
      queryString: [
        { name: 'nonce', value: 'a b' },
        { name: 'timestamp', value: '1' },
      ],
      postData: { mimeType: 'text/xml', text: '<xml>sealed</xml>' },
    },
    response: { status: 200, content: { mimeType: 'text/xml', text: '<xml>sealed answer</xml>', size: 24 }, redirectURL: '' },
    timings: { send: 0, wait: 182.4, receive: 0 },
  });
  expect(log.entries[1]).toMatchObject({
    response: { status: 403, statusText: 'Forbidden', content: { text: 'wechat/-40001' } },
    _weiguan: { failure: { code: 'wechat/-40001' } },
  });
});

test('HAR has no entry for a message that the admin sent through again: nobody asked for it over HTTP', () => {
  const request = { method: '', path: '', query: {}, remoteAddress: '', userAgent: '' };
  const { log } = JSON.parse(written('har', record({ id: '10', replays: '7', request }), record()));
  expect(log.entries.map((entry: { _weiguan: { id: string } }) => entry._weiguan.id)).toEqual(['7']);
});

test.each([
  ['those that were kept', { host: 'wx.example.com', 'content-type': 'text/plain', 'x-forwarded-for': '1.2.3.4' }, 'text/plain'],
  ['without a type, and the body tells it', { host: 'wx.example.com' }, 'application/json'],
])('HAR holds the headers of a request: %s', (_what, headers, mimeType) => {
  const { request } = record();
  if (!request) throw new Error('it has one');
  const { log } = JSON.parse(written('har', record({ raw: '{"a":1}', request: { ...request, headers } })));
  const sent = Object.entries({ 'user-agent': 'Mozilla', ...headers }).map(([name, value]) => ({ name, value }));
  expect(log.entries[0].request).toMatchObject({ headers: sent, postData: { mimeType } });
});

test.each(['jsonl', 'csv', 'har'] as const)('an export of nothing is a whole file: %s', (format) => {
  const text = written(format);
  if (format === 'har') expect(JSON.parse(text).log.entries).toEqual([]);
  else expect(text.trim().split('\n').filter(Boolean)).toHaveLength(format === 'csv' ? 1 : 0);
});

test('reasons and summaries are in the language that was asked for', () => {
  expect(toExportRow(refused, 'en').failure?.message).toBe(failure('wechat/-40001', {}, 'en').message);
});
