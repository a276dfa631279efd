import { expect, test } from 'vitest';
import { failure, translateFailure } from './failures.ts';
import { namedSettings } from './setting-words.ts';

const told = (names: string, language: 'zh-CN' | 'en') =>
  translateFailure(namedSettings(failure('settings/unreadable', { names }), language), language).message;

test('settings that cannot be read are called as the console calls them', () => {
  expect(told('redaction, desktop', 'en')).toBe('Some settings cannot be read: "Settings › Redaction rules", "Settings › Desktop"');
  expect(told('redaction, tunnel', 'zh-CN')).toBe('有些设置读不出来：“设置 › 脱敏规则”、“接入 › 隧道”');
  expect(told('of.a.newer.version', 'en')).toBe('Some settings cannot be read: of.a.newer.version');
});

test('what is recorded by the program itself says what comes of it, and what is to be done', () => {
  expect(told('targetHostKeys', 'en')).toContain('press "Forget" beside its host key');
  expect(told('publicUrl', 'zh-CN')).toContain('请核对');
  expect(told('usage', 'zh-CN')).toContain('重新记录');
});
