import { describe, expect, test } from 'vitest';
import { fieldsOfTemplate, fillTemplate, NoticeTemplate } from './notice-template.ts';

const content =
  '告警内容：{{thing1.DATA}}\n服务器：{{thing2.DATA}}\n当前状态:{{phrase3.DATA}}\n告警时间：{{ time4.DATA }}\n编号：{{character_string5.DATA}}';
const facts = { title: '#7 官网', server: 'web-01', state: 'Down', phrase: '故障', time: '2026-11-21 18:40', reason: '连接被拒绝' };
const templateOf = (shows: Record<string, string>) =>
  NoticeTemplate.parse({ id: 't', title: '告警', fields: Object.entries(shows).map(([key, shown]) => ({ key, shows: shown })) });
const valuesOf = (shows: Record<string, string>, given: Partial<typeof facts> = {}) =>
  Object.values(fillTemplate(templateOf(shows), { ...facts, ...given }).data).map(({ value }) => value);

describe("A template's fields", () => {
  test('are read from its content, each with what it might best show', () => {
    expect(fieldsOfTemplate(content)).toEqual([
      { key: 'thing1', label: '告警内容', shows: 'title' },
      { key: 'thing2', label: '服务器', shows: 'server' },
      { key: 'phrase3', label: '当前状态', shows: 'state' },
      { key: 'time4', label: '告警时间', shows: 'time' },
      { key: 'character_string5', label: '编号', shows: 'nothing' },
    ]);
  });
  test('may be none, or the same one twice', () => {
    expect(fieldsOfTemplate('你好')).toEqual([]);
    expect(fieldsOfTemplate('{{thing1.DATA}} {{thing1.DATA}}')).toHaveLength(1);
  });
});

describe('A filled template', () => {
  test('says what each field was chosen to show, under the name of the template', () => {
    const fields = [
      { key: 'thing1', label: '内容', shows: 'title' },
      { key: 'time2', label: '时间', shows: 'time' },
    ];
    expect(fillTemplate(NoticeTemplate.parse({ id: 't', title: '告警', fields }), facts)).toEqual({
      templateId: 't',
      data: { thing1: { value: '#7 官网' }, time2: { value: '2026-11-21 18:40' } },
      text: '告警\n内容：#7 官网\n时间：2026-11-21 18:40',
    });
  });
  test('leaves no field empty, and exceeds what none takes', () => {
    expect(valuesOf({ thing1: 'nothing', phrase2: 'nothing', time3: 'nothing', number4: 'nothing' })).toEqual([
      ...['-', '无', '2026-11-21 18:40', '0'],
    ]);
    const [thing] = valuesOf({ thing1: 'reason' }, { reason: '很'.repeat(40) });
    expect([...(thing ?? '')]).toHaveLength(20);
    expect(thing).toMatch(/…$/);
  });
  test('says the state in Chinese where only Chinese is taken, and plain letters where nothing else is', () => {
    expect(valuesOf({ phrase1: 'state', thing2: 'state', character_string3: 'title' })).toEqual(['故障', 'Down', '#7 -']);
  });
  test('stays on one line', () => {
    expect(valuesOf({ keyword1: 'reason' }, { reason: 'a\n b' })).toEqual(['a b']);
  });
});
