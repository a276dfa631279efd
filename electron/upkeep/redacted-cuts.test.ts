import { expect, test } from 'vitest';
import { type Find, findRepeated, matchesByPart, withoutMatches } from './redacted-cuts.ts';

const hash = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';

const findOf =
  (expression: RegExp): Find =>
  (text) =>
    [...text.matchAll(expression)].map((match) => ({ start: match.index, end: match.index + match[0].length, replacement: '[X]' }));
const kept = (parts: string[], find: Find) =>
  matchesByPart(parts, find).map((matches, index) => withoutMatches(parts[index] ?? '', matches));
const repeating = (written: string, find: Find) => {
  const repeated = findRepeated([{ text: written, matches: find(written) }]);
  return (text: string) => withoutMatches(text, repeated(text));
};
const hashes = findOf(/\b[0-9a-f]{40}\b/g);

test('a secret that lies on a cut goes from both parts', () => {
  const start = `好的${'状'.repeat(674)}`;
  expect(kept([start + hash.slice(0, 20), `${hash.slice(20)} end`], hashes)).toEqual([`${start}[X]`, ' end']);
});

test('a secret over several parts, and over a line end that was lost between them, goes from all of them', () => {
  const block = findOf(/BEGIN[\s\S]*END/g);
  expect(kept(['a\nBEGIN', 'more', 'END b'], block)).toEqual(['a\n[X]', '', ' b']);
});

test('what only the words before a cut make a secret goes too', () => {
  expect(kept(['the password:', 'hunter2 is it'], findOf(/(?<=password:\s?)\S+/g))).toEqual(['the password:', '[X] is it']);
});

test('the beginning of a secret is known again in what repeats it', () => {
  const without = repeating(hash, hashes);
  expect(without(`There is no command "${hash.slice(0, 20)}"`)).toBe('There is no command "[X]"');
  expect(without(hash.slice(0, 20))).toBe('[X]');
  expect(without(hash.slice(0, 32))).toBe('[X]');
});

test('of a word that was cut in the middle of a secret the words before it stay', () => {
  const word = `token-of-web-01=${hash}`;
  expect(repeating(`状态 ${word}`, hashes)(`没有“${word.slice(0, 20)}”`)).toBe('没有“token-of-web-01=[X]”');
});

test('a secret without the words that make it one is known again', () => {
  const without = repeating('状态 密码: hunter2', findOf(/(?<=密码:\s?)\S+/g));
  expect(without('没有名为“hunter2”的服务器')).toBe('没有名为“[X]”的服务器');
});

test('what does not repeat it stays as it is', () => {
  const said = 'There is no command "status-of-all-my-machines"';
  expect(repeating(`status-of-all-my-machines ${hash}`, hashes)(said)).toBe(said);
});
