import { describe, expect, test } from 'vitest';
import { en } from './en.ts';
import { createTexts } from './i18n.ts';
import { zhCN } from './zh-CN.ts';

type Tree = { [key: string]: string | Tree };

/** Every text by its path, such as `detail.total`. */
const flat = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`)));

const texts = { 'zh-CN': new Map(flat(zhCN)), en: new Map(flat(en)) };
/** The places to fill in, each once: an English plural names its number twice, as `{{n}}` and `{{n, s}}`. */
const places = (text: string) => [...new Set([...text.matchAll(/\{\{(\w+)(?:, s)?\}\}/g)].map(([, name]) => name))].sort();
/** The paths of the texts of a language that are as they must not be. */
const wrong = (language: keyof typeof texts, isWrong: (text: string) => boolean) =>
  [...texts[language]].filter(([, text]) => isWrong(text)).map(([path]) => path);

test('both languages have the same texts, in the same order', () => {
  expect([...texts.en.keys()]).toEqual([...texts['zh-CN'].keys()]);
});

test('both have the same places to fill in', () => {
  const differing = [...texts['zh-CN']].filter(([path, text]) => places(text).join() !== places(texts.en.get(path) ?? '').join());
  expect(differing).toEqual([]);
});

describe.each(['zh-CN', 'en'] as const)('in %s', (language) => {
  test('no text is empty', () => expect(wrong(language, (text) => text.trim() === '')).toEqual([]));
  test('every place is written as one', () =>
    expect(wrong(language, (text) => /[{}]/.test(text.replace(/\{\{\w+(?:, s)?\}\}/g, '')))).toEqual([]));
});

/** English texts that say where to click in WeChat's own console, which is Chinese. */
const quotesConsole = /^(?:guide|tunnel\.movedPlace|platforms\.ip(?:For|MovedWhat)|noticeTemplate)\.|^rule\.(?:sandboxAccount|seats)$/;

test('no Chinese stands in the English texts, but for the name of the other language and the labels of WeChat’s console', () => {
  const chinese = wrong('en', (text) => /[\p{Script=Han}，。：；！？、（）]/u.test(text));
  expect(chinese.filter((path) => !quotesConsole.test(path))).toEqual(['palette.languageZh']);
  expect(wrong('en', (text) => /[，。：；！？、（）]/.test(text))).toEqual(['palette.languageZh']);
});

test('English quotes are straight, since CJK fonts draw curly ones full width', () => {
  expect(wrong('en', (text) => /[‘’“”]/.test(text))).toEqual([]);
});

test('Chinese quotes are the Chinese ones', () => {
  expect(wrong('zh-CN', (text) => /["']/.test(text))).toEqual([]);
});

/** Places that never hold a 1: names, limits, and what is told only where it is above one. */
const neverOne = /^(?:person|name|listener|who|interpreter|field|from|limit|most|bound|bytes|days)$/;

test('one of a thing is not called several', () => {
  const { t } = createTexts('en');
  const of1 = (text: string) => Object.fromEntries(places(text).map((place) => [place, neverOne.test(place ?? '') ? place : 1]));
  const several = /\b1 (?!(?:is|was|has|ms)\b)\w+s\b/;
  const wrongly = [...texts.en].filter(([path, text]) => several.test(t(path as 'app.name', of1(text)))).map(([path]) => path);
  expect(wrongly).toEqual(['redaction.patternRule']);
});

test('a text is filled in as it is, and speaks the language that was chosen', async () => {
  const { t, changeLanguage } = createTexts('zh-CN');
  expect(t('detail.total', { ms: '<182 ms>' })).toBe('共 <182 ms>');
  await changeLanguage('en');
  expect(t('page.messages')).toBe('Messages');
});
