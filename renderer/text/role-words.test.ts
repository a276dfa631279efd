import { describe, expect, test } from 'vitest';
import { Grant } from '../../shared/role.ts';
import { createTexts } from '../locales/i18n.ts';
import { grantWords, type KnownCommand } from './role-words.ts';

const en = createTexts('en').t;
const zh = createTexts('zh-CN').t;
const known: KnownCommand[] = [
  { name: 'power', title: '电源', isDangerous: true },
  { name: 'status', title: '状态', isDangerous: false },
];
const office = { days: [5, 4, 3, 2, 1], from: '08:00', to: '20:00' };
const grant = (given: object) => Grant.parse({ commands: ['power', 'status'], ...given });

describe('a right in words', () => {
  test.each([
    [
      grant({ groups: ['@staging'], window: office, confirm: 'second' }),
      '在 @staging 上使用电源、状态，周一至周五 08:00–20:00；危险操作由另一人确认',
      'use 电源, 状态 on @staging, Mon–Fri 08:00–20:00; a second person confirms what is dangerous',
    ],
    [grant({ commands: 'read' }), '在所有服务器上查看', 'look on every server'],
    [grant({ commands: ['status'], groups: ['web-01', '上海'] }), '在 web-01、上海 上使用状态', 'use 状态 on web-01, 上海'],
    [
      grant({ commands: 'danger', window: { days: [6, 0], from: '22:00', to: '06:00' } }),
      '在所有服务器上执行所有命令，周六、周日 22:00–次日 06:00；危险操作由本人确认',
      'run every command on every server, Sat, Sun 22:00–06:00 the next day; they confirm what is dangerous themselves',
    ],
  ])('%#', (given, zhWords, enWords) => {
    expect(grantWords(zh, given, known)).toBe(zhWords);
    expect(grantWords(en, given, known)).toBe(enWords);
  });
});
