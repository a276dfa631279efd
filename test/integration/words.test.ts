import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { en } from '../../renderer/locales/en.ts';
import { zhCN } from '../../renderer/locales/zh-CN.ts';
import { failureTexts } from '../../shared/failures.ts';

type Tree = { [key: string]: string | Tree };
const textsOf = (tree: Tree): string[] => Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : textsOf(value)));

const failuresIn = (language: 'zh-CN' | 'en') =>
  Object.values(failureTexts).flatMap(({ message, hint }) => [message[language], hint[language]]);
const readme = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

/** What the page, the failures and the README say. */
const said = {
  'zh-CN': [...textsOf(zhCN), ...failuresIn('zh-CN'), readme('README.zh-CN.md')],
  en: [...textsOf(en), ...failuresIn('en'), readme('README.md')],
};

/** What is quoted as something to press but is WeChat's, or is drawn instead of written. */
const notOurs = new Set(['重置', '随机获取', '修改配置', '提交', '＋']);

test.each([
  ['zh-CN', textsOf(zhCN), /[点按]“([^”{]+)”/g],
  ['en', textsOf(en), /\b(?:press|click) ["*]([^"*{]+)["*]/gi],
] as const)('a button that somebody is told to press is there under its name: %s', (language, names, pressed) => {
  const told = said[language].flatMap((text) => [...text.matchAll(pressed)].map(([, name = '']) => name));
  expect(told.filter((name) => !names.includes(name) && !notOurs.has(name))).toEqual([]);
});

test('nobody is addressed as 您: all say 你, or leave it out', () => {
  expect(said['zh-CN'].filter((text) => text.includes('您'))).toEqual([]);
});
