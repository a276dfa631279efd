import { expect, test } from 'vitest';
import { failure, failureBecause, failureTexts, translateFailure } from './failures.ts';

/** Places that never hold a 1: names, limits, and what is told only where it is above one. */
const neverOne = /^(?:address|id|host|server|target|person|url|keyFile|jump|limit|most|least|count|bytes|length|of)$/;

test('one of a thing is not called several', () => {
  const of1 = (text: string) => text.replace(/\{(\w+)\}/g, (place, name: string) => (neverOne.test(name) ? place : '1'));
  const several = /\b1 (?!(?:is|was|has|ms)\b)\w+s\b/;
  const wrongly = Object.entries(failureTexts).filter(([, { message, hint }]) =>
    [message.en, hint.en].some((text) => several.test(of1(text))),
  );
  expect(wrongly.map(([code]) => code)).toEqual([]);
});

test('what another failure has caused says so in the language that it is read in', () => {
  const refused = failure('platform/40018', { errmsg: 'invalid button name size' });
  const told = failureBecause('menu/refused', refused, { errcode: '40018', path: '[]' }, 'zh-CN');
  expect(told.message).toContain(failureTexts['platform/40018'].message['zh-CN']);
  const inEnglish = translateFailure(told, 'en');
  expect([inEnglish.message, inEnglish.hint].join()).not.toMatch(/\p{Script=Han}/u);
  expect(inEnglish.message).toContain(failureTexts['platform/40018'].message.en);
  expect(translateFailure(inEnglish, 'zh-CN')).toEqual(told);
});
