import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { complete } from './complete.ts';
import type { FilterRow } from './filter.ts';
import { formatFilter, formatTerm, withoutTerm } from './format.ts';
import { matches } from './matches.ts';
import { mostValues, parseFilter } from './parse.ts';

/** Saturday, 21 November 2026, 18:00:00 in Shanghai. */
const now = Date.UTC(2026, 10, 21, 10);
const clock = { now, zone: 'Asia/Shanghai' };
const parse = (text: string) => parseFilter(text, clock);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const row = (over: Partial<FilterRow> = {}): FilterRow => ({
  ...{ id: '4711', direction: 'in', account: 'ops', at: now, type: 'text', person: 'zhangsan', state: 'done', ms: 120 },
  ...{ command: 'status', searchText: '请重启 web-01 服务器' },
  ...over,
});
const click: Partial<FilterRow> = { type: 'event', event: 'CLICK', state: 'failed', ms: 2500, hasFailure: true };

/** A filter, a row that it lets through and one that it doesn't. */
const table: [filter: string, yes: Partial<FilterRow>, no: Partial<FilterRow>][] = [
  ['from:zhangsan', {}, { person: 'zhangsan2' }],
  ['from:ZhangSan', {}, { person: 'lisi' }],
  ['from:zhang*', {}, { person: 'azhang' }],
  ['from:"zhang*"', { person: 'zhang*' }, {}],
  ['from:"zhang san"', { person: 'zhang san' }, {}],
  ['from:lisi,zhangsan', {}, { person: 'wangwu' }],
  ['from:lisi，zhangsan', {}, { person: 'wangwu' }],
  ['from:lisi、zhangsan', {}, { person: 'wangwu' }],
  ['-from:zhangsan', { person: 'lisi' }, {}],
  ['-from:lisi,wangwu', {}, { person: 'wangwu' }],
  ['from:""', { person: '' }, {}],
  ['person:zhangsan', {}, { person: 'lisi' }],
  ['发送人:zhangsan', {}, { person: 'lisi' }],
  ['发送人：zhangsan', {}, { person: 'lisi' }],
  ['人员:张三', { person: '张三' }, {}],
  ['FROM:zhangsan', {}, { person: 'lisi' }],
  ['account:ops', {}, { account: 'dev' }],
  ['账号:ops,dev', { account: 'dev' }, { account: 'hr' }],
  ['type:text', {}, { type: 'image' }],
  ['类型:文本', {}, { type: 'image' }],
  ['发送人:zhangsan 类型:事件', click, { type: 'text' }],
  ['type:Image', { type: 'image' }, {}],
  ['type:text,image', { type: 'image' }, { type: 'voice' }],
  ['-type:event', {}, click],
  ['type:wechat/-40001', { type: 'wechat/-40001', direction: 'refused', state: 'refused' }, {}],
  ['type:wechat/*', { type: 'wechat/-40001' }, {}],
  ['event:CLICK', click, { type: 'event', event: 'VIEW' }],
  ['event:click', click, {}],
  ['事件:点击菜单', click, { type: 'event', event: 'VIEW' }],
  ['事件:扫码', { event: 'scancode_push' }, { event: 'SCAN' }],
  ['event:my_own_event', { event: 'my_own_event' }, click],
  ['-event:CLICK', {}, click],
  ['status:failed', click, {}],
  ['state:FAILED', click, {}],
  ['状态:失败', click, {}],
  ['status:failed,interrupted', { state: 'interrupted' }, {}],
  ['-status:done', click, {}],
  ['is:dead', { state: 'dead' }, {}],
  ['状态:不再发送', { state: 'aside' }, { state: 'dead' }],
  ['状态:排队', { state: 'waiting' }, {}],
  ['状态:已发出', { state: 'sent' }, {}],
  ['状态:待发送', { state: 'queued' }, {}],
  ['状态:排队中', { state: 'waiting' }, {}],
  ['状态:待发', { state: 'queued' }, {}],
  ['状态:已送达', { state: 'sent' }, {}],
  ['dir:out', { direction: 'out' }, {}],
  ['direction:in', {}, { direction: 'out' }],
  ['方向:发出', { direction: 'out' }, {}],
  ['方向:拒收', { direction: 'refused' }, {}],
  ['command:status', {}, { command: 'reboot' }],
  ['cmd:re*', { command: 'reboot' }, {}],
  ['命令:status', {}, { command: 'reboot' }],
  ['-command:status', { command: 'reboot' }, {}],
  ['ms:>2000', click, { ms: 2000 }],
  ['ms:>=2000', { ms: 2000 }, { ms: 1999.9 }],
  ['ms:<100', { ms: 99 }, {}],
  ['ms:<=120', {}, { ms: 120.5 }],
  ['ms:120', { ms: 120.9 }, { ms: 121 }],
  ['ms:100..200', {}, { ms: 201 }],
  ['ms:100..', {}, { ms: 99 }],
  ['ms:..100', { ms: 100 }, {}],
  ['ms:>2s', click, {}],
  ['ms:1..2s', { ms: 1500 }, {}],
  ['耗时:>２０００', click, {}],
  ['耗时:≥2秒', click, {}],
  ['ms:<10,>2000', click, {}],
  ['-ms:>2000', {}, click],
  ['since:1h', { at: now - hour }, { at: now - hour - 1 }],
  ['since:30s', {}, { at: now - 31_000 }],
  ['since:2d', { at: now - 2 * day }, { at: now - 3 * day }],
  ['since:90分钟', { at: now - 90 * minute }, { at: now - 91 * minute }],
  ['起:1小时', {}, { at: now - 2 * hour }],
  ['since:today', { at: now - 18 * hour }, { at: now - 18 * hour - 1 }],
  ['since:昨天', { at: now - 42 * hour }, { at: now - 42 * hour - 1 }],
  ['since:2026-11-21', { at: now - 18 * hour }, { at: now - 18 * hour - 1 }],
  ['since:2026/11/21', { at: now - 18 * hour }, { at: now - 18 * hour - 1 }],
  ['since:2026-11-21T17:30', { at: now - 30 * minute }, { at: now - 30 * minute - 1 }],
  ['since:"2026-11-21 17:30:15"', { at: now - 30 * minute + 15_000 }, { at: now - 30 * minute }],
  ['since:2026-11-21T09:30Z', { at: now - 30 * minute }, { at: now - 30 * minute - 1 }],
  ['since:2026-11-21T10:30+01:00', { at: now - 30 * minute }, { at: now - 30 * minute - 1 }],
  ['since:17:30', { at: now - 30 * minute }, { at: now - 30 * minute - 1 }],
  ['until:1h', { at: now - hour }, { at: now - hour + 1 }],
  ['until:2026-11-20', { at: now - 18 * hour - 1 }, { at: now - 18 * hour }],
  ['until:17:30', { at: now - 29 * minute - 1 }, { at: now - 29 * minute }],
  ['止:昨天', { at: now - day }, {}],
  ['-since:1h', { at: now - 2 * hour }, {}],
  ['since:2h until:1h', { at: now - 90 * minute }, {}],
  ['id:4711', {}, { id: '4712' }],
  ['id:4700..4711', {}, { id: '4712' }],
  ['编号:1,4711', {}, { id: '2' }],
  ['has:answer', { hasAnswer: true }, {}],
  ['has:failure', click, {}],
  ['带:回复', { hasAnswer: true }, {}],
  ['-has:answer', {}, { hasAnswer: true }],
  ['has:answer,failure', click, {}],
  ['重启', {}, { searchText: '重新启动' }],
  ['"重启"', {}, { searchText: '重新启动' }],
  ['“重启”', {}, { searchText: '重新启动' }],
  ['「重启」', {}, { searchText: '重新启动' }],
  ['text:重启,关机', { searchText: '马上关机' }, { searchText: '状态' }],
  ['内容:重启', {}, { searchText: '状态' }],
  ['-重启', { searchText: '状态' }, {}],
  ['-"web 01"', { searchText: '状态' }, {}],
  ['器', {}, { searchText: '服务' }],
  ['重启 服务', {}, { searchText: '重启' }],
  ['we', {}, { searchText: 'awe' }],
  ['WEB-01', {}, { searchText: '01-web' }],
  ['"web 01 服务"', {}, { searchText: 'web 服务 01' }],
  ['10:30', { searchText: 'at 10:30' }, {}],
  ['https://example.com/a', { searchText: 'see https://example.com/a?b' }, {}],
  ['👍', { searchText: '好👍🏽' }, {}],
  ['from:zhangsan type:event event:CLICK status:failed ms:>2000 since:1h "重启"', { ...click }, { ...click, searchText: '状态' }],
];

test.each(table)('%s', (text, yes, no) => {
  const { filter, problems } = parse(text);
  expect(problems).toEqual([]);
  expect(matches(filter, row(yes), now)).toBe(true);
  expect(matches(filter, row(no), now)).toBe(false);
  expect(parse(formatFilter(filter)).filter).toEqual(filter);
});

test.each([
  ['nginx', '⚠️nginx 已停止'],
  ['停止', '⚠️nginx 已停止'],
  ['nginx', '1️⃣nginx'],
  ['1️⃣', '1️⃣nginx'],
  ['⚠️', '⚠ nginx'],
  ['⚠', '⚠️ nginx'],
  ['❤重启', '❤️重启'],
  ['❤️重启', '❤重启'],
  ...['disk', '⚠', '⚠️', '满'].map((sought) => [sought, '⚠️disk 满']),
  ['葛飾', '葛\u{E0100}飾'],
])('%s is found in %s: an emoji ends a word, and its look is no part of either', (sought, searchText) => {
  expect(matches(parse(sought).filter, row({ searchText }), now)).toBe(true);
});

test('an empty filter lets everything through', () => {
  for (const text of ['', '   ', '　']) expect(matches(parse(text).filter, row(), now), text).toBe(true);
});

test('a row without a value of a field is not among those that have one, and among those that have not', () => {
  const { command: _, ms: __, ...bare } = row();
  expect(['command:status', 'has:command', 'ms:<10', 'event:CLICK'].map((text) => matches(parse(text).filter, bare, now))).toEqual([
    ...[false, false, false, false],
  ]);
  expect(matches(parse('has:command').filter, row(), now)).toBe(true);
  expect(['-command:status', '-ms:<10', '-event:CLICK'].map((text) => matches(parse(text).filter, bare, now))).toEqual([true, true, true]);
});

describe('what is not understood is told, and the rest filters', () => {
  test.each<[text: string, code: string, at: string, terms: string]>([
    ['form:zhangsan status:failed', 'unknown-field', 'form', '"form:zhangsan" status:failed'],
    ['status:failed 张:三', 'unknown-field', '张', 'status:failed "张:三"'],
    ['from: status:failed', 'missing-value', 'from:', 'status:failed'],
    ['status:broken', 'unknown-value', 'broken', ''],
    ['status:broken,failed', 'unknown-value', 'broken', 'status:failed'],
    ['has:money', 'unknown-value', 'money', ''],
    ['dir:up 重启', 'unknown-value', 'up', '重启'],
    ['ms:fast', 'not-a-number', 'fast', ''],
    ['ms:>', 'not-a-number', '>', ''],
    ['ms:5km', 'not-a-number', '5km', ''],
    ['id:abc', 'not-a-number', 'abc', ''],
    ['since:soon', 'not-a-time', 'soon', ''],
    ['since:2026-02-30', 'not-a-time', '2026-02-30', ''],
    ['since:2026-13-01', 'not-a-time', '2026-13-01', ''],
    ['until:25:00', 'not-a-time', '25:00', ''],
    ['since:5parsec', 'not-a-time', '5parsec', ''],
    ['from:zhangsan "重启', 'open-quote', '"重启', 'from:zhangsan 重启'],
    ['!!!', 'nothing-to-search', '!!!', ''],
    ['"" from:lisi', 'nothing-to-search', '""', 'from:lisi'],
  ])('%s', (text, code, at, terms) => {
    const { filter, problems } = parse(text);
    expect(problems.map((problem) => [problem.code, text.slice(problem.from, problem.to)])).toEqual([[code, at]]);
    expect(formatFilter(filter)).toBe(terms);
    for (const { message, hint } of problems) {
      for (const said of [...Object.values(message), ...Object.values(hint)]) expect(said).toMatch(/^[^{}]+$/u);
    }
  });
  test('too many terms', () => {
    const { filter, problems } = parse('a '.repeat(mostValues + 1));
    expect(filter.terms).toHaveLength(mostValues);
    expect(problems.map(({ code }) => code)).toEqual(['too-many-terms']);
  });
});

test('no text at all makes the parser fail, and every term knows its place', () => {
  const piece = fc.constantFrom(
    'from:',
    '-',
    '"',
    '“',
    ',',
    ':',
    '*',
    '>',
    '..',
    ' ',
    'ms',
    'since:',
    '重启',
    '\\',
    '1h',
    '\u0000',
    '2026-11-21',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(piece).map((pieces) => pieces.join('')),
      ),
      (text) => {
        const { filter, places, problems } = parse(text);
        expect(places).toHaveLength(filter.terms.length);
        for (const { from, to } of [...places, ...problems]) expect(from <= to && to <= text.length).toBe(true);
        for (const [index, { from, to }] of places.entries())
          expect(parse(text.slice(from, to)).filter.terms).toEqual([filter.terms[index]]);
        expect(parse(formatFilter(filter)).filter).toEqual(filter);
        expect(parse(formatFilter(filter)).problems).toEqual([]);
        complete(text, text.length, { accounts: [], commands: [], persons: [] });
      },
    ),
    { numRuns: 500 },
  );
});

test('a chip takes its term out and leaves the others as they are', () => {
  const { filter } = parse('发送人:zhangsan -状态:失败 "two words" a,b');
  expect(filter.terms.map(formatTerm)).toEqual(['from:zhangsan', '-status:failed', '"two words"', '"a,b"']);
  expect(formatFilter(withoutTerm(filter, 1))).toBe('from:zhangsan "two words" "a,b"');
});

test('a date is a day of the reader, also where the clock changes', () => {
  const at = (text: string, zone: string) => parseFilter(text, { now, zone }).filter.terms[0]?.values[0];
  expect(at('since:2026-11-21', 'America/New_York')).toMatchObject({ at: Date.UTC(2026, 10, 21, 5) });
  expect(at('since:2026-03-29', 'Europe/Berlin')).toMatchObject({ at: Date.UTC(2026, 2, 28, 23) });
  expect(at('until:2026-03-29', 'Europe/Berlin')).toMatchObject({ at: Date.UTC(2026, 2, 29, 22) - 1 });
  expect(at('since:2026-03-29T03:30', 'Europe/Berlin')).toMatchObject({ at: Date.UTC(2026, 2, 29, 1, 30) });
});

describe('completion', () => {
  const vocabulary = { accounts: ['ops', 'dev'], commands: ['status', 'reboot'], persons: ['zhangsan', 'li si'] };
  const offered = (text: string, cursor = text.length) => complete(text, cursor, vocabulary).map(({ insert }) => insert);
  const applied = (text: string) => {
    const [first] = complete(text, text.length, vocabulary);
    return first && text.slice(0, first.range.from) + first.insert + text.slice(first.range.to);
  };
  test('offers every field at the beginning', () => expect(offered('')).toContain('from:'));
  test('offers a field by what was begun, in either language', () => {
    expect(offered('st')).toEqual(['status:']);
    expect(applied('重启 类')).toBe('重启 类型:');
    expect(applied('重启 -sta')).toBe('重启 -status:');
  });
  test('offers known values, by their names too', () => {
    expect(offered('status:fa')[0]).toBe('failed');
    expect(offered('状态:失')).toContain('failed');
    expect(applied('type:text,im')).toBe('type:text,image');
  });
  test('offers accounts, commands and people', () => {
    expect(offered('account:')).toEqual(['ops', 'dev']);
    expect(applied('命令:re')).toBe('命令:reboot');
    expect(applied('from:"li s')).toBe('from:"li si"');
  });
  test('offers times', () => expect(offered('since:')).toContain('1h'));
  test('minds the cursor, not the end', () => expect(offered('st from:lisi', 2)).toEqual(['status:']));
});
