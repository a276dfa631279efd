import { expect, test } from 'vitest';
import { SavedScript } from '../../shared/script.ts';
import { areFilled, argumentKey, scriptWords } from './script-arguments.ts';

const script = SavedScript.parse({
  ...{ id: 'clean', name: '清理', text: 'true' },
  parameters: [
    { name: 'path', type: 'text' },
    { name: 'days', type: 'number', min: 1, max: 30, optional: true },
  ],
});
const values = (path: string, days = '') => ({ [argumentKey('path')]: path, [argumentKey('days')]: days });

test.each([
  ['/var/log', '', true],
  ['/var/log', '7', true],
  ['', '7', false],
  ['--force', '', false],
  ['/var/log', '31', false],
  ['/var/log', 'seven', false],
])('path %j and days %j are all that is wanted: %s', (path, days, expected) =>
  expect(areFilled(script, values(path, days))).toBe(expected),
);

test('in the line what was left out is an empty word, so that no server is taken for it', () => {
  expect(scriptWords(script, values('/var/my log')).join(' ')).toBe('清理 "/var/my log" ""');
  expect(scriptWords(script, values('/var', '7')).join(' ')).toBe('清理 /var 7');
});
