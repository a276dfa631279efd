import { expect, test } from 'vitest';
import { failure, translateFailure } from './failures.ts';
import { namedSettings } from './setting-words.ts';

const told = (names: string, language: 'zh-CN' | 'en') =>
  translateFailure(namedSettings(failure('settings/unreadable', { names }), language), language).message;

test('settings that cannot be read are called as the console calls them', () => {
  expect(told('redaction, targetHostKeys', 'en')).toBe(
    'Some settings cannot be read: "Settings › Redaction rules", the host keys of servers (recorded)',
  );
  expect(told('redaction, tunnel', 'zh-CN')).toBe('有些设置读不出来：“设置 › 脱敏规则”、“接入 › 隧道”');
  expect(told('of.a.newer.version', 'en')).toBe('Some settings cannot be read: of.a.newer.version');
});
