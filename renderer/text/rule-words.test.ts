import { describe, expect, test } from 'vitest';
import { NoticeRule } from '../../shared/monitor/notice-rule.ts';
import { createTexts } from '../locales/i18n.ts';
import { ruleWords } from './rule-words.ts';

const names = {
  monitor: (id: string) => id,
  target: (id: string) => id,
  person: ({ person }: { person: string }) => person,
  role: (id: string) => id,
};
const zhang = { account: 'ops', person: 'zhangsan' };
const rule = (change: object) => NoticeRule.parse({ id: 'a', name: 'A', to: { people: [zhang] }, ...change });
const say = (language: 'zh-CN' | 'en', change: object) => ruleWords(createTexts(language).t, rule(change), names);

describe('a rule in words', () => {
  test('says who is told of everything', () => {
    expect(say('en', {})).toEqual(['Tells zhangsan when any monitor goes down.', 'Reports recoveries, and when monitoring stops.']);
    expect(say('zh-CN', {})).toEqual(['任何监控项故障时，通知zhangsan。', '恢复或停止监控时也通知。']);
  });

  test('says of what, from which severity, and at what hours', () => {
    const monitors = { tags: ['shop'], targets: ['web-01'] };
    const hours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', zone: 'UTC' };
    expect(say('en', { monitors, from: 'critical', hours, to: { onCall: true, roles: ['admin'] } })[0]).toBe(
      'Tells whoever is on call and everybody with the role "admin" when a monitor tagged #shop or a monitor of web-01 of severity critical goes down, but only Mon–Fri 09:00–18:00.',
    );
  });

  test('puts the names of monitors in quotes where they stand in a Chinese sentence', () => {
    const change = { monitors: { monitors: ['web', 'db'], tags: ['shop'] }, from: 'critical' };
    expect(say('zh-CN', change)[0]).toBe('监控项“web”、“db”或带有标签 #shop 的监控项（严重）故障时，通知zhangsan。');
    expect(say('en', change)[0]).toBe('Tells zhangsan when web, db or a monitor tagged #shop of severity critical goes down.');
  });

  test('says when it is told again, to whom it goes on, and when it is quiet', () => {
    const change = {
      repeatMinutes: 30,
      escalations: [{ afterMinutes: 15, to: { people: [{ account: 'ops', person: 'lisi' }], tags: ['lead'] } }],
      quiet: { days: [0, 6], from: '22:00', to: '07:00', zone: 'UTC', except: 'nothing' },
      recoveries: false,
    };
    expect(say('en', change).slice(1)).toEqual([
      'Until somebody acknowledges it, again every 30 min.',
      'After 15 min without acknowledgement, tells lisi and everybody tagged #lead.',
      'Sat and Sun 22:00–07:00 nothing; it comes as one message afterwards.',
      'Does not report recoveries.',
    ]);
    expect(say('zh-CN', change)[3]).toBe('周六和周日 22:00–07:00 不打扰，等到结束时合并成一条。');
  });
});
